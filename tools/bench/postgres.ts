import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import { type EventLog, EVENTS_SCHEMA, logSchema, openPostgresLog } from '@patto/event-store';
import { preparePostgres } from '@patto/postgres';
import { type PostgresForTests, postgresFor } from '@patto/testing/engines';
import { randomUUID } from 'node:crypto';
import { appendAll, firstEvents } from './events.ts';
import { inTurns, type Row, rate } from './measure.ts';

const LEAST_A_SECOND = 5_000;
const LEAST_RATIO = 3;
const GROUP = 100;
const GROUPS = 50; // One to three seconds.

const groups = () => Array.from({ length: GROUPS }, () => firstEvents(GROUP));

const logOn = async (server: PostgresForTests): Promise<EventLog> => {
  const url = new URL(await server.database());
  const role = { name: `patto_bench_${randomUUID().slice(0, 8)}`, password: randomUUID() };
  await preparePostgres({ url: url.href, roles: [role], schemas: [logSchema(EVENTS_SCHEMA, () => ['dossier'])] });
  [url.username, url.password] = [role.name, role.password];
  return openPostgresLog({
    url: url.href,
    service: 'bench',
    categories: ['dossier'],
    onFatal: (error) => {
      throw error;
    },
  });
};

const through = (log: EventLog) => async (): Promise<number> => {
  const prepared = groups();
  return rate(async () => {
    for (const group of prepared) await appendAll(log, group);
    return GROUPS * GROUP;
  });
};

/** Durable appends to PostgreSQL in groups of 100, with guards, commands and verdicts. Undefined where there is no PostgreSQL. */
export const postgresAppends = async (runs: number): Promise<Row | undefined> => {
  const server = await postgresFor('durable appends on PostgreSQL');
  if (!server) return undefined;
  const log = await logOn(server);
  try {
    await through(log)(); // The first run is slower than all others.
    const ours: number[] = [];
    for (let run = 0; run < runs; run += 1) ours.push(await through(log)());
    return { what: 'durable appends on PostgreSQL, groups of 100', target: LEAST_A_SECOND, ours };
  } finally {
    await log.close();
    await server.stop();
  }
};

/** The same appends through our log and through Emmett's event store, on the same server, each as it comes. */
export const postgresAgainstEmmett = async (pairs: number): Promise<Row | undefined> => {
  const server = await postgresFor('durable appends on PostgreSQL against Emmett');
  if (!server) return undefined;
  const log = await logOn(server);
  const emmett = getPostgreSQLEventStore(await server.database());
  await emmett.schema.migrate();
  const theirs = async (): Promise<number> => {
    const prepared = groups().map((group) => group.map(({ stream, event }) => ({ stream, data: JSON.parse(event.body) as Record<string, unknown> })));
    return rate(async () => {
      for (const group of prepared) {
        await Promise.all(
          group.map(({ stream, data }) => emmett.appendToStream(stream, [{ type: 'Told', data }], { expectedStreamVersion: 'STREAM_DOES_NOT_EXIST' })),
        );
      }
      return GROUPS * GROUP;
    });
  };
  try {
    await inTurns(1, through(log), theirs); // The first runs are slower than all others.
    return {
      what: 'durable appends on PostgreSQL, groups of 100',
      against: 'emmett-postgresql',
      target: LEAST_RATIO,
      ...(await inTurns(pairs, through(log), theirs)),
    };
  } finally {
    await emmett.close();
    await log.close();
    await server.stop();
  }
};
