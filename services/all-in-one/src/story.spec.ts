import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { By } from '@patto/contracts';
import type { Story } from './story/index.ts';
import { SLOW_START_MS, toldOverTheNetwork } from './testing/told-story.ts';

const NOBODYS_PLAN = 'plan-00000000-0000-8000-8000-000000000000';

interface Line {
  readonly commitment: string;
  readonly obligation: string;
}

/** Every uuid in a text: of people, plans, events, commands and correlations alike. */
const uuidsIn = (text: string): readonly string[] => text.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [];

describe('the story of Valcurta, told over the network', () => {
  const told = toldOverTheNetwork();
  const { shown, refused } = told;
  let story: Story;
  const bodiesOf = async (stream: string): Promise<readonly string[]> => {
    const bodies: string[] = [];
    for await (const { body } of told.started.world.log.read(stream)) bodies.push(body);
    return bodies;
  };
  const line = async (commitment: string) => (await shown('maria', `/plans/${story.plan}`)).commitments.find((one: Line) => one.commitment === commitment);

  beforeAll(async () => {
    story = await told.begin();
  }, SLOW_START_MS);
  afterAll(() => told.end());

  it('1: the pact is active from its last signature on', async () => {
    const { status, signatures } = await shown('paolo', `/pacts/${story.pact}`);
    expect(status).toBe('active');
    expect(signatures.map(({ organisation }: { organisation: string }) => organisation)).toEqual([story.comune, story.asl, story.filo, story.corte]);
    const { items } = await shown('sara', `/pacts/${story.pact}/history`);
    expect(items.slice(0, 6).map(({ name }: { name: string }) => name)).toEqual(['PactDrafted', ...Array<string>(4).fill('PactSigned'), 'PactActivated']);
    expect(items[5].time).toBe(items[4].time);
  });

  it('4: Maria sees Sara as her case manager', async () => {
    const { items: operators } = await shown('sara', `/organisations/${story.comune}/affiliations?role=coordinator`);
    const sara = operators.find(({ name }: { name: string }) => name === 'Sara Neri');
    const { items: charges } = await shown('maria', `/persons/${story.maria}/charges`);
    expect(charges).toMatchObject([{ organisation: story.comune, status: 'in-charge', caseManager: sara.operator }]);
    expect((await shown('maria', `/operators/${sara.operator}`)).name).toBe('Sara Neri');
    await refused('piero', `/operators/${sara.operator}`);
  });

  it('5: Anna is Maria’s delegate, and Piero supports her on Wednesdays', async () => {
    const { delegates, supporters } = await shown('maria', `/persons/${story.maria}/network`);
    expect(delegates).toMatchObject([{ delegate: story.anna, basis: 'delegation' }]);
    expect(supporters).toMatchObject([{ supporter: story.piero, status: 'supports', days: ['wednesday'] }]);
  });

  it('6 and 7: Maria’s own voice comes first, and her objection to one finding is listed with it', async () => {
    const told = await shown('maria', `/assessments/${story.assessment}`);
    expect(told).toMatchObject({ status: 'completed', heard: true, voice: [{ words: expect.stringContaining('I miss the market') }] });
    const cooking = told.findings.find(({ domain }: { domain: string }) => domain === 'domestic-life');
    expect(cooking).toMatchObject({ contributor: story.asl, observed: { level: 3 }, objection: expect.stringContaining('I cook every day') });
    expect(told.unanswered).toEqual([cooking.finding]);
    // The pact’s clause names what was assessed, so Luca reads it; Filo is suspended by now, and the others are outside.
    expect((await shown('luca', `/assessments/${story.assessment}`)).findings).toHaveLength(2);
    for (const as of ['chiara', 'piero', 'elena', 'giulia']) await refused(as, `/assessments/${story.assessment}`);
    const { items } = await shown('maria', `/persons/${story.maria}/accesses`);
    expect(items).toContainEqual(
      expect.objectContaining({ by: expect.objectContaining({ organisation: story.corte }), basis: 'public-task', outcome: 'shown' }),
    );
  });

  it('8: the day centre that Maria refused stays beside the home care that she chose', async () => {
    const { goals } = await shown('maria', `/plans/${story.plan}/choices`);
    expect(goals).toHaveLength(1);
    expect(goals[0].options).toMatchObject([
      { category: 'day-centre', holder: story.corte, status: 'refused' },
      { category: 'care-at-home', holder: story.comune, performer: story.filo, status: 'chosen' },
    ]);
  });

  it('9: partnerships counts an unmet need, and nothing in it leads back to Maria', async () => {
    const { items } = await shown('sara', '/need-dossiers?category=transport&area=valcurta');
    expect(items).toMatchObject([{ id: story.dossier, unmet: 1, unmetByReason: { 'no-transport': 1 } }]);
    const [unmet = '', ...answers] = await bodiesOf(story.dossier);
    expect(JSON.parse(unmet).type).toBe('patto.partnerships.UnmetNeedRecorded.v1');
    expect(answers).toHaveLength(1);
    for (const cause of ['causationid', 'correlationid']) expect(JSON.parse(unmet)).not.toHaveProperty(cause);
    const ofThePlan = new Set((await bodiesOf(story.plan)).flatMap(uuidsIn));
    expect(ofThePlan.size).toBeGreaterThan(50);
    // All acts are judged by one policy; that it is cited in both leads to nobody.
    const policies = (await shown('sara', '/policies')).items.map(({ id }: { id: string }) => id.replace(/^policy-/, ''));
    expect(uuidsIn(unmet).filter((uuid) => ofThePlan.has(uuid) && !policies.includes(uuid))).toEqual([]);
    for (const body of [unmet, ...answers]) {
      for (const id of [story.maria, story.anna, story.piero, story.plan]) expect(body).not.toContain(id.replace(/^[a-z]+-/, ''));
    }
  });

  it('10: Maria’s exercises are paired with the ASL’s physiotherapy', async () => {
    expect(await line(story.physiotherapy)).toMatchObject({ holder: story.asl, side: 'service', pairedWith: story.exercises });
    expect(await line(story.exercises)).toMatchObject({ holder: story.maria, side: 'person' });
  });

  it('11: the plan is agreed, and Piero reads his line of it and nothing else', async () => {
    expect(await shown('maria', `/plans/${story.plan}`)).toMatchObject({ status: 'agreed', inForce: true });
    const { lines } = await shown('piero', `/plans/${story.plan}/excerpt`);
    expect(lines).toMatchObject([{ commitment: story.walks, words: 'A walk on Wednesdays.', holder: story.piero }]);
    expect(JSON.stringify(lines)).not.toMatch(/exercises|Lunch|market/);
    for (const more of ['', '/history', '/choices', '/commitments']) await refused('piero', `/plans/${story.plan}${more}`);
    await refused('piero', `/persons/${story.maria}`);
  });

  it('11: before the last signature it was not agreed, and its history says who did what', async () => {
    const { agreedAt } = await shown('maria', `/plans/${story.plan}`);
    const before = new Date(Date.parse(agreedAt) - 1).toISOString();
    const then = await shown('maria', `/plans/${story.plan}?asOf=${before}`);
    expect(then.status).toBe('proposed');
    expect(then.signatures).toMatchObject([{ of: story.maria, signers: [story.maria] }]);
    expect((await shown('maria', `/plans/${story.plan}?asOf=${agreedAt}`)).status).toBe('agreed');
    const { items } = await shown('maria', `/plans/${story.plan}/history`);
    const names: string[] = items.map(({ name }: { name: string }) => name);
    expect(names[0]).toBe('PlanOpened');
    expect(names).toEqual(
      expect.arrayContaining(['GoalSet', 'OptionRefused', 'OptionChosen', 'PlanProposed', 'PlanSigned', 'PlanAgreed', 'CommitmentBreached']),
    );
    expect(items.map(({ revision }: { revision: number }) => revision)).toEqual(items.map((_: unknown, at: number) => at + 1));
    expect(items.find(({ name }: { name: string }) => name === 'GoalSet')).toMatchObject({
      by: { actor: story.maria },
      initiative: 'person',
      sealed: ['words'],
    });
  });

  it('14: Elena and Filo are refused the plan alike, as if there were none, and Maria sees that they tried', async () => {
    const seen = async () => (await shown('maria', `/persons/${story.maria}/accesses`)).items;
    const before = await seen();
    for (const as of ['elena', 'chiara']) for (const plan of [story.plan, NOBODYS_PLAN]) await refused(as, `/plans/${plan}`);
    const tried = (await seen()).slice(0, -before.length);
    const attempt = (organisation: string) =>
      expect.objectContaining({ outcome: 'refused', code: 'not-a-recipient', by: expect.objectContaining({ organisation }) });
    expect(tried.filter(({ outcome }: { outcome: string }) => outcome === 'refused')).toEqual([attempt(story.filo), attempt(story.brandi)]);
  });

  it('15: the plan hears that the need was answered', async () => {
    const { answers, status } = await shown('maria', `/plans/${story.plan}`);
    expect(answers).toMatchObject([{ category: 'transport', area: 'valcurta', answer: story.service }]);
    expect(status).toBe('agreed');
  });

  it('19: the visit that the ASL missed is a breach on its side; Maria’s exercises rest, and none is on hers', async () => {
    const { status, breached } = await line(story.exercises);
    expect({ status, breached }).toEqual({ status: 'suspended', breached: [] });
    expect((await shown('maria', `/plans/${story.plan}`)).waiting).toEqual([]);
    const missed = (await line(story.physiotherapy)).breached;
    expect(missed).toHaveLength(1);

    const { items: ofTheAsl } = await shown('marta', `/obligations?holder=${story.asl}&state=breached`);
    expect(ofTheAsl).toMatchObject([
      { id: missed[0].obligation, performer: story.asl, counterpart: story.maria, subjects: [story.maria], breachedAt: missed[0].breachAt },
    ]);
    const { items: ofMaria } = await shown('marta', `/obligations?holder=${story.maria}`);
    expect(ofMaria.map(({ state }: { state: string }) => state)).toEqual(['suspended']);
    expect((await shown('paolo', `/obligations?state=breached`)).items.map(({ id }: { id: string }) => id)).toEqual([missed[0].obligation]);
    expect((await shown('elena', '/obligations')).items).toEqual([]);
  });

  it('20: Maria has confirmed Anna’s meals herself, since Anna could not', async () => {
    const { items } = await shown('marta', `/obligations?holder=${story.anna}&state=discharged`);
    expect(items).toHaveLength(1);
    const { items: life } = await shown('maria', `/plans/${story.plan}/history`);
    const by = (event: string) => life.filter(({ name }: { name: string }) => name === event).map(({ by }: { by: By }) => by);
    expect(by('CommitmentFulfilled').filter(({ actor }: By) => actor.startsWith('person-'))).toEqual([{ actor: story.anna }]);
    expect(by('FulfilmentConfirmed').filter(({ actor }: By) => actor.startsWith('person-'))).toEqual([{ actor: story.maria }]);
    expect(told.fatal).toEqual([]);
  });
});
