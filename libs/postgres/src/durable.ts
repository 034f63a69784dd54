import type { Connection } from './connection.ts';
import { PostgresUnusable } from './failures.ts';

/** The first version with which this is tested: 15, as `server_version_num` says it. */
const LEAST_VERSION = 150_000;

/**
 * Refuses a server or settings under which what was acknowledged could be lost, or text be changed on its way.
 * @throws PostgresUnusable
 */
export const refuseUnlessDurable = async (connection: Connection, place: string): Promise<void> => {
  const [found] = await connection.ask<Record<string, string>>({
    text: `SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS version, current_setting('fsync') AS fsync,
      current_setting('synchronous_commit') AS commits, current_setting('server_encoding') AS encoding, current_setting('transaction_isolation') AS isolation`,
  });
  const { number, version, fsync, commits, encoding, isolation } = found ?? {};
  const refuse = (why: string): never => {
    throw new PostgresUnusable(`${place} ${why}`);
  };
  if (Number(number) < LEAST_VERSION) refuse(`is PostgreSQL ${version}; 15 or later is needed.`);
  if (fsync !== 'on') refuse('runs with fsync=off: a power cut would lose what was acknowledged. Set fsync=on and restart the server.');
  if (commits === 'off') refuse('has synchronous_commit=off: a crash would lose what was acknowledged. Set it to on for this role or the server.');
  if (encoding !== 'UTF8') refuse(`keeps text as ${encoding}. Use a database with the encoding UTF8.`);
  if (isolation !== 'read committed') refuse(`isolates transactions as "${isolation}". Leave default_transaction_isolation at "read committed".`);
};
