import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type PeopleAtWork, peopleAtWork, SLOW_START_MS } from './testing/people-at-work.ts';
import { persons } from './index.ts';
import { PersonById, type PersonById as AskedPerson } from './read/person-by-id.ts';
import { persons as personViews } from './read/persons.ts';

const { done, refusal }: Pick<PeopleAtWork, 'done' | 'refusal'> = {
  done: (answer) => at.done(answer),
  refusal: (answer) => at.refusal(answer),
};
let at: PeopleAtWork = {} as never;

/** The last record of the access log. */
const lastAccess = async () => {
  const records: { type: string; data: Record<string, unknown> }[] = [];
  for await (const { event } of at.over.running.world.accesses.readAll({})) records.push(event);
  return records.at(-1);
};

describe('what Maria says herself, over HTTP,', () => {
  beforeAll(async () => {
    at = await peopleAtWork();
  }, SLOW_START_MS);
  afterAll(() => at.over?.close());

  const terms = (until = at.until) => ({ recipients: [at.ids.filo], purposes: ['care'], dataCategories: ['identity', 'contacts'], until });

  it('lets Filo read by her consent who Maria is, for the time that she gave, and the record names it', async () => {
    const { as, ids } = at;
    expect(await refusal(as.franca(`GET /persons/${ids.maria}`))).toBe('403 not-a-recipient');
    const { id } = await done(as.maria(`POST /persons/${ids.maria}/consents`, terms()));
    expect((await done(as.franca(`GET /persons/${ids.maria}`))).name).toMatchObject({ given: 'maria' });
    expect((await lastAccess())?.data).toMatchObject({ person: ids.maria, basis: 'consent', basedOn: expect.arrayContaining([`${id}@1`]) });
    // Not what she did not name.
    expect(await refusal(as.franca(`GET /persons/${ids.maria}/network`))).toBe('403 not-a-recipient');
    await done(as.maria(`POST /consents/${id}/withdrawal`, { words: 'I have changed my mind.' }));
    await done(as.maria(`POST /consents/${id}/withdrawal`, {}));
    expect(await refusal(as.franca(`GET /persons/${ids.maria}`))).toBe('403 not-a-recipient');
    expect(await done(as.maria(`GET /consents/${id}`))).toMatchObject({ status: 'withdrawn', lastWords: 'I have changed my mind.' });
    expect(await refusal(as.franca(`GET /consents/${id}`))).toBe('403 not-a-recipient');
  });

  it('is hers to dictate: a yes waits for her word, a withdrawal does not', async () => {
    const { as, ids } = at;
    const dictated = { 'patto-acting-for': ids.maria, 'patto-channel': 'dictated' };
    expect(await refusal(as.sara(`POST /persons/${ids.maria}/consents`, terms()))).toMatch(/^403 /);
    const waiting = await done(as.sara(`POST /persons/${ids.maria}/consents`, terms(), dictated));
    expect(waiting.awaits).toEqual([ids.maria]);
    expect(await refusal(as.franca(`GET /persons/${ids.maria}`))).toBe('403 not-a-recipient');
    await done(as.maria(`POST /awaited-acts/${waiting.act}/confirmation`, {}));
    expect((await as.franca(`GET /persons/${ids.maria}`)).status).toBe(200);
    const [granted] = (await done(as.maria(`GET /persons/${ids.maria}/consents?status=granted`))).items;
    await done(as.sara(`POST /consents/${granted.id}/withdrawal`, {}, dictated));
    expect(await refusal(as.franca(`GET /persons/${ids.maria}`))).toBe('403 not-a-recipient');
  });

  it('may be a no, which is on record, and the list tells the body in charge without her words', async () => {
    const { as, ids } = at;
    const { until: _, ...asked } = terms();
    const { id } = await done(as.maria(`POST /persons/${ids.maria}/consent-refusals`, { ...asked, words: 'They talk.' }));
    const { items } = await done(as.sara(`GET /persons/${ids.maria}/consents?status=refused`));
    expect(items).toMatchObject([{ id, status: 'refused', recipients: [ids.filo] }]);
    expect(JSON.stringify(items)).not.toContain('They talk.');
    expect((await done(as.sara(`GET /consents/${id}`))).words).toBe('They talk.');
    expect(await refusal(as.piero(`GET /persons/${ids.maria}/consents`))).toBe('403 not-a-recipient');
  });

  it('hears Maria first in an assessment, by dictation too, and shows whoever was asked their own findings and nothing else', async () => {
    const { as, ids } = at;
    const { id } = await done(as.sara('POST /assessments', { person: ids.maria, invited: [ids.filo] }));
    const of = `/assessments/${id}`;
    const finding = { domain: 'mobility', observed: { level: 2, barriers: ['stairs'], facilitators: [], protectiveFactors: [], words: 'Slow.' } };
    expect(await refusal(as.franca(`POST ${of}/findings`, finding))).toBe('409 person-not-heard');
    expect(await refusal(as.anna(`POST ${of}/voice`, { words: 'She is well.' }))).toBe('403 not-a-recipient');
    const waiting = await done(as.sara(`POST ${of}/voice`, { words: 'I want to go out.' }, { 'patto-acting-for': ids.maria, 'patto-channel': 'dictated' }));
    expect(await refusal(as.franca(`POST ${of}/findings`, finding))).toBe('409 person-not-heard');
    await done(as.maria(`POST /awaited-acts/${waiting.act}/confirmation`, {}));
    await done(as.franca(`POST ${of}/findings`, finding));
    await done(as.sara(`POST ${of}/findings`, { ...finding, domain: 'self-care' }));
    const mine = await done(as.franca(`GET ${of}`));
    expect(mine).toMatchObject({ voice: [], findings: [{ contributor: ids.filo, observed: { words: 'Slow.' } }] });
    expect(JSON.stringify(mine)).not.toContain('go out');
    expect((await lastAccess())?.data).toMatchObject({ person: ids.maria, basis: 'own-part' });
    expect((await done(as.maria(`GET ${of}`))).findings).toHaveLength(2);
    expect((await done(as.franca('GET /assessments'))).items).toMatchObject([{ id, findings: 2 }]);
    expect(await refusal(as.piero(`GET ${of}`))).toBe('403 not-a-recipient');
  });
});

describe('a question that forgets on what it shows content', () => {
  beforeAll(async () => {
    const forgetful = (query: (typeof persons.queries)[number]) =>
      query.question === PersonById
        ? { ...query, answer: ({ person }: AskedPerson, ask: Parameters<typeof query.answer>[1]) => ask.one(personViews, person) }
        : query;
    at = await peopleAtWork({ ...persons, queries: persons.queries.map(forgetful) });
  }, SLOW_START_MS);
  afterAll(() => at.over?.close());

  it('shows nothing to anybody, not even to Maria, and the attempt is on record', async () => {
    const { as, ids } = at;
    for (const who of [as.franca, as.sara, as.maria]) {
      const { status, body } = await who(`GET /persons/${ids.maria}`);
      expect([status, body.type]).toEqual([403, '/problems/no-legal-basis']);
      expect(await lastAccess()).toMatchObject({ type: expect.stringContaining('ReadRefused'), data: { person: ids.maria, code: 'no-legal-basis' } });
    }
  });
});
