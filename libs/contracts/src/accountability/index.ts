export * from './access.ts';
export * from './problems.ts';
