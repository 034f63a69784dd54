export * from './access.ts';
export * from './audit.ts';
export * from './embargo.ts';
export * from './emergency.ts';
export * from './policy.ts';
export * from './problems.ts';
export * from './retention.ts';
