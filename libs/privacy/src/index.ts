export * from './canonical.ts';
export * from './keyring.ts';
export * from './keys.ts';
export { type Rotated, rotateKeys } from './rotation.ts';
export type { AccessReceipt } from './receipt.ts'; // Who may issue one imports `@patto/privacy/receipt`: `access` alone.
export { SealBroken } from './seal.ts';
export * from './sqlite/open-keyring.ts';
export { checkKeyring } from './sqlite/open-database.ts';
export { KEYRING_FILE } from './sqlite/schema.ts';
export { checkPostgresKeyring, openPostgresKeyring, type PostgresKeyringOptions } from './postgres/open-postgres-keyring.ts';
export { KEYRING_SCHEMA, keyringSchema } from './postgres/schema.ts';
