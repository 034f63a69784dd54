import type { Connection } from './connection.ts';
import { PostgresUnusable } from './failures.ts';

/** One step of a schema's making. What was released is never changed, only followed by another. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** A schema of the database: how it is made, and what a role may do in it. */
export interface Schema {
  readonly name: string;
  readonly migrations: readonly Migration[];
  /** The statements that give a role its rights in it; run again each time. */
  readonly grants: (role: string) => string;
}

/** A name as SQL takes it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Text as SQL takes it. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * Brings a schema to this version: each migration once, all within one transaction. The caller sees to it that nobody else does the same.
 * @returns the names of those that were applied now
 * @throws PostgresUnusable where the schema was made by a later version
 */
export const migrate = async (owner: Connection, { name, migrations }: Schema): Promise<readonly string[]> => {
  await owner.run('BEGIN');
  try {
    await owner.run(`CREATE SCHEMA IF NOT EXISTS ${quoted(name)}; REVOKE ALL ON SCHEMA ${quoted(name)} FROM PUBLIC;
      CREATE TABLE IF NOT EXISTS ${quoted(name)}.migration (number integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`);
    const applied = await owner.ask<{ number: number; name: string }>({ text: `SELECT number, name FROM ${quoted(name)}.migration ORDER BY number` });
    const unknown = applied.find(({ number, name: its }) => migrations[number]?.name !== its);
    if (unknown) {
      throw new PostgresUnusable(`The schema ${name} was made by another version of Patto (${unknown.name}). Use that version or a later one.`);
    }
    const missing = migrations.slice(applied.length);
    for (const [index, migration] of missing.entries()) {
      await owner.run(`SET LOCAL search_path = ${quoted(name)}, pg_temp`);
      await owner.run(migration.sql);
      await owner.ask({
        text: `INSERT INTO ${quoted(name)}.migration (number, name) VALUES ($1, $2)`,
        values: [applied.length + index, migration.name],
      });
    }
    await owner.run('COMMIT');
    return missing.map((migration) => `${name}: ${migration.name}`);
  } catch (error) {
    if (owner.isOpen) await owner.run('ROLLBACK');
    throw error;
  }
};

/** Refuses a schema that is not of this version. @throws PostgresUnusable */
export const refuseUnlessCurrent = async (connection: Connection, { name, migrations }: Pick<Schema, 'name' | 'migrations'>, place: string): Promise<void> => {
  const [found] = await connection.ask<{ count: number; last: string }>({
    text: `SELECT count(*) AS count, (array_agg(name ORDER BY number DESC))[1] AS last FROM ${quoted(name)}.migration`,
  });
  if (found?.count === migrations.length && found.last === migrations.at(-1)?.name) return;
  const isNewer = (found?.count ?? 0) > migrations.length;
  throw new PostgresUnusable(
    isNewer
      ? `The schema ${name} of ${place} was made by a later version of Patto (${found?.last}). Start that version.`
      : `The schema ${name} of ${place} is not prepared for this version of Patto. Run \`patto db prepare\` as the owner of the database.`,
  );
};
