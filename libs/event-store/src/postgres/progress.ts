import { type Pool, connect, openPool, placeOf, refuseUnlessCurrent, type Schema, unusable, quoted } from '@patto/postgres';

/** Where followers, reactions and due dates stand: for all services, so that work goes on where it was when processes are put together or apart. */
export const PROGRESS_SCHEMA = 'progress';

export const progressSchema: Schema = {
  name: PROGRESS_SCHEMA,
  migrations: [
    {
      name: '1-checkpoints-and-due-dates',
      sql: `
CREATE TABLE checkpoint (name text COLLATE "C" PRIMARY KEY, position bigint NOT NULL);
CREATE TABLE tries (name text COLLATE "C" PRIMARY KEY, position bigint NOT NULL, tries integer NOT NULL);
CREATE TABLE due (list text COLLATE "C", stream text COLLATE "C", key text COLLATE "C", due_at text COLLATE "C" NOT NULL, PRIMARY KEY (list, stream, key));
CREATE INDEX due_by_date ON due (due_at);`,
    },
  ],
  grants: (role) =>
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ${['checkpoint', 'tries', 'due'].map((table) => `${PROGRESS_SCHEMA}.${table}`).join(', ')} TO ${quoted(role)}`,
};

export interface ProgressOptions {
  /** Of the service's own role. */
  readonly url: string;
}

/**
 * Sessions for it. A commit is not waited for until it is on the disk: a place that a crash of the server takes back is an earlier one, and every effect
 * behind one is idempotent or can be rebuilt.
 * @throws PostgresUnusable where the database is not made ready
 */
export const openProgress = async ({ url }: ProgressOptions, name: string): Promise<Pool> => {
  try {
    const checking = await connect({ url, name });
    await refuseUnlessCurrent(checking, progressSchema, placeOf(url)).finally(() => checking.close());
  } catch (error) {
    throw unusable(url, error);
  }
  return openPool({ url, name, most: 2, settings: { synchronous_commit: 'off' } });
};
