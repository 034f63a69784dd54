export * from './canonical.ts';
export * from './keyring.ts';
export * from './keys.ts';
export { type Rotated, rotateKeys } from './rotation.ts';
export type { AccessReceipt } from './receipt.ts'; // Who may issue one imports `@patto/privacy/receipt`: `access` alone.
export { SealBroken } from './seal.ts';
export * from './sqlite/open-keyring.ts';
export { checkKeyring, KeyringUnusable } from './sqlite/open-database.ts';
export { bringKeyring, linesOfKeyring } from './moving/lines.ts';
export type { RowSource, RowTarget } from './moving/rows.ts';
export { rowsIntoKeyring, rowsOfKeyring } from './sqlite/rows.ts';
export { rowsIntoPostgresKeyring, rowsOfPostgresKeyring } from './postgres/rows.ts';
export { KEYRING_FILE } from './sqlite/schema.ts';
export { checkPostgresKeyring, openPostgresKeyring, type PostgresKeyringOptions } from './postgres/open-postgres-keyring.ts';
export { KEYRING_SCHEMA, keyringSchema } from './postgres/schema.ts';
