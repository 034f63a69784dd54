import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Came, type Edge, edgeAtWork, type Sent } from './testing/edge.ts';

const SLOW_START_MS = 60_000; // Two shared cores, and all services are started.
const ORGANISATIONS = '/api/v1/organisations';
const VALID = { sector: 'company', name: 'Brandi', identifiers: [] };
/** What nobody should find again in an answer. */
const SECRET = 'RSSMRA46C42L219X';

describe('what the edge refuses', () => {
  let edge: Edge;
  beforeAll(async () => {
    edge = await edgeAtWork();
  }, SLOW_START_MS);
  afterAll(() => edge?.close());

  const isProblem = (came: Came, status: number, code: string) => {
    expect(came.body).toMatchObject({ type: `/problems/${code}`, status, title: expect.any(String), detail: expect.any(String) });
    expect(came.status).toBe(status);
    expect(came.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(came.headers.get('cache-control')).toBe('no-store');
    expect(came.body.instance).toBe(`urn:patto:request:${came.body.traceId}`);
    expect(came.text).not.toContain(SECRET);
  };
  const post = (sent: Sent) => edge.send(`POST ${ORGANISATIONS}`, { as: 'administrator', ...sent });

  it.each([
    'GET /api/v1/nowhere',
    'GET /api',
    `GET /${SECRET}`,
    `GET ${ORGANISATIONS}/organisation-1`,
    `GET ${ORGANISATIONS}/${SECRET}`,
    `GET ${ORGANISATIONS}/plan-0197a0a0-0000-7000-8000-000000000001`,
    'GET /problems/no-such-code',
    'GET /schemas/patto.persons.NoSuchEvent.v1.json',
  ])('knows nothing at %s', async (route) => {
    isProblem(await edge.send(route, { as: 'administrator' }), 404, 'not-found');
  });

  it.each(['DELETE', 'PUT', 'PATCH', 'OPTIONS', 'QUERY'])('takes no %s, and says what it takes', async (method) => {
    const came = await edge.send(`${method} ${ORGANISATIONS}`, { as: 'administrator' });
    isProblem(came, 405, 'method-not-allowed');
    expect(came.headers.get('allow')).toBe('GET, HEAD, POST');
    const nowhere = await edge.send(`${method} /api/v1/nowhere`, { as: 'administrator' });
    isProblem(nowhere, 404, 'not-found');
    expect(came.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  it.each([`/api/v1/persons/${SECRET}%E0%A4%A`, `/%zz${SECRET}`, `${ORGANISATIONS}/${SECRET.repeat(60)}`])(
    'does not repeat the address %# that cannot be read',
    async (path) => {
      isProblem(await edge.send(`GET ${path}`, { as: 'administrator' }), 404, 'not-found');
    },
  );

  it.each([
    ['half a body', `{"name":"${SECRET}`],
    ['a text that is no JSON', SECRET],
    ['nothing that calls itself JSON', ''],
    ['a list', `["${SECRET}"]`],
    ['null', 'null'],
    ['a number', '12'],
    ['a prototype', `{"__proto__":{"name":"${SECRET}"}}`],
  ])('does not read %s', async (_, body) => {
    isProblem(await post({ body }), 400, 'malformed-body');
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml', 'application/merge-patch+json'])(
    'does not take %s for JSON',
    async (type) => {
      isProblem(await post({ body: JSON.stringify(VALID), headers: { 'content-type': type } }), 415, 'unsupported-media-type');
    },
  );

  it('takes a body of 32 KiB and not a byte more', async () => {
    const most = 32 * 1024;
    const ofBytes = (bytes: number) => JSON.stringify(VALID).padEnd(bytes);
    expect((await post({ body: ofBytes(most) })).status).toBe(201);
    isProblem(await post({ body: ofBytes(most + 1) }), 413, 'body-too-large');
  });

  it('points at the place of an unknown member, and repeats neither its name nor its value', async () => {
    const came = await post({ body: { ...VALID, [SECRET]: SECRET } });
    isProblem(came, 422, 'invalid-body');
    expect(came.body.errors).toEqual([{ pointer: '', detail: 'There is a member here that is not expected.' }]);
    const inner = await post({ body: { ...VALID, identifiers: [{ scheme: 'vat', value: '12345678901', [SECRET]: 1 }] } });
    isProblem(inner, 422, 'invalid-body');
    expect(inner.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toContain('/identifiers/0');
  });

  it('says of each member what is wrong with it, without what was sent', async () => {
    const came = await post({ body: { sector: SECRET, identifiers: SECRET } });
    isProblem(came, 422, 'invalid-body');
    const pointers = came.body.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers).toEqual(expect.arrayContaining(['', '/sector', '/identifiers']));
    expect(came.body.errors).toContainEqual({ pointer: '', detail: 'The member name is missing.' });
  });

  it.each(['0000-01-01T00:00:00Z', '2026-02-30T10:00:00Z', '2026-02-31T24:00:00Z', '2026-01-01', 'now', '9999-12-31T23:59:59Z', 7])(
    'does not take %p as when it happened',
    async (happenedAt) => {
      const came = await post({ body: { ...VALID, happenedAt } });
      expect([came.status, ['/problems/invalid-body', '/problems/happened-in-future'].includes(came.body.type)]).toEqual([422, true]);
      expect(came.body.errors[0].pointer).toBe('/happenedAt');
    },
  );

  it('does not wait for a position that nothing was recorded at', async () => {
    const came = await edge.send(`GET ${ORGANISATIONS}`, { as: 'administrator', headers: { 'Patto-Min-Position': '999999' } });
    isProblem(came, 400, 'invalid-parameter');
    expect(came.body.errors).toEqual([{ pointer: '/headers/Patto-Min-Position', detail: 'Nothing has been recorded at this position yet.' }]);
  });

  it('is not brought down by a deep body', async () => {
    const depth = 16_000; // As deep as a body of 32 KiB can be.
    const deep = '['.repeat(depth) + ']'.repeat(depth);
    isProblem(await post({ body: `{"name":${deep}}` }), 422, 'invalid-body');
    isProblem(await post({ body: `{"unknown":${deep}}` }), 422, 'invalid-body');
    isProblem(await post({ body: deep }), 400, 'malformed-body');
    expect((await edge.send('GET /livez')).status).toBe(200);
  });

  it.each([
    'colour=red',
    'sector=none',
    'sector=company&sector=public-body',
    'limit=0',
    'limit=201',
    'limit=-1',
    'limit=ten',
    'limit=1&limit=2',
    'asOf=yesterday',
  ])('does not take ?%s', async (query) => {
    const came = await edge.send(`GET ${ORGANISATIONS}?${query}`, { as: 'administrator' });
    isProblem(came, 400, 'invalid-parameter');
    expect(came.body.errors[0].pointer).toMatch(/^(\/(sector|limit|asOf))?$/);
  });

  it.each([
    ['Idempotency-Key', 'two words'],
    ['Idempotency-Key', 'x'.repeat(256)],
    ['If-Match', '7'],
    ['If-Match', 'W/"7"'],
  ])('does not take %s as %#', async (name, value) => {
    const came = await post({ body: VALID, headers: { [name]: value } });
    isProblem(came, 400, 'invalid-parameter');
    expect(came.body.errors[0].pointer).toBe(`/headers/${name}`);
  });

  it.each(['GET /livez', 'GET /status', 'GET /openapi.json', 'GET /api/v1/organisations', 'GET /api/v1/nowhere', 'GET /problems/not-found'])(
    'says nothing of its framework, and lets nobody keep or guess, at %s',
    async (route) => {
      const { headers } = await edge.send(route, { as: 'administrator' });
      for (const absent of ['x-powered-by', 'server', 'etag', 'last-modified']) expect(headers.get(absent)).toBeNull();
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    },
  );
});
