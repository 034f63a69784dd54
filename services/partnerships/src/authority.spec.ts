import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OrganisationId } from '@patto/contracts';
import { command } from '@patto/event-store/pure';
import { type Caller, type OverHttp, overHttp } from '@patto/service-kit/testing';
import { AffiliateOperator, partnerships, RegisterOrganisation } from './index.ts';

const SLOW_START_MS = 30_000; // Two shared cores.
const ISSUER = 'urn:patto:development';

describe('who may do what, over HTTP', () => {
  let over: OverHttp;
  let filo: OrganisationId;
  let corte: OrganisationId;
  let passi: OrganisationId;
  let [ada, franca, carlo, paola]: Caller[] = [];

  const made = async (call: Caller | undefined, route: string, body: object): Promise<string> => {
    const answer = await call?.(route, body);
    expect([200, 201]).toContain(answer?.status);
    return answer?.body.id;
  };
  /** A cooperative that is able to run services, with one operator who may bind it. */
  const joined = async (name: string, login: string): Promise<OrganisationId> => {
    const id = await made(ada, 'POST /organisations', { sector: 'third-sector', name, identifiers: [] });
    await made(ada, `POST /organisations/${id}/competences`, { competence: 'running-services', evidence: 'Accreditation' });
    await made(ada, `POST /organisations/${id}/affiliations`, { name: login, login: { issuer: ISSUER, subject: login }, roles: ['coordinator'] });
    return id as OrganisationId;
  };

  beforeAll(async () => {
    over = await overHttp([partnerships]);
    const send = async (commandId: string, call: ReturnType<typeof command>) => (await over.running.send('partnerships', call, { commandId })).stream;
    const comune = (await send('comune', command(RegisterOrganisation, { sector: 'public-body', name: 'Comune', identifiers: [] }))) as OrganisationId;
    const login = { issuer: ISSUER, subject: 'ada' };
    await send('ada', command(AffiliateOperator, { organisation: comune, name: 'Ada', login, roles: ['administrator'] }));
    [ada, franca, carlo, paola] = ['ada', 'franca', 'carlo', 'paola'].map(over.as);
    filo = await joined('Filo', 'franca');
    corte = await joined('Corte', 'carlo');
    passi = await joined('Passi', 'paola');
  }, SLOW_START_MS);
  afterAll(() => over?.close());

  const terms = (holder: OrganisationId) => ({
    holder,
    competences: ['running-services'],
    areas: ['valcurta'],
    categories: ['home-care'],
    from: '2026-01-01T00:00:00Z',
    until: '2199-01-01T00:00:00Z',
    act: 'Deliberation 7/2027',
  });

  it('ends with a mandate all that was delegated from it, accepted or only offered, and still tells who could do what before', async () => {
    const source = await made(ada, 'POST /mandates', { ...terms(filo), basis: 'statute' });
    await made(franca, `POST /mandates/${source}/acceptance`, {});
    const delegated = await made(franca, `POST /mandates/${source}/delegations`, terms(corte));
    await made(carlo, `POST /mandates/${delegated}/acceptance`, {});
    const further = await made(carlo, `POST /mandates/${delegated}/delegations`, terms(passi));
    await over.running.idle();
    const held = await carlo?.(`GET /mandates/${delegated}`);
    expect(held?.body).toMatchObject({ status: 'accepted', delegatedFrom: source, basis: 'delegation' });

    await made(ada, `POST /mandates/${source}/revocation`, { motivation: 'Accreditation was lost.' });
    await over.running.idle();
    for (const id of [source, delegated, further]) expect((await ada?.(`GET /mandates/${id}`))?.body.status).toBe('revoked');

    const ofCorte = async (at: string) => (await ada?.(`GET /mandates?holder=${corte}&inForceAt=${at}`))?.body.items.map(({ id }: { id: string }) => id);
    const { acceptedAt, endedAt } = (await ada?.(`GET /mandates/${delegated}`))?.body ?? {};
    expect(await ofCorte(acceptedAt)).toEqual([delegated]);
    expect(await ofCorte(endedAt)).toEqual([]);
    expect((await franca?.(`POST /mandates/${source}/delegations`, terms(corte)))?.body.type).toMatch(/mandate-not-held$/);
  });

  it('tells who works for an organisation to that organisation and to the one that registered it, and to no other', async () => {
    await over.running.idle();
    const names = async (call: Caller | undefined) =>
      (await call?.(`GET /organisations/${filo}/affiliations`))?.body.items?.map(({ name }: { name: string }) => name);
    expect(await names(franca)).toEqual(['franca']);
    expect(await names(ada)).toEqual(['franca']);
    const refused = await paola?.(`GET /organisations/${filo}/affiliations`);
    expect(refused?.status).toBe(403);
    expect(refused?.body.type).toMatch(/not-a-recipient$/);
  });
});
