import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Came, type Edge, edgeAtWork } from './testing/edge.ts';

const SLOW_START_MS = 60_000; // Two shared cores, and all services are started.
const ORGANISATIONS = '/api/v1/organisations';
/** Several of one name: the order between them must hold from page to page as well. */
const NAMES = ['Ada', 'Filo', 'Filo', 'Filo', 'Filo', 'Orto', 'Zeta'];

describe('what is read in parts, and as it was', () => {
  let edge: Edge;
  let companies: readonly string[];
  beforeAll(async () => {
    edge = await edgeAtWork();
    const made: string[] = [];
    for (const name of NAMES) made.push((await edge.does('administrator', `POST ${ORGANISATIONS}`, { sector: 'company', name, identifiers: [] })).id);
    companies = made;
  }, SLOW_START_MS);
  afterAll(() => edge?.close());

  const list = (query: string, as = 'sara') => edge.send(`GET ${ORGANISATIONS}?${query}`, { as });
  const idsOf = ({ body }: Came): readonly string[] => body.items.map(({ id }: { id: string }) => id);
  const cursorOf = ({ body }: Came): string => encodeURIComponent(body.nextCursor);
  const isInvalid = (came: Came, pointer: string) => {
    expect([came.status, came.body.type, came.body.errors?.[0].pointer]).toEqual([400, '/problems/invalid-parameter', pointer]);
  };

  it.each([1, 2, 3, 7, 8])('shows each thing once in pages of %p', async (limit) => {
    const seen: string[] = [];
    let cursor = '';
    for (let pages = 0; pages <= NAMES.length; pages += 1) {
      const page = await list(`sector=company&limit=${limit}${cursor}`);
      expect(page.body.limit).toBe(limit);
      expect(page.body.items.length).toBeLessThanOrEqual(limit);
      seen.push(...idsOf(page));
      if (page.body.nextCursor === undefined) break;
      cursor = `&cursor=${cursorOf(page)}`;
    }
    expect(seen.toSorted()).toEqual(companies.toSorted());
  });

  it('shows 50 where it is not said how many, and 200 at most', async () => {
    expect((await list('')).body.limit).toBe(50);
    expect((await list('limit=200')).status).toBe(200);
    isInvalid(await list('limit=201'), '/limit');
  });

  it('does not show again what was shown when something new comes in between', async () => {
    const first = await list('sector=third-sector&limit=1');
    expect(first.body.items).toEqual([]);
    for (const name of ['Bosco', 'Corte']) await edge.does('administrator', `POST ${ORGANISATIONS}`, { sector: 'third-sector', name, identifiers: [] });
    const one = await list('sector=third-sector&limit=1');
    await edge.does('administrator', `POST ${ORGANISATIONS}`, { sector: 'third-sector', name: 'Alba', identifiers: [] });
    const two = await list(`sector=third-sector&limit=5&cursor=${cursorOf(one)}`);
    expect([...one.body.items, ...two.body.items].map(({ name }: { name: string }) => name)).toEqual(['Bosco', 'Corte']);
  });

  it('takes a cursor only for the list and the asker that it was written for', async () => {
    const cursor = cursorOf(await list('sector=company&limit=2'));
    expect((await list(`sector=company&limit=3&cursor=${cursor}`)).status).toBe(200);
    isInvalid(await list(`limit=2&cursor=${cursor}`), '/cursor');
    isInvalid(await list(`sector=public-body&limit=2&cursor=${cursor}`), '/cursor');
    isInvalid(await edge.send(`GET /api/v1/mandates?cursor=${cursor}`, { as: 'sara' }), '/cursor');
    const other = companies[0] as string;
    const login = { issuer: 'urn:patto:development', subject: 'elena' };
    await edge.does('administrator', `POST ${ORGANISATIONS}/${other}/affiliations`, { name: 'Elena', login, roles: ['operator'] });
    isInvalid(await list(`sector=company&limit=2&cursor=${cursor}`, 'elena'), '/cursor');
  });

  it('takes no cursor that was changed, invented or sent twice', async () => {
    const cursor: string = (await list('sector=company&limit=2')).body.nextCursor;
    const [place, signature] = cursor.split('.') as [string, string];
    const wider = Buffer.from(JSON.stringify({ values: ['A'], id: '' })).toString('base64url');
    const sameLength = 'é'.repeat(signature.length);
    for (const wrong of ['', 'x', '.', place, `${place}.`, `${wider}.${signature}`, `${place}.${sameLength}`, `${place}.${signature}.x`]) {
      isInvalid(await list(`sector=company&limit=2&cursor=${encodeURIComponent(wrong)}`), '/cursor');
    }
    isInvalid(await list(`sector=company&limit=2&cursor=${cursor}&cursor=${cursor}`), '/cursor');
  });

  it('takes a cursor and a limit only where there are pages', async () => {
    const one = `GET ${ORGANISATIONS}/${companies[0]}`;
    isInvalid(await edge.send(`${one}?cursor=0000`, { as: 'sara' }), '/cursor');
    isInvalid(await edge.send(`${one}?limit=5`, { as: 'sara' }), '/limit');
    isInvalid(await edge.send('GET /api/v1/capability-gaps?cursor=0000', { as: 'sara' }), '/cursor');
    isInvalid(await edge.send('GET /api/v1/directory/services?near=45.07,7.68&cursor=0000', { as: 'sara' }), '/cursor');
  });

  it('tells a thing as it stood at a position and at an instant', async () => {
    const registered = await edge.does('administrator', `POST ${ORGANISATIONS}`, { sector: 'third-sector', name: 'Onda', identifiers: [] });
    const path = `GET ${ORGANISATIONS}/${registered.id}`;
    const { registeredAt } = (await edge.send(path, { as: 'sara' })).body;
    const recognised = { competence: 'reading-needs', evidence: 'Law 328/2000' };
    const later = await edge.does('administrator', `POST ${ORGANISATIONS}/${registered.id}/competences`, recognised);
    const asOf = async (when: number | string) => edge.send(`${path}?asOf=${encodeURIComponent(when)}`, { as: 'sara' });

    expect((await edge.send(path, { as: 'sara' })).body.competences).toHaveLength(1);
    expect((await asOf(later.position)).body.competences).toHaveLength(1);
    const before = await asOf(registered.position);
    expect(before.body).toMatchObject({ id: registered.id, competences: [], revision: 1 });
    expect(before.headers.get('etag')).toBe('"1"');
    expect((await asOf(registeredAt)).body.competences).toEqual([]);
    expect((await asOf(new Date().toISOString())).body.competences).toHaveLength(1);
    expect((await asOf(registered.position - 1)).status).toBe(404);
    expect((await asOf('2000-01-01T00:00:00Z')).status).toBe(404);
    const history = await edge.send(`${path}/history?asOf=${registered.position}`, { as: 'sara' });
    expect(history.body.items.map(({ name }: { name: string }) => name)).toEqual(['OrganisationRegistered']);
  });

  it('takes no instant that is none, no position to come, and no list of another time', async () => {
    const one = (asOf: string) => edge.send(`GET ${ORGANISATIONS}/${companies[0]}?asOf=${encodeURIComponent(asOf)}`, { as: 'sara' });
    for (const wrong of ['yesterday', '', '-1', '1.5', '2026-13-01T00:00:00Z', '2026-01-01', '999999']) isInvalid(await one(wrong), '/asOf');
    isInvalid(await list('asOf=1'), '/asOf');
  });

  it.each(['/livez', '/openapi.json', ORGANISATIONS])('answers HEAD at %s as GET, without the body', async (path) => {
    const [get, head] = [await edge.send(`GET ${path}`, { as: 'sara' }), await edge.send(`HEAD ${path}`, { as: 'sara' })];
    expect([head.status, head.text]).toEqual([200, '']);
    for (const name of ['content-type', 'content-length', 'cache-control', 'etag'])
      expect([name, head.headers.get(name)]).toEqual([name, get.headers.get(name)]);
  });

  it('answers HEAD with the ETag of one thing, and with the status of a refusal', async () => {
    const head = await edge.send(`HEAD ${ORGANISATIONS}/${companies[1]}`, { as: 'sara' });
    expect([head.status, head.text, head.headers.get('etag')]).toEqual([200, '', '"1"']);
    expect((await edge.send(`HEAD ${ORGANISATIONS}`)).status).toBe(401);
    expect((await edge.send('HEAD /api/v1/nowhere', { as: 'sara' })).status).toBe(404);
  });
});
