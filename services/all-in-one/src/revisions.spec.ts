import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEVELOPMENT_ISSUER } from '@patto/access';
import { type Came, type Edge, edgeAtWork } from './testing/edge.ts';

const SLOW_START_MS = 60_000; // Two shared cores, and all services are started.
const SLOW_CONTENTION_MS = 30_000;
const PERSON = { area: 'valcurta', capacity: 'adult', name: { given: 'Maria', family: 'Costa' }, birthDate: '1945-04-12' };

describe('acts on what was read', () => {
  let edge: Edge;
  let person: string;
  let affiliation: string;
  beforeAll(async () => {
    edge = await edgeAtWork();
    person = (await edge.does('sara', 'POST /api/v1/persons', PERSON)).id;
    const login = { issuer: DEVELOPMENT_ISSUER, subject: 'marta' };
    const operator = { name: 'Marta', login, roles: ['operator'] };
    affiliation = (await edge.does('administrator', `POST /api/v1/organisations/${edge.running.organisation}/affiliations`, operator)).id;
  }, SLOW_START_MS);
  afterAll(() => edge?.close());

  const register = (key: string, body: object = PERSON, as = 'sara') => edge.send('POST /api/v1/persons', { as, body, headers: { 'Idempotency-Key': key } });
  const link = (record: string, headers: Record<string, string> = {}) =>
    edge.send(`POST /api/v1/persons/${person}/external-records`, { as: 'sara', body: { system: 'registry', record }, headers });
  const changeRoles = (roles: readonly string[], headers: Record<string, string> = {}) =>
    edge.send(`POST /api/v1/affiliations/${affiliation}/roles`, { as: 'administrator', body: { roles }, headers });
  /** The ETag of the affiliation, with all that was recorded so far in it. */
  const tagRead = async (): Promise<string> => {
    const headers = { 'Patto-Min-Position': String(await head()) };
    return (await edge.send(`GET /api/v1/affiliations/${affiliation}`, { as: 'administrator', headers })).headers.get('etag') as string;
  };
  const code = ({ body }: Came) => String(body.type).replace('/problems/', '');
  const head = () => edge.running.world.log.head();

  it('answers what it made with its address, its revision and its position', async () => {
    const came = await edge.send('POST /api/v1/persons', { as: 'sara', body: PERSON });
    expect(came.status).toBe(201);
    expect(came.headers.get('location')).toBe(`/api/v1/persons/${came.body.id}`);
    expect(came.headers.get('etag')).toBe(`"${came.body.revision}"`);
    expect(came.headers.get('patto-position')).toBe(String(came.body.position));
    expect(came.body.position).toBe(await head());
    const one = await edge.send(`GET ${came.headers.get('location')}`, { as: 'sara', headers: { 'Patto-Min-Position': String(came.body.position) } });
    expect(one.status).toBe(200);
    expect(one.headers.get('etag')).toBe('"1"');
  });

  it('asks for If-Match where an act replaces what was read', async () => {
    const before = await head();
    const came = await changeRoles(['coordinator']);
    expect([came.status, code(came)]).toEqual([428, 'if-match-needed']);
    expect(await head()).toBe(before);
  });

  it('takes the ETag that was read, once, and then tells the current revision and where to read what happened', async () => {
    const etag = await tagRead();
    const changed = await changeRoles(['coordinator'], { 'If-Match': etag });
    expect(changed.status).toBe(200);
    const came = await changeRoles(['operator'], { 'If-Match': etag });
    expect([came.status, code(came)]).toEqual([412, 'revision-moved']);
    expect(came.body).toMatchObject({ currentRevision: changed.body.revision, history: `/api/v1/affiliations/${affiliation}/history` });
    const history = await edge.send(`GET ${came.body.history}`, { as: 'administrator', headers: { 'Patto-Min-Position': String(changed.body.position) } });
    expect(history.body.items.map(({ name }: { name: string }) => name)).toEqual(['OperatorAffiliated', 'RolesChanged']);
    expect(history.body.items.at(-1).revision).toBe(came.body.currentRevision);
  });

  it('honours If-Match also where it is not asked for', async () => {
    const came = await link('A-0', { 'If-Match': '"9"' });
    expect([came.status, code(came)]).toEqual([412, 'revision-moved']);
    expect(came.body.history).toBe(`/api/v1/persons/${person}/history`);
  });

  it('answers the same body under the same key as the first time, and records nothing', async () => {
    const first = await register('one');
    const position = await head();
    const again = await register('one');
    expect(again.status).toBe(first.status);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect(await head()).toBe(position);
  });

  it('answers as the first time also when other things have happened to it since', async () => {
    const first = await link('A-1', { 'Idempotency-Key': 'linked' });
    await link('A-2');
    expect((await link('A-1', { 'Idempotency-Key': 'linked' })).body).toEqual(first.body);
  });

  it('refuses a key that came with another body', async () => {
    await register('two');
    const position = await head();
    const came = await register('two', { ...PERSON, birthDate: '1945-04-13' });
    expect([came.status, code(came)]).toEqual([422, 'key-reused']);
    expect(came.text).not.toContain('1945');
    expect(await head()).toBe(position);
  });

  it('keeps the keys of two callers apart', async () => {
    await edge.does('administrator', `POST /api/v1/organisations/${edge.running.organisation}/affiliations`, {
      name: 'Ugo',
      login: { issuer: DEVELOPMENT_ISSUER, subject: 'ugo' },
      roles: ['operator'],
    });
    const [hers, his] = [await register('shared'), await register('shared', PERSON, 'ugo')];
    expect([hers.status, his.status]).toEqual([201, 201]);
    expect(his.body.id).not.toBe(hers.body.id);
  });

  it('does one thing where the same act comes many times at once', async () => {
    const before = await head();
    const came = await Promise.all(Array.from({ length: 16 }, () => register('at-once')));
    const made = came.filter(({ status }) => status === 201);
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(1);
    for (const other of came) if (other.status !== 201) expect([other.status, code(other)]).toEqual([409, 'still-running']);
    expect((await register('at-once')).body).toEqual(made[0]?.body);
    expect(await head()).toBe(before + 1);
  });

  it(
    'records each of 64 acts that come to one thing at once, once',
    async () => {
      const before = await head();
      const records = Array.from({ length: 64 }, (_, index) => `B-${index}`);
      const came = await Promise.all(records.map((record) => link(record)));
      expect(came.map(({ status }) => status)).toEqual(records.map(() => 200));
      const revisions = came.map(({ body }) => body.revision as number).toSorted((a, b) => a - b);
      expect(revisions).toEqual(records.map((_, index) => (revisions[0] as number) + index));
      expect(await head()).toBe(before + records.length);
      await edge.running.idle();
      const { body } = await edge.send(`GET /api/v1/persons/${person}/history`, { as: 'sara' });
      const told = body.items.slice(-records.length).map(({ id }: { id: string }) => id);
      expect(told.toSorted()).toEqual(came.flatMap(({ body: { events } }) => events as string[]).toSorted());
      expect(new Set(told).size).toBe(records.length);
    },
    SLOW_CONTENTION_MS,
  );

  it('lets one of several callers replace what all of them read', async () => {
    const etag = await tagRead();
    const came = await Promise.all([['operator'], ['auditor'], ['operator', 'auditor']].map((roles) => changeRoles(roles, { 'If-Match': etag })));
    expect(came.map(({ status }) => status).toSorted()).toEqual([200, 412, 412]);
  });

  it('waits two seconds for a position, and then says that it has not come so far', async () => {
    const { log } = edge.running.world;
    const next = (await log.head()) + 1;
    const head = log.head.bind(log);
    log.head = async () => (await head()) + 1; // As if something had just been recorded that no read model has heard of.
    const since = performance.now();
    const far = await edge.send('GET /api/v1/organisations', { as: 'sara', headers: { 'Patto-Min-Position': String(next) } });
    const waited = performance.now() - since;
    Reflect.deleteProperty(log, 'head');
    expect([far.status, code(far), far.headers.get('retry-after')]).toEqual([503, 'not-caught-up', '1']);
    expect(waited).toBeGreaterThan(1_900);
    expect(waited).toBeLessThan(6_000);
    for (const wrong of ['soon', '-1', '1.5']) {
      const came = await edge.send('GET /api/v1/organisations', { as: 'sara', headers: { 'Patto-Min-Position': wrong } });
      expect([came.status, came.body.errors[0].pointer]).toEqual([400, '/headers/Patto-Min-Position']);
    }
  });
});
