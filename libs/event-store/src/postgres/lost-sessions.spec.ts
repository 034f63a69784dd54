import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { killablePostgresFor } from '@patto/testing/engines';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { all, chances, example, newStream, positions, upTo, verdict, write } from '../conformance/examples.ts';
import type { EventLog } from '../log.ts';
import { openPostgresLog } from './postgres-log.ts';
import { onPostgres, opening } from './trials/prepared.ts';
import { openNetwork, type Network } from './trials/network.ts';

const TIMEOUT_MS = 120_000;

await onPostgres('a session with PostgreSQL that is lost', killablePostgresFor, (database, server) => {
  let network: Network;
  let log: EventLog;
  let schema = '';
  let fatal: string[] = [];
  beforeEach(async () => {
    network = await openNetwork(server.url);
    schema = await database.schema();
    fatal = [];
    log = await openPostgresLog({
      ...opening(database, schema),
      url: network.through(database.url()),
      onFatal: ({ message }) => {
        fatal.push(message);
      },
    });
    await write(log, newStream('plan'), 0); // The writing session is open.
  });
  afterEach(async () => {
    await log.close();
    await network.close();
  });
  const recorded = async (): Promise<number> => {
    const session = await database.session();
    const [row] = await session.ask<{ position: number }>({ text: `SELECT position FROM ${schema}.head` }).finally(() => session.close());
    return (row?.position ?? -1) + 1;
  };
  const untilRecorded = async (count: number): Promise<void> => {
    while ((await recorded()) < count) await delay(20);
  };

  it('after the commit and before the answer: what was recorded is found and acknowledged, and not recorded twice', async () => {
    const [plan, need, taken] = [newStream('plan'), newStream('need'), newStream('plan')];
    await write(log, taken, 0);
    await delay(100); // It has been announced, too.
    network.holdAnswers();
    const appending = Promise.all([write(log, plan, 0, { count: 2 }), verdict(write(log, taken, 0)), write(log, need, 0)]);
    await untilRecorded(5);
    network.cut();
    expect(await appending).toMatchObject([{ revision: 2, position: 3 }, 'WrongRevision', { revision: 1, position: 4 }]);
    expect(positions(await all(log.readAll()))).toEqual(upTo(5));
    expect(fatal).toEqual([]);
  });

  it('before the server heard of it: it is recorded once', async () => {
    network.holdQuestions();
    const appending = write(log, newStream('plan'), 0);
    await delay(100);
    network.cut();
    expect(await appending).toMatchObject({ revision: 1, position: 1 });
    expect(await recorded()).toBe(2);
  });

  it('while the server is at it: the former attempt is ended before the next begins', async () => {
    const holding = database.asOwner(`BEGIN; SELECT 1 FROM ${schema}.head FOR UPDATE; SELECT pg_sleep(1.2); COMMIT`);
    await delay(200);
    network.holdAnswers();
    const appending = write(log, newStream('plan'), 0);
    await delay(200);
    network.cut();
    expect(await appending).toMatchObject({ revision: 1, position: 1 });
    await holding;
    expect(await recorded()).toBe(2);
  });

  it('does not take another’s command of the same id for its own', async () => {
    const [plan, command] = [newStream('plan'), randomUUID()];
    const other = await openPostgresLog(opening(database, schema));
    network.holdQuestions();
    const appending = verdict(write(log, plan, 0, { command, note: 'ours' }));
    await delay(100);
    await write(other, plan, 0, { command, note: 'theirs' });
    network.cut();
    expect(await appending).toBe('AlreadyRecorded');
    await other.close();
  });

  it(
    'again and again while many write: each is recorded once, acknowledged as it was recorded, and nobody is refused',
    async () => {
      const chance = chances(7);
      const ends = Date.now() + 4_000;
      const acknowledged = new Map<number, string>();
      const keepWriting = async (): Promise<void> => {
        for (const stream = newStream('plan'), place = { revision: 0 }; Date.now() < ends; ) {
          const event = example(stream, place.revision + 1, randomUUID());
          const appended = await log.append(stream, place.revision, [event], { command: event.id });
          acknowledged.set(appended.position, event.id);
          place.revision = appended.revision;
        }
      };
      const writing = Promise.all(upTo(8).map(keepWriting));
      let cuts = 0;
      for (; Date.now() < ends; cuts += 1) {
        await delay(50 + chance() * 200);
        if (chance() < 0.5) network.holdAnswers();
        await delay(chance() * 30);
        network.cut();
      }
      await writing;
      const events = await all(log.readAll());
      expect(cuts).toBeGreaterThan(10);
      expect(positions(events)).toEqual(upTo(events.length));
      expect(events.slice(1).map(({ position, event }) => [position, event.id])).toEqual([...acknowledged].sort(([a], [b]) => a - b));
      expect(fatal).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it('with a database that went back behind what was acknowledged stops the log', async () => {
    await write(log, newStream('plan'), 0);
    await database.asOwner(
      `ALTER TABLE ${schema}.event DISABLE TRIGGER ALL; DELETE FROM ${schema}.event WHERE position = 1; UPDATE ${schema}.head SET position = 0`,
    );
    network.cut();
    expect(await verdict(write(log, newStream('plan'), 0))).toBe('LogStopped');
    expect(fatal).toHaveLength(1);
    expect(fatal[0]).toContain('The event at position 1 was acknowledged and is not there any more');
  });

  it(
    'because the server died: it goes on when the server is back, and has lost nothing that it acknowledged',
    async () => {
      const ids = new Map<number, string>();
      const ends = Date.now() + 3_000;
      const keepWriting = async (): Promise<void> => {
        while (Date.now() < ends) {
          const appended = await write(log, newStream('plan'), 0);
          ids.set(appended.position, appended.ids[0] ?? '');
        }
      };
      const writing = Promise.all(upTo(8).map(keepWriting));
      await delay(500);
      await server.kill();
      await delay(300);
      await server.restart();
      await writing;
      expect(ids.size).toBeGreaterThan(20);
      const events = await all(log.readAll());
      expect(positions(events)).toEqual(upTo(events.length));
      expect([...ids].filter(([position, id]) => events[position]?.event.id !== id)).toEqual([]);
      expect(fatal).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
