import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OrganisationId } from '@patto/contracts';
import { command } from '@patto/event-store/pure';
import { type Caller, type OverHttp, overHttp } from '@patto/service-kit/testing';
import { AffiliateOperator, partnerships, RegisterOrganisation } from './index.ts';

const SLOW_START_MS = 30_000; // Two shared cores.
const ISSUER = 'urn:patto:development';
const DAY_MS = 24 * 3_600_000;

describe('taking part in a pact over HTTP', () => {
  let over: OverHttp;
  let [comune, filo]: OrganisationId[] = [];
  let ada: Caller;
  let franca: Caller;
  let pact: string;

  const asked = async (who: Caller, route: string, body: object = {}) => {
    const answer = await who(`POST ${route}`, body);
    await over.running.idle();
    return answer.status < 300 ? answer.status : `${answer.status} ${answer.body.type.slice('/problems/'.length)}`;
  };
  const filosPart = async () => (await ada(`GET ${pact}`)).body.participations.find((one: { organisation: string }) => one.organisation === filo);
  const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

  beforeAll(async () => {
    over = await overHttp([partnerships]);
    const send = async (commandId: string, call: ReturnType<typeof command>) => (await over.running.send('partnerships', call, { commandId })).stream;
    const joined = async (sector: 'public-body' | 'third-sector', name: string, login: string) => {
      const organisation = (await send(name, command(RegisterOrganisation, { sector, name, identifiers: [] }))) as OrganisationId;
      await send(login, command(AffiliateOperator, { organisation, name: login, login: { issuer: ISSUER, subject: login }, roles: ['coordinator'] }));
      return organisation;
    };
    [comune, filo] = [await joined('public-body', 'Comune', 'ada'), await joined('third-sector', 'Filo', 'franca')];
    [ada, franca] = [over.as('ada'), over.as('franca')];
    const drafted = await ada('POST /pacts', {
      kind: 'convention',
      title: 'Home care',
      signatories: [
        { organisation: comune, role: 'lead' },
        { organisation: filo, role: 'co-manager' },
      ],
      resources: [],
      decisionRules: [],
      stepInOrder: [],
      dataSharing: [],
      requirements: [{ attribute: 'accreditation', level: 'certified', roles: ['co-manager'] }],
      from: '2026-01-01T00:00:00Z',
      until: '2199-01-01T00:00:00Z',
    });
    pact = `/pacts/${drafted.body.id}`;
    await over.running.idle();
  }, SLOW_START_MS);
  afterAll(() => over?.close());

  it('begins with what the pact requires, is interrupted when that is lost, and goes on when it is there again', async () => {
    const certify = () => asked(ada, `/organisations/${filo}/attributes/accreditation/certifications`, { evidence: 'Act 12', until: inDays(365) });
    expect(await asked(ada, `${pact}/signatures`)).toBe(200);
    expect(await asked(franca, `/organisations/${filo}/attributes`, { attribute: 'accreditation', evidence: 'We are' })).toBe(201);
    expect(await asked(franca, `${pact}/signatures`)).toBe('409 requirement-not-met');
    expect(await certify()).toBeLessThan(300);
    expect(await asked(franca, `${pact}/signatures`)).toBe(200);
    expect(await filosPart()).toMatchObject({ status: 'in-force', suspendedBy: [] });

    expect(await asked(ada, `/organisations/${filo}/attributes/accreditation/revocation`, { motivation: 'Inspection' })).toBeLessThan(300);
    expect(await filosPart()).toMatchObject({ status: 'suspended', suspendedBy: ['requirement'] });
    expect(await asked(franca, `${pact}/participations/${filo}/resumption`)).toBe('409 suspended-by-another');
    expect((await franca(`GET /organisations/${filo}/attributes`)).body.items).toMatchObject([{ status: 'revoked', motivation: 'Inspection' }]);
    expect(await certify()).toBeLessThan(300);
    expect(await filosPart()).toMatchObject({ status: 'in-force', suspendedBy: [] });
  });

  it('rests by the party’s own wish and the lead’s, and ends with a notice', async () => {
    const participation = `${pact}/participations/${filo}`;
    expect(await asked(franca, `${participation}/suspension`, { reason: 'Staff is ill.' })).toBe(200);
    expect(await asked(ada, `${participation}/suspension`, { reason: 'No report.' })).toBe(200);
    expect(await asked(franca, `${participation}/resumption`)).toBe(200);
    expect(await filosPart()).toMatchObject({ status: 'suspended', suspendedBy: ['lead'] });
    expect(await asked(ada, `${participation}/resumption`)).toBe(200);
    expect(await asked(franca, `${pact}/participations/${comune}/suspension`, { reason: 'No.' })).toBe('403 not-the-lead');

    const reason = 'We merge.';
    expect(await asked(franca, `${pact}/withdrawals`, { noticeUntil: inDays(29), reason })).toBe('422 notice-too-short');
    const noticeUntil = inDays(31);
    expect(await asked(franca, `${pact}/withdrawals`, { noticeUntil, reason })).toBe(200);
    expect(await asked(franca, `${pact}/withdrawals`, { noticeUntil, reason })).toBe('409 withdrawal-notified');
    expect(await filosPart()).toMatchObject({ status: 'in-force', noticeUntil });
  });
});
