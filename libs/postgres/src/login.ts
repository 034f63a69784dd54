import { connect } from './connection.ts';
import { placeOf, unusable } from './failures.ts';

/** A server and the role that a URL logs in as. */
export interface Login {
  /** As `17.2`. */
  readonly version: string;
  readonly role: string;
  /** What this role may and no service needs: with any of it, whoever has its password could change what is recorded. In words, as `may make roles`. */
  readonly needless: readonly string[];
}

/** In the words of a sentence about a role, and how the server is asked. */
const POWERS = {
  'is a superuser': 'rolsuper',
  'may make roles': 'rolcreaterole',
  'may make databases': 'rolcreatedb',
  'may replicate': 'rolreplication',
  'passes over row security': 'rolbypassrls',
  'owns a schema of this database': `EXISTS (SELECT FROM pg_namespace WHERE nspname NOT IN ('public', 'information_schema') AND nspname NOT LIKE 'pg\\_%' AND pg_has_role(nspowner, 'USAGE'))`,
} as const;

/** Looks who a URL logs in as. It reads only. @throws PostgresUnusable */
export const lookAtLogin = async (url: string): Promise<Login> => {
  const powers = Object.entries(POWERS).map(([words, holds]) => `CASE WHEN ${holds} THEN '${words}' END`);
  try {
    const session = await connect({ url, name: 'patto doctor' });
    const [found] = await session
      .ask<Login>({
        text: `SELECT current_setting('server_version') AS version, rolname::text AS role, array_remove(ARRAY[${powers.join(', ')}], NULL) AS needless
          FROM pg_roles WHERE rolname = current_user`,
      })
      .finally(() => session.close());
    if (!found) throw new Error(`${placeOf(url)} does not say who is logged in.`);
    return found;
  } catch (error) {
    throw unusable(url, error);
  }
};
