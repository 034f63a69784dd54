import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { connect, type Connection } from './connection.ts';
import { messageOf, placeOf, PostgresUnusable, unusable } from './failures.ts';
import { literal, migrate, quoted, type Schema } from './migrate.ts';

/** A role that one service logs in as. */
export interface RoleWish {
  readonly name: string;
  /** Set where it is given; a role that is there already keeps its own otherwise. */
  readonly password?: string;
}

/** What a database is to hold, and for whom. */
export interface Preparation {
  /** Of the owner: it may make schemas in the database, and roles. It is used here alone; no service knows it. */
  readonly url: string;
  readonly roles: readonly RoleWish[];
  readonly schemas: readonly Schema[];
}

/** What was changed. */
export interface Prepared {
  readonly roles: readonly string[];
  readonly migrations: readonly string[];
}

/**
 * What holds for every session of a service, whatever program opens it, in milliseconds: nobody waits longer for a lock, nobody keeps one while
 * doing nothing, no statement runs on for ever. A writer that stands still inside a transaction is thus out of the way within ten seconds.
 */
const LIMITS = { lock_timeout: 4_000, idle_in_transaction_session_timeout: 4_000, statement_timeout: 60_000 } as const;
/** Any number that nobody else locks: the letters `Ptto`. Whoever prepares the same database waits for its turn. */
const LOCK = 0x50_74_74_6f;
/** Roles belong to the whole server: who prepares another of its databases may change the same one in this moment. */
const CHANGED_BY_ANOTHER = /tuple concurrently (updated|deleted)/;
const MOST_TRIES = 5;

const ROLE = 'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS';
const SCRAM_ROUNDS = 4_096; // As PostgreSQL's own.

/**
 * Makes or updates roles, schemas, functions and rights; may be run again, and by two at once.
 * @throws PostgresUnusable
 */
export const preparePostgres = async ({ url, roles, schemas }: Preparation): Promise<Prepared> => {
  let owner: Connection | undefined;
  try {
    owner = await connect({ url, name: 'patto db prepare', settings: { client_min_messages: 'warning' } });
    await owner.run(`SELECT pg_advisory_lock(${LOCK})`); // Until the session ends.
    const [about] = await owner.ask<{ database: string; version: number; isSuper: string }>({
      text: `SELECT current_database() AS database, current_setting('server_version_num')::integer AS version, current_setting('is_superuser') AS "isSuper"`,
    });
    if ((about?.version ?? 0) < 150_000) throw new PostgresUnusable(`${placeOf(url)} is older than PostgreSQL 15.`);
    const made = await makeRoles(owner, roles, about?.isSuper === 'on');
    const migrations: string[] = [];
    for (const schema of schemas) migrations.push(...(await migrate(owner, schema)));
    const database = quoted(about?.database ?? '');
    await owner.run(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC; REVOKE CREATE ON SCHEMA public FROM PUBLIC`);
    for (const { name } of roles) {
      const role = quoted(name);
      await owner.run(`GRANT CONNECT ON DATABASE ${database} TO ${role}`);
      for (const schema of schemas) {
        const its = quoted(schema.name);
        await owner.run(`BEGIN; GRANT USAGE ON SCHEMA ${its} TO ${role}; GRANT SELECT ON ${its}.migration TO ${role}; ${schema.grants(name)}; COMMIT`);
      }
    }
    return { roles: made, migrations };
  } catch (error) {
    throw unusable(url, error);
  } finally {
    if (owner?.isOpen) await owner.close();
  }
};

const makeRoles = async (owner: Connection, roles: readonly RoleWish[], isSuper: boolean): Promise<readonly string[]> => {
  const made: string[] = [];
  for (const { name, password } of roles) {
    const role = quoted(name);
    const [known] = await owner.ask({ text: 'SELECT 1 FROM pg_roles WHERE rolname = $1', values: [name] });
    if (!known) {
      // Another preparer may make it in this very moment.
      await owner.run(`DO $$ BEGIN CREATE ROLE ${role} ${ROLE}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`);
      made.push(name);
    }
    const change = (what: string) => changeRole(owner, what);
    if (password !== undefined) await change(`ALTER ROLE ${role} PASSWORD ${literal(scramVerifier(password))}`);
    for (const [setting, value] of Object.entries(LIMITS)) await change(`ALTER ROLE ${role} SET ${setting} = ${value}`);
    // The owner's functions may then end a session of the role that stands in the way of all others.
    if (!isSuper) await change(`GRANT ${role} TO CURRENT_USER`);
  }
  return made;
};

const changeRole = async (owner: Connection, statement: string): Promise<void> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await owner.run(statement);
    } catch (error) {
      if (tries === MOST_TRIES || !CHANGED_BY_ANOTHER.test(messageOf(error))) throw error;
    }
  }
};

/** What PostgreSQL keeps of a password (RFC 5803), made here so that the password itself is in no log of the server. */
const scramVerifier = (password: string): string => {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, SCRAM_ROUNDS, 32, 'sha256');
  const keyed = (text: string) => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${SCRAM_ROUNDS}:${salt.toString('base64')}$${stored}:${keyed('Server Key').toString('base64')}`;
};
