export { connect, type Connection, type ConnectionOptions, type Question } from './connection.ts';
export { refuseUnlessDurable } from './durable.ts';
export { codeOf, isAway, isUntrusted, LOCK_TIMEOUT, messageOf, placeOf, PostgresUnusable, STATEMENT_STOPPED, unusable } from './failures.ts';
export { type Login, lookAtLogin } from './login.ts';
export { literal, type Migration, quoted, refuseUnlessCurrent, type Schema } from './migrate.ts';
export { openPool, type Pool } from './pool.ts';
export { type Preparation, type Prepared, preparePostgres, type RoleWish } from './prepare.ts';
