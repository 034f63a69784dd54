import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OrganisationId } from '@patto/contracts';
import { command } from '@patto/event-store/pure';
import { type Caller, type OverHttp, overHttp } from '@patto/service-kit/testing';
import { named } from '@patto/testing';
import { AffiliateOperator, InitialiseDeployment, partnerships, RegisterOrganisation } from './index.ts';

const SLOW_START_MS = 30_000; // Two shared cores.
const ISSUER = 'urn:patto:development';

describe('partnerships over HTTP', () => {
  let over: OverHttp;
  let comune: OrganisationId;
  let filo: OrganisationId;
  let brandi: OrganisationId;
  let ada: Caller;
  let franca: Caller;
  let elena: Caller;

  /** An organisation with one operator who may bind it. */
  const joined = async (name: string, sector: string, login: string): Promise<OrganisationId> => {
    const { body } = await ada('POST /organisations', { sector, name, identifiers: [] });
    const operator = { name: login, login: { issuer: ISSUER, subject: login }, roles: ['coordinator'] };
    expect((await ada(`POST /organisations/${body.id}/affiliations`, operator)).status).toBe(201);
    return body.id;
  };
  const settled = () => over.running.idle();

  beforeAll(async () => {
    over = await overHttp([partnerships]);
    const send = async (commandId: string, call: ReturnType<typeof command>) => (await over.running.send('partnerships', call, { commandId })).stream;
    await send('deployment', command(InitialiseDeployment, { system: named('system', 1), ledgers: [] }));
    comune = (await send('comune', command(RegisterOrganisation, { sector: 'public-body', name: 'Comune di Valcurta', identifiers: [] }))) as OrganisationId;
    const login = { issuer: ISSUER, subject: 'ada' };
    await send('ada', command(AffiliateOperator, { organisation: comune, name: 'Ada', login, roles: ['administrator'] }));
    [ada, franca, elena] = [over.as('ada'), over.as('franca'), over.as('elena')];
    filo = await joined('Filo, cooperativa sociale', 'third-sector', 'franca');
    brandi = await joined('Brandi S.p.A.', 'company', 'elena');
  }, SLOW_START_MS);
  afterAll(() => over?.close());

  const text = (signatories: readonly object[]) => ({
    kind: 'convention',
    title: 'Going out with company',
    signatories,
    resources: [],
    decisionRules: [{ type: 'capacity', rule: 'unanimity', silence: 'nothing' }],
    stepInOrder: [],
    dataSharing: [],
    from: '2026-01-01T00:00:00Z',
    until: '2199-01-01T00:00:00Z',
  });
  const three = () =>
    text(
      [
        [comune, 'lead'],
        [filo, 'co-manager'],
        [brandi, 'supporter'],
      ].map(([organisation, role]) => ({ organisation, role })),
    );

  it('makes a pact active with its last signature, and tells how it stood before and what happened to it', async () => {
    const drafted = await ada('POST /pacts', three());
    expect([drafted.status, drafted.headers.get('location')]).toEqual([201, `/api/v1/pacts/${drafted.body.id}`]);
    const pact = `/pacts/${drafted.body.id}`;
    for (const who of [ada, franca, franca]) expect((await who(`POST ${pact}/signatures`, {})).status).toBe(200);
    await settled();
    expect((await elena(`GET ${pact}`)).body).toMatchObject({ status: 'draft', signatures: [{ organisation: comune }, { organisation: filo }] });
    const last = await elena(`POST ${pact}/signatures`, {});
    const now = await franca(`GET ${pact}`, undefined, { 'patto-min-position': String(last.body.position) });
    expect(now.body).toMatchObject({ status: 'active', revision: 5, signatories: [{ organisation: comune }, { role: 'co-manager' }, { role: 'supporter' }] });
    expect(now.headers.get('etag')).toBe('"5"');
    expect((await franca(`GET ${pact}?asOf=${drafted.body.position}`)).body).toMatchObject({ status: 'draft', signatures: [], revision: 1 });
    const { items } = (await franca(`GET ${pact}/history`)).body;
    expect(items.map(({ name }: { name: string }) => name)).toEqual(['PactDrafted', 'PactSigned', 'PactSigned', 'PactSigned', 'PactActivated']);
    expect(items[2].by).toMatchObject({ organisation: filo });
  });

  it('refuses as problem+json with a code, a sentence and a page', async () => {
    const company = await ada(
      'POST /pacts',
      text([
        { organisation: comune, role: 'lead' },
        { organisation: brandi, role: 'co-manager' },
      ]),
    );
    expect(company.headers.get('content-type')).toContain('application/problem+json');
    expect(company.body).toMatchObject({ type: '/problems/company-not-co-manager', status: 409, errors: [{ pointer: '/signatories' }] });
    expect(company.body.detail).toMatch(/^A company is .+\.$/);
    const drafted = await ada(
      'POST /pacts',
      text([
        { organisation: comune, role: 'lead' },
        { organisation: filo, role: 'contributor' },
      ]),
    );
    const refused = async (who: Caller, route: string, body?: object) => {
      const answer = await who(route, body);
      return `${answer.status} ${answer.body.type.slice('/problems/'.length)}`;
    };
    expect(await refused(elena, `POST /pacts/${drafted.body.id}/signatures`, {})).toBe('403 not-a-pact-signatory');
    expect(await refused(franca, 'POST /organisations', { sector: 'company', name: 'Another', identifiers: [] })).toBe('403 not-allowed');
    expect(await refused(over.as('nobody'), 'GET /organisations')).toBe('403 unknown-actor');
    expect(await refused(ada, 'POST /pacts', { kind: 'convention' })).toBe('422 invalid-body');
    expect(await refused(ada, 'POST /organisations', { sector: 'company', name: 'X', identifiers: [], more: 1 })).toBe('422 invalid-body');
    expect(await refused(ada, 'GET /pacts/pact-1')).toBe('404 not-found');
    expect(await refused(ada, 'GET /nothing')).toBe('404 not-found');
    expect(await refused(ada, 'GET /organisations?limit=0')).toBe('400 invalid-parameter');
  });

  it('changes roles only on the revision that was read', async () => {
    const { body } = await ada(`POST /organisations/${filo}/affiliations`, {
      name: 'Dario',
      login: { issuer: ISSUER, subject: 'dario' },
      roles: ['operator'],
    });
    const change = (roles: readonly string[], headers?: Record<string, string>) => ada(`POST /affiliations/${body.id}/roles`, { roles }, headers);
    expect((await change(['coordinator'])).body.type).toBe('/problems/if-match-needed');
    expect((await change(['coordinator'], { 'if-match': '"7"' })).body).toMatchObject({ status: 412, type: '/problems/revision-moved', currentRevision: 1 });
    const changed = await change(['coordinator'], { 'if-match': '"1"' });
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"']);
    expect((await change(['operator'], { 'if-match': '"1"' })).status).toBe(412);
    await settled();
    const read = await ada(`GET /affiliations/${body.id}`);
    expect(read.headers.get('etag')).toBe('"2"');
    expect(read.body).toMatchObject({ name: 'Dario', roles: ['coordinator'], organisation: filo });
  });

  it('does once what comes twice with one Idempotency-Key, and refuses another body under it', async () => {
    const key = { 'idempotency-key': 'register-passi' };
    const passi = { sector: 'third-sector', name: 'Passi', identifiers: [] };
    const [first, second] = [await ada('POST /organisations', passi, key), await ada('POST /organisations', passi, key)];
    expect(second.body).toEqual(first.body);
    expect((await ada('POST /organisations', { ...passi, name: 'Passo' }, key)).body).toMatchObject({ status: 422, type: '/problems/key-reused' });
    const both = await Promise.all([1, 2].map(() => ada('POST /organisations', { ...passi, name: 'Corte' }, { 'idempotency-key': 'register-corte' })));
    expect(new Set(both.filter(({ status }) => status === 201).map(({ body }) => body.id)).size).toBe(1);
    await settled();
    const { items } = (await ada('GET /organisations?limit=200')).body;
    const named = (name: string) => items.filter((one: { name: string }) => one.name === name).length;
    expect([named('Passi'), named('Passo'), named('Corte')]).toEqual([1, 0, 1]);
  });

  it('refuses another body under a key also where that would make another thing, or find nothing to do', async () => {
    const login = (subject: string) => ({ issuer: ISSUER, subject });
    const record = (id: string) => ({ source: 'valcurta', record: id, organisation: { name: 'The library', description: 'Books.', phones: [] } });
    const listed = await ada('POST /directory/records', record('known'));
    expect([listed.status, (await ada('POST /directory/records', record('known'))).body.events]).toEqual([201, []]);
    const named: readonly [string, object, object][] = [
      ['/need-signals', { category: 'home-help', area: 'valcurta' }, { category: 'home-help', area: 'valletta' }],
      [
        `/organisations/${comune}/affiliations`,
        { name: 'Ugo', login: login('ugo'), roles: ['operator'] },
        { name: 'Ida', login: login('ida'), roles: ['operator'] },
      ],
      [`/organisations/${comune}/attributes`, { attribute: 'non-profit', evidence: 'Act 1' }, { attribute: 'accreditation', evidence: 'Act 1' }],
      ['/directory/records', record('new'), record('known')],
    ];
    for (const [path, body, another] of named) {
      const key = { 'idempotency-key': 'one-key' };
      const first = await ada(`POST ${path}`, body, key);
      const head = await over.running.world.log.head();
      const [other, again] = [await ada(`POST ${path}`, another, key), await ada(`POST ${path}`, body, key)];
      expect([path, first.status, other.status, other.body.type]).toEqual([path, 201, 422, '/problems/key-reused']);
      expect([again.status, again.body]).toEqual([201, first.body]);
      expect(await over.running.world.log.head()).toBe(head);
    }
    const both = await Promise.all(['a', 'b'].map((area) => ada('POST /need-signals', { category: 'meals', area }, { 'idempotency-key': 'at-once' })));
    expect(both.map(({ status }) => status === 201 || status === 409 || status === 422)).toEqual([true, true]);
    expect(both.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  it('gives a list page by page, each item once, to the one who began it', async () => {
    await settled();
    const all = (await ada('GET /organisations')).body.items.map(({ id }: { id: string }) => id);
    const seen: string[] = [];
    let next = '';
    for (let page = 0; page === 0 || next; page += 1) {
      const { body } = await ada(`GET /organisations?limit=2${next && `&cursor=${encodeURIComponent(next)}`}`);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      next = body.nextCursor ?? '';
      if (page === 0) expect((await franca(`GET /organisations?limit=2&cursor=${encodeURIComponent(next)}`)).status).toBe(400);
    }
    expect(seen).toEqual(all);
    expect(seen.length).toBeGreaterThan(3);
    expect((await ada('GET /organisations?cursor=made-up')).body.type).toBe('/problems/invalid-parameter');
  });
});
