export * from './log.ts';
export { openSqliteLog, type SqliteLogOptions } from './sqlite/sqlite-log.ts';
export { LogUnusable } from './sqlite/unusable.ts';
