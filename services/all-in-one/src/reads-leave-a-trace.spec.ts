import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type Came, type Edge, edgeAtWork } from './testing/edge.ts';

const SLOW_START_MS = 60_000; // Two shared cores, and all services are started.
const AT_ONCE = 40;
const NAME = 'Quaglieri';
/** What is broken on purpose would fill the output. */
const QUIET = { PATTO_LOG_LEVEL: 'silent' };

describe('a read leaves a trace first', () => {
  let edge: Edge;
  const people: string[] = [];

  const read = (person: string, as = 'sara'): Promise<Came> => edge.send(`GET /api/v1/persons/${person}`, { as });
  const recorded = async (): Promise<readonly string[][]> => {
    const streams = new Map<string, string[]>();
    for await (const { stream, event } of edge.running.world.accesses.readAll({})) {
      streams.set(stream, [...(streams.get(stream) ?? []), `${event.type.split('.')[2]} ${String(event.data['person'] ?? '')}`]);
    }
    return [...streams.values()];
  };
  const isShown = ({ status, text }: Came) => status === 200 && text.includes(NAME);
  const isSilent = ({ status, text, body }: Came) => status === 503 && body.type === '/problems/authority-unavailable' && !text.includes(NAME);

  /** Everything runs, and Rosa and Lia are registered. */
  const begin = async () => {
    edge = await edgeAtWork(QUIET);
    people.length = 0;
    for (const given of ['Rosa', 'Lia']) {
      const person = { area: 'valcurta', capacity: 'adult', name: { given, family: NAME }, birthDate: '1950-01-01' };
      people.push((await edge.does('sara', 'POST /api/v1/persons', person)).id);
    }
  };
  // What a test broke cannot be closed once more; whatever else is open is.
  afterEach(async () => {
    await edge.running.app.close();
    await edge.close().catch(() => undefined);
  }, SLOW_START_MS);

  it(
    'that holds one record for each person and answer, in one batch, and is there when the answer comes',
    async () => {
      await begin();
      const [rosa = '', lia = ''] = people;
      await Promise.all([rosa, rosa, lia].map((one) => read(one)));
      const found = await edge.send('POST /api/v1/person-searches', { as: 'sara', body: { name: NAME } });
      const records = await recorded();
      expect(found.body.items).toHaveLength(2);
      const one = (person: string) => [`PersonalDataRead ${person}`];
      expect(records.slice(0, 3).toSorted()).toEqual([one(rosa), one(rosa), one(lia)].toSorted());
      expect(records[3]?.toSorted()).toEqual([...one(rosa), ...one(lia)].toSorted());
      expect(records).toHaveLength(4);
    },
    SLOW_START_MS,
  );

  it(
    'that names a refused attempt too, and whose content it was',
    async () => {
      await begin();
      const [rosa = ''] = people;
      expect((await read(rosa, 'administrator')).status).toBe(200); // Works for the body that reads needs there.
      await edge.does('administrator', 'POST /api/v1/organisations', { sector: 'third-sector', name: 'Filo', identifiers: [] }).then(({ id }) =>
        edge.does('administrator', `POST /api/v1/organisations/${id}/affiliations`, {
          ...{ name: 'Chiara', roles: ['operator'] },
          login: { issuer: 'urn:patto:development', subject: 'chiara' },
        }),
      );
      expect((await read(rosa, 'chiara')).status).toBe(403);
      expect((await recorded()).at(-1)).toEqual([`ReadRefused ${rosa}`]);
    },
    SLOW_START_MS,
  );

  it(
    'or shows nothing: the access store breaks in the middle of many reads',
    async () => {
      await begin();
      const { accesses, settings } = edge.running.world;
      const reads = Array.from({ length: AT_ONCE }, (_, at) => read(people[at % 2] as string));
      await Promise.race(reads);
      await accesses.close();
      const came = await Promise.all(reads);
      const after = await read(people[0] as string);
      expect(isSilent(after)).toBe(true);
      expect(came.filter((one) => !isShown(one) && !isSilent(one))).toEqual([]);
      const file = new DatabaseSync(join(settings.data, 'accesses.sqlite'), { readOnly: true });
      const rows = file.prepare("SELECT count(*) AS n FROM event WHERE type LIKE '%PersonalDataRead%'").get() as { n: number };
      file.close();
      expect(rows.n).toBeGreaterThanOrEqual(came.filter(isShown).length); // What was recorded and not shown is no harm; the contrary would be.
      expect(came.filter(isShown).length).toBeGreaterThan(0);
    },
    SLOW_START_MS,
  );

  it(
    'or shows nothing: the keyring cannot be read',
    async () => {
      await begin();
      await edge.running.world.keyring.close();
      expect(isSilent(await read(people[0] as string))).toBe(true);
    },
    SLOW_START_MS,
  );

  it(
    'or shows nothing: the event log, and with it the policy, cannot be read',
    async () => {
      await begin();
      await edge.running.world.log.close();
      expect(isSilent(await read(people[0] as string))).toBe(true);
    },
    SLOW_START_MS,
  );
});
