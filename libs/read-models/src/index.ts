export * from './documents.ts';
export * from './filter.ts';
export { matches } from './matches.ts';
export { type MongoDocumentsOptions, openMongoDocuments } from './mongo/documents.ts';
export * from './open-model.ts';
export * from './project.ts';
export * from './read-model.ts';
export { placeOf } from './sort.ts';
export { openSqliteDocuments, type SqliteDocumentsOptions } from './sqlite/documents.ts';
