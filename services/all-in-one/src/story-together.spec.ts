import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Story } from './story/index.ts';
import { SLOW_START_MS, toldOverTheNetwork } from './testing/told-story.ts';

const DAY_S = 24 * 3_600;

describe('what the district of Valcurta runs together, told over the network', () => {
  const told = toldOverTheNetwork();
  const { shown } = told;
  let story: Story;
  const obligationOf = async (service: string): Promise<string> => (await shown('sara', `/services/${service}`)).obligation;

  beforeAll(async () => {
    story = await told.begin();
  }, SLOW_START_MS);
  afterAll(() => told.end());

  it('2: care at home is established by all four parties; the Comune answers for it and Filo began to carry it out', async () => {
    const { decision } = await shown('sara', `/services/${story.service}`);
    expect(await shown('paolo', `/decisions/${decision}`)).toMatchObject({ status: 'in-effect', pact: story.pact });
    const { items } = await shown('marta', `/obligations/${await obligationOf(story.service)}/steps`);
    expect(items[0]).toMatchObject({ verb: 'assumed', holder: story.comune, performer: story.filo });
  });

  it('11 and 18: the agreed line became a referral, and Monday’s visit counts for Monday though it was written down on Wednesday', async () => {
    expect(await shown('sara', `/referrals/${story.referral}`)).toMatchObject({ person: story.maria, plan: story.plan, commitment: story.careAtHome });
    const { items } = await shown('maria', `/plans/${story.plan}/history`);
    const fulfilled = items.find(
      ({ name, facts }: { name: string; facts: { commitment?: string } }) => name === 'CommitmentFulfilled' && facts.commitment === story.careAtHome,
    );
    expect((Date.parse(fulfilled.time) - Date.parse(fulfilled.happenedAt)) / 1_000 / DAY_S).toBeCloseTo(2, 1);
    const fhir = await shown('sara', `/referrals/${story.referral}/fhir`);
    expect(fhir.entry.map(({ resource }: { resource: { resourceType: string } }) => resource.resourceType).toSorted()).toEqual(['ServiceRequest', 'Task']);
  });

  it('16 and 17: Passi was told of Maria on her consent alone, answered through a link, and she sees on what', async () => {
    const { items: life } = await shown('maria', `/referrals/${story.rides}/history`);
    expect(life.map(({ name }: { name: string }) => name)).toEqual([
      ...['ReferralRequested', 'ReferralLinkIssued', 'ReferralLinkEnded', 'ReferralAccepted', 'ReferralStarted', 'ReferralHeld'],
    ]);
    expect(life[0]).toMatchObject({ facts: { basis: 'consent', consent: story.consent, recipient: story.passi } });
    expect(life[0].basedOn).toContain(`${story.consent}@1`);
    const { items } = await shown('maria', `/persons/${story.maria}/accesses`);
    const [shownToPassi] = items.filter(
      ({ by, outcome }: { by: { organisation?: string }; outcome: string }) => by.organisation === story.passi && outcome === 'shown',
    );
    expect(shownToPassi).toMatchObject({ basis: 'consent', basedOn: expect.arrayContaining([`${story.consent}@1`]) });
  });

  it('18: Passi’s ride of Monday was known on Wednesday, and Maria’s word is with it', async () => {
    const ride = await shown('maria', `/deliveries/${story.ride}`);
    expect(ride).toMatchObject({ performer: story.passi, notes: expect.stringContaining('cheese'), attended: [{ referral: story.rides, word: 'confirmed' }] });
    expect((Date.parse(ride.recordedAt) - Date.parse(ride.deliveredAt)) / 1_000 / DAY_S).toBeCloseTo(2, 1);
    // Passi reads its own note also now that the consent is gone, and Corte does not.
    expect((await shown('giulia', `/deliveries/${story.ride}`)).notes).toBe(ride.notes);
    await told.refused('elena', `/deliveries/${story.ride}`);
  });

  it('23: the consent is withdrawn: what rested on it is on hold, and nothing else is', async () => {
    expect(await shown('maria', `/consents/${story.consent}`)).toMatchObject({ status: 'withdrawn', lastWords: 'My nephew takes me now.' });
    expect(await shown('sara', `/referrals/${story.rides}`)).toMatchObject({ state: 'on-hold', heldFor: 'consent-withdrawn', heldFrom: 'in-progress' });
    expect(await shown('sara', `/referrals/${story.referral}`)).toMatchObject({ state: 'in-progress', basis: 'public-task' });
    const { body } = await told.send({ method: 'GET', path: `/api/v1/referrals/${story.rides}`, as: 'giulia' });
    expect(body.type).toBe('/problems/no-legal-basis');
  });

  it('19: the visits that Filo missed are breaches on the agencies’ side', async () => {
    const { items } = await shown('marta', `/obligations?holder=${story.comune}&state=breached`);
    const performers = items.map(({ performer }: { performer: string }) => performer);
    expect(performers.length).toBeGreaterThan(0);
    expect(new Set(performers)).toEqual(new Set([story.filo]));
  });

  it('21: for three days nobody performed, until Corte stepped in; the Comune answered for it all the time', async () => {
    const { items } = await shown('sara', `/obligations/${await obligationOf(story.service)}/orphan-intervals`);
    expect(items).toHaveLength(1);
    const [{ from, until }] = items;
    expect((Date.parse(until) - Date.parse(from)) / 1_000 / DAY_S).toBeCloseTo(3, 1);
    expect(await shown('luca', `/services/${story.service}`)).toMatchObject({ accountable: story.comune, performer: story.corte });
    expect(await shown('luca', `/referrals/${story.referral}`)).toMatchObject({ recipient: story.corte });
  });

  it('25: Marta replays the year, asks who was responsible on a given day, and takes evidence; Maria sees that she looked, and why', async () => {
    const { items } = await shown('marta', `/audits/${story.audit}/events?limit=200`);
    const names = items.map(({ name }: { name: string }) => name);
    for (const name of ['PlanOpened', 'PlanAgreed', 'CommitmentFulfilled', 'ReferralRequested']) expect(names).toContain(name);
    expect(items.every(({ state }: { state: string }) => ['recorded', 'sealed', 'witnessed'].includes(state))).toBe(true);
    expect(items.some(({ facts }: { facts: object }) => JSON.stringify(facts).includes(story.passi))).toBe(false); // Outside of its scope.

    const obligation = await obligationOf(story.service);
    const established = items.length > 0 && (await shown('marta', `/obligations/${obligation}/steps`)).items[0].time;
    const { asItWas } = await shown('marta', `/obligations/${obligation}/responsible?at=${established}`);
    expect(asItWas).toMatchObject({ holder: story.comune, performer: story.filo });

    const { items: accesses } = await shown('maria', `/persons/${story.maria}/accesses`);
    const looked = accesses.find(({ purpose }: { purpose: string }) => purpose === 'audit');
    expect(looked).toMatchObject({ outcome: 'shown', basis: 'legal-obligation', basedOn: expect.arrayContaining([`${story.audit}@1`]) });
    expect((await told.send({ method: 'GET', path: `/api/v1/audits/${story.audit}/events`, as: 'sara' })).status).toBe(403);
  });

  it('22: there are 26 hours since the act; the objection of the ASL stands in the count, and Filo is not in it', async () => {
    expect(await shown('sara', `/services/${story.service}`)).toMatchObject({ capacity: [{ unit: 'hours-a-week', amount: 26 }] });
    const { items } = await shown('marta', `/decisions/${story.moreHours}/history`);
    const names = items.map(({ name }: { name: string }) => name);
    expect(names.slice(-3)).toEqual(['DecisionCarried', 'ActAttached', 'DecisionTookEffect']);
    const { positions } = items.find(({ name }: { name: string }) => name === 'DecisionCarried').facts;
    expect(positions.map(({ organisation }: { organisation: string }) => organisation)).not.toContain(story.filo);
    expect(positions).toContainEqual(expect.objectContaining({ organisation: story.asl, position: 'object', answered: true }));
    expect(told.fatal).toEqual([]);
  });
});
