export * from './documents.ts';
export * from './filter.ts';
export * from './read-model.ts';
