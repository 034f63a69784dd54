import { preparePostgres } from '@patto/postgres';
import { postgresFor } from '@patto/testing/engines';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Checkpoints, openCheckpoints } from '../../checkpoints.ts';
import { type DueList, openDueList } from '../../due-list.ts';
import { openPostgresCheckpoints } from '../checkpoints.ts';
import { openPostgresDueList } from '../due-list.ts';
import { progressSchema } from '../progress.ts';

/** An engine that keeps where work stands. */
export interface Places {
  readonly engine: string;
  checkpoints(): Promise<Checkpoints>;
  dueList(): Promise<DueList>;
  remove(): Promise<void>;
}

/** Every engine that this machine has, each over an empty place of its own. */
export const allPlaces = async (what: string): Promise<readonly Places[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'patto-places-'));
  const sqlite: Places = {
    engine: 'SQLite',
    checkpoints: async () => openCheckpoints(join(folder, 'checkpoints.sqlite')),
    dueList: async () => openDueList(join(folder, 'due.sqlite')),
    remove: async () => rmSync(folder, { recursive: true }),
  };
  const server = await postgresFor(`${what} on PostgreSQL`);
  if (!server) return [sqlite];
  const url = new URL(await server.database());
  const role = { name: `patto_test_${randomUUID().slice(0, 8)}`, password: 'for tests only' };
  await preparePostgres({ url: url.href, roles: [role], schemas: [progressSchema] });
  [url.username, url.password] = [role.name, role.password];
  const postgres: Places = {
    engine: 'PostgreSQL',
    checkpoints: () => openPostgresCheckpoints({ url: url.href }),
    dueList: () => openPostgresDueList({ url: url.href }),
    remove: () => server.stop(),
  };
  return [sqlite, postgres];
};
