export * from './given.ts';
export * from './marias-plan.ts';
export * from './not-run.ts';
export * from './valcurta.ts';
export * from './next-wednesday.ts';
