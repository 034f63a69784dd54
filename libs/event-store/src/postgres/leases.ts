import { openPool, refuseUnlessCurrent, type Schema, connect, placeOf, unusable } from '@patto/postgres';
import type { Leases } from '../leases.ts';

/** Long enough that a busy process keeps it, short enough that the work of one that died rests for seconds only. */
const LEASE_MS = 6_000;

export const LEASES_SCHEMA = 'leases';

/** Who does the work of which name, and until when, by the clock of the server alone. */
export const leasesSchema: Schema = {
  name: LEASES_SCHEMA,
  migrations: [{ name: '1-leases', sql: 'CREATE TABLE lease (name text PRIMARY KEY, holder text NOT NULL, until timestamptz NOT NULL)' }],
  grants: (role) => `GRANT SELECT, INSERT, UPDATE, DELETE ON ${LEASES_SCHEMA}.lease TO "${role}"`,
};

/** Another's lease is taken once its time is over, in the same statement that sees that it is: of two who try, one gets it. */
const HOLD = `INSERT INTO ${LEASES_SCHEMA}.lease AS l VALUES ($1, $2, clock_timestamp() + $3 * interval '1 millisecond')
  ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until WHERE l.holder = excluded.holder OR l.until < clock_timestamp() RETURNING 1`;
const RELEASE = `DELETE FROM ${LEASES_SCHEMA}.lease WHERE name = $1 AND holder = $2`;

export interface PostgresLeasesOptions {
  /** Of the service's own role. */
  readonly url: string;
  /** So long a lease is good without being kept; a test takes less. */
  readonly leaseMs?: number;
}

/**
 * Opens the leases in a database that `preparePostgres` made ready.
 * @throws PostgresUnusable
 */
export const openPostgresLeases = async ({ url, leaseMs = LEASE_MS }: PostgresLeasesOptions): Promise<Leases> => {
  try {
    const checking = await connect({ url, name: 'patto leases' });
    await refuseUnlessCurrent(checking, leasesSchema, placeOf(url)).finally(() => checking.close());
  } catch (error) {
    throw unusable(url, error);
  }
  const pool = openPool({ url, name: 'patto leases', most: 1 });
  return {
    leaseMs,
    hold: async (name, holder) => (await pool.ask({ name: 'lease-hold', text: HOLD, values: [name, holder, leaseMs] })).length > 0,
    release: async (name, holder) => {
      await pool.ask({ name: 'lease-release', text: RELEASE, values: [name, holder] });
    },
    close: () => pool.close(),
  };
};
