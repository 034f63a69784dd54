export * from './given.ts';
export * from './not-run.ts';
