import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CareAtWork, careAtWork, homeCare as service, SLOW_START_MS } from './testing/care-at-work.ts';

describe('a referral over HTTP', () => {
  let { over, callers, ids, done, refusal, hoursAgo, line }: CareAtWork = {} as never;
  beforeAll(async () => {
    ({ over, callers, ids, done, refusal, hoursAgo, line } = await careAtWork());
  }, SLOW_START_MS);
  afterAll(() => over?.close());

  it('follows from the agreement, and waits for Filo, which accepted the line and so cannot reject it', async () => {
    const { items } = (await callers.franca('GET /referrals?as=recipient&state=requested')).body;
    expect(items).toMatchObject([
      { plan: ids.plan, commitment: ids.commitment, requester: ids.comune, accountable: ids.comune, lineAccepted: true, unit: 'hours' },
    ]);
    ids.referral = items[0].id;
    const no = { reason: 'no-capacity', rejectedBy: 'provider' };
    expect(await refusal(callers.franca(`POST /referrals/${ids.referral}/rejection`, no))).toBe('409 accepted-line-is-transferred');
    expect(await refusal(callers.elena(`POST /referrals/${ids.referral}/acceptance`, { steps: [] }))).toBe('403 not-a-recipient');
  });

  it('is accepted, which the plan hears, and starts with a place', async () => {
    const { franca } = callers;
    await done(franca(`POST /referrals/${ids.referral}/acknowledgement`, {}));
    await done(franca(`POST /referrals/${ids.referral}/acceptance`, { steps: ['contacted', 'enrolled'] }));
    expect((await line()).referral).toEqual({ referral: ids.referral, state: 'accepted' });
    await done(franca(`POST /referrals/${ids.referral}/start`, { happenedAt: hoursAgo(72) }));
    expect((await callers.maria(`GET /referrals/${ids.referral}`)).body.state).toBe('in-progress');
  });

  it('carries deliveries: done on one day, known on another, confirmed by Maria', async () => {
    const { franca, maria } = callers;
    const { obligation } = (await line()).awaited;
    const [delivery, happenedAt] = [
      { person: ids.maria, referral: ids.referral, service, attendance: 'attended', where: 'home', notes: 'Tired.' },
      hoursAgo(48),
    ];
    expect(await refusal(franca('POST /deliveries', { ...delivery, happenedAt: hoursAgo(-1) }))).toBe('422 happened-in-future');
    expect(await refusal(franca('POST /deliveries', { ...delivery, happenedAt: hoursAgo(73) }))).toBe('422 delivered-before-start');
    const { id } = await done(franca('POST /deliveries', { ...delivery, happenedAt }));

    expect((await line()).reported).toMatchObject([{ obligation }]);
    const steps = (await maria(`GET /obligations/${obligation}/steps`)).body.items;
    expect(steps.at(-1)).toMatchObject({ happenedAt });
    expect((await maria(`GET /deliveries/${id}`)).body).toMatchObject({ deliveredAt: happenedAt, notes: 'Tired.', performer: ids.filo });
    expect((await maria(`GET /referrals/${ids.referral}/deliveries`)).body.items).toMatchObject([{ id, deliveredAt: happenedAt }]);
    expect(await refusal(callers.elena(`GET /deliveries/${id}`))).toBe('403 not-a-recipient');

    await done(maria(`POST /deliveries/${id}/confirmation`, {}));
    expect((await line()).reported).toEqual([]);
  });

  it('closes with an outcome, which the plan hears', async () => {
    const { sara, franca } = callers;
    await done(franca(`POST /referrals/${ids.referral}/completion`, {}));
    expect(await refusal(sara(`POST /referrals/${ids.referral}/closure`, {}))).toBe('409 no-outcome-yet');
    await done(franca(`POST /referrals/${ids.referral}/outcome`, { outcome: 'achieved', note: 'She walks again.' }));
    await done(sara(`POST /referrals/${ids.referral}/closure`, {}));
    expect((await line()).referral).toEqual({ referral: ids.referral, state: 'ended', outcome: 'achieved' });
    expect((await callers.maria(`GET /referrals/${ids.referral}`)).body).toMatchObject({ closed: true, outcome: 'achieved', note: 'She walks again.' });
    const [measured] = (await sara('GET /referral-measures')).body.items;
    expect(measured).toMatchObject({ provider: ids.filo, received: 1, passedOn: 0, closed: 1, closedLoopRate: 1 });
    expect((await callers.elena('GET /referral-measures')).body.items).toEqual([]);
  });

  it('is exported as FHIR to those who may read it, and to nobody else', async () => {
    const { headers, body } = await callers.sara(`GET /referrals/${ids.referral}/fhir`);
    expect(headers.get('content-type')).toContain('application/fhir+json');
    const bundle = typeof body === 'string' ? JSON.parse(body) : body;
    expect(bundle).toMatchObject({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ resource: { status: 'completed' } }, { resource: { status: 'completed' } }],
    });
    expect(JSON.stringify(bundle)).not.toMatch(/Maria|walks/);
    const others = ['', '/fhir', '/deliveries', '/history'].map((of) => refusal(callers.elena(`GET /referrals/${ids.referral}${of}`)));
    expect(await Promise.all(others)).toEqual(others.map(() => '403 not-a-recipient'));
    expect((await callers.elena(`GET /referrals?person=${ids.maria}`)).body.items).toEqual([]);
    expect((await callers.maria('GET /referrals')).body.items).toHaveLength(1);
  });
});
