import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Came, type Edge, edgeAtWork } from './testing/edge.ts';

const SLOW_START_MS = 60_000; // Two shared cores, and all services are started.
const LIMIT = 40; // More than it takes to staff the edge, fewer than a test sends.
const DESK = 'https://desk.example';
const ORGANISATIONS = '/api/v1/organisations';
const ROUTES = [
  'GET /livez',
  'GET /openapi.json',
  `GET ${ORGANISATIONS}`,
  'GET /api/v1/nowhere',
  `DELETE ${ORGANISATIONS}`,
  'GET /%zz',
  'GET /problems/not-found',
  'GET /docs',
];

const isTooMany = ({ status, headers, body }: Came) => {
  expect({ status, type: body.type }).toEqual({ status: 429, type: '/problems/too-many-requests' });
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(headers.get('ratelimit-limit')).toBe(String(LIMIT));
  expect(headers.get('ratelimit-remaining')).toBe('0');
  for (const name of ['retry-after', 'ratelimit-reset']) expect(Number(headers.get(name))).toBeGreaterThan(0);
  expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60);
};

describe('the edge towards the web', () => {
  let edge: Edge;
  beforeAll(async () => {
    edge = await edgeAtWork();
  }, SLOW_START_MS);
  afterAll(() => edge?.close());

  it.each(ROUTES)('lets browsers neither frame, nor guess, nor load anything, at %s', async (route) => {
    const { headers } = await edge.send(route, { as: 'administrator' });
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; /);
    expect(headers.get('content-security-policy')).toMatch(/frame-ancestors 'none'/);
    expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/);
    expect(
      Object.fromEntries(
        ['x-content-type-options', 'x-frame-options', 'referrer-policy', 'cross-origin-resource-policy'].map((name) => [name, headers.get(name)]),
      ),
    ).toEqual({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    });
  });

  it('has one page with scripts, which are files of its own, so that its policy needs none inline', async () => {
    const { headers, text } = await edge.send('GET /docs');
    const policy = String(headers.get('content-security-policy'));
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe-eval');
    const scripts = [...text.matchAll(/<script([^>]*)>([^<]*)<\/script>/g)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [, attributes = '', content = ''] of scripts) {
      expect(content.trim()).toBe('');
      const source = new URL(/src="([^"]+)"/.exec(attributes)?.[1] ?? '', `${edge.url}/docs`);
      expect(source.origin).toBe(edge.url);
      const file = await fetch(source);
      expect([file.status, file.headers.get('content-type')]).toEqual([200, expect.stringContaining('javascript')]);
    }
    expect(text).not.toMatch(/<[^>]+\son[a-z]+=/);
  });

  it('is closed to pages of other origins, and takes no question whether it is', async () => {
    const { headers } = await edge.send(`GET ${ORGANISATIONS}`, { as: 'sara', headers: { Origin: DESK } });
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    const asked = await edge.send(`OPTIONS ${ORGANISATIONS}`, { headers: { Origin: DESK, 'Access-Control-Request-Method': 'POST' } });
    expect(asked.status).toBe(405);
  });

  it('tells each caller how many requests are left, and lets a story, an import and a benchmark go on', async () => {
    const { headers } = await edge.send(`GET ${ORGANISATIONS}`, { as: 'sara' });
    expect(Number(headers.get('ratelimit-remaining'))).toBeGreaterThan(500_000);
  });
});

describe('an edge with limits and a page that may call', () => {
  let edge: Edge;
  beforeAll(async () => {
    edge = await edgeAtWork({
      PATTO_CALLER_LIMIT: String(LIMIT),
      PATTO_ADDRESS_LIMIT: String(LIMIT),
      PATTO_ALLOWED_ORIGINS: DESK,
      PATTO_GATEWAYS: '127.0.0.1',
    });
  }, SLOW_START_MS);
  afterAll(() => edge?.close());
  const from = (address: string) => ({ 'X-Forwarded-For': address });
  const many = async (send: (n: number) => Promise<Came>) => {
    for (let n = 0; n < LIMIT; n += 1) await send(n);
    return send(LIMIT);
  };

  it('asks a caller to wait, wherever they call from, and no other', async () => {
    isTooMany(await many((n) => edge.send(`GET ${ORGANISATIONS}`, { as: 'sara', headers: from(`198.51.100.${n}`) })));
    expect((await edge.send(`GET ${ORGANISATIONS}`, { as: 'administrator', headers: from('198.51.100.200') })).status).toBe(200);
  });

  it('asks an address to wait, whoever calls and whatever for, and no other', async () => {
    isTooMany(await many((n) => edge.send(n % 2 ? 'GET /api/v1/nowhere' : `GET ${ORGANISATIONS}`, { headers: from('203.0.113.7') })));
    expect((await edge.send(`GET ${ORGANISATIONS}`, { headers: from('203.0.113.8') })).status).toBe(401);
    expect((await edge.send('GET /livez', { headers: from('203.0.113.7') })).status).toBe(200);
  });

  it('lets the page that is named call, and no other', async () => {
    const asking = (origin: string) => ({ Origin: origin, 'Access-Control-Request-Method': 'POST', ...from('192.0.2.1') });
    const may = await edge.send(`OPTIONS ${ORGANISATIONS}`, { headers: asking(DESK) });
    expect([may.status, may.headers.get('access-control-allow-origin'), may.headers.get('access-control-allow-methods')]).toEqual([
      204,
      DESK,
      'GET, HEAD, POST',
    ]);
    expect(may.headers.get('access-control-allow-credentials')).toBeNull();
    expect(may.headers.get('access-control-allow-headers')).toContain('Authorization');
    const { headers } = await edge.send(`GET ${ORGANISATIONS}`, { headers: { Origin: DESK, ...from('192.0.2.1') } });
    expect([headers.get('access-control-allow-origin'), headers.get('vary')]).toEqual([DESK, 'Origin']);
    for (const other of ['https://desk.example.org', 'null', 'http://desk.example', `${DESK}:8443`]) {
      const came = await edge.send(`OPTIONS ${ORGANISATIONS}`, { headers: asking(other) });
      expect([came.status, came.headers.get('access-control-allow-origin')]).toEqual([405, null]);
    }
  });
});

describe('an edge without a gateway', () => {
  let edge: Edge;
  beforeAll(async () => {
    edge = await edgeAtWork({ PATTO_ADDRESS_LIMIT: String(LIMIT) });
  }, SLOW_START_MS);
  afterAll(() => edge?.close());

  it('believes nobody who says where they call from', async () => {
    let last = await edge.send('GET /status');
    for (let n = 0; n < LIMIT; n += 1)
      last = await edge.send('GET /status', { headers: { 'X-Forwarded-For': `203.0.113.${n}`, Forwarded: `for=203.0.113.${n}` } });
    isTooMany(last);
  });
});
