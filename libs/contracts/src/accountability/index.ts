export * from './access.ts';
export * from './policy.ts';
export * from './problems.ts';
export * from './retention.ts';
