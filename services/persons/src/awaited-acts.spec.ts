import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type PeopleAtWork, peopleAtWork, SLOW_START_MS } from './testing/people-at-work.ts';

let at: PeopleAtWork = {} as never;
beforeAll(async () => {
  at = await peopleAtWork();
}, SLOW_START_MS);
afterAll(() => at.over?.close());

const onPaper = () => ({ ...at.forMaria(), 'patto-channel': 'paper' });

describe('an act that was dictated', () => {
  it('waits for the person, and is theirs once they have confirmed it', async () => {
    const { as, ids, done, refusal, proposed } = at;
    const { of, revision } = await proposed(ids.maria);
    const taken = await done(as.sara(`POST ${of}/signatures`, { revision, as: 'person' }, at.dictated()));
    expect(taken).toMatchObject({ id: of.slice('/plans/'.length), act: expect.stringMatching(/^act-/), awaits: [ids.maria] });
    expect((await as.maria(`GET ${of}`)).body).toMatchObject({ status: 'proposed' });
    expect((await as.maria('GET /awaited-acts')).body.items).toMatchObject([{ id: taken.act, command: 'SignPlan', channel: 'dictated', person: ids.maria }]);
    const shown = (await as.maria(`GET /awaited-acts/${taken.act}`)).body;
    expect(shown).toMatchObject({ content: { revision, as: 'person' }, organisation: ids.comune, status: 'waits' });

    const confirm = `POST /awaited-acts/${taken.act}/confirmation`;
    expect(await refusal(as.piero(confirm, {}))).toBe('403 not-a-recipient');
    expect(await refusal(as.franca(confirm, {}))).toBe('403 not-a-recipient');
    expect(await refusal(as.sara(confirm, {}))).toBe('403 not-a-recipient');
    expect(await refusal(as.sara(confirm, {}, at.dictated()))).toBe('403 own-act');
    expect(await refusal(as.dario(confirm, {}, at.dictated()))).toBe('403 not-a-recipient');
    await done(as.maria(confirm, {}));
    expect((await at.names(of)).slice(-3)).toEqual(['ActAwaited', 'ActConfirmed', 'PlanSigned']);
    const [awaited, confirmed, signed] = (await as.sara(`GET ${of}/history`)).body.items.slice(-3);
    expect(awaited).toMatchObject({ by: { actor: expect.stringMatching(/^operator-/), organisation: ids.comune, onBehalfOf: ids.maria }, sealed: ['content'] });
    expect(confirmed).toMatchObject({ by: { actor: ids.maria }, channel: 'dictated', facts: { awaits: [] } });
    expect(signed).toMatchObject({ by: { actor: ids.maria }, channel: 'dictated', initiative: 'person' });
    expect(await refusal(as.maria(confirm, {}))).toBe('403 not-a-recipient');
    expect((await as.maria(`GET /awaited-acts/${taken.act}`)).body.status).toBe('confirmed');
    await done(as.sara(`POST ${of}/signatures`, { revision, as: 'case-manager' }));
    expect((await as.maria(`GET ${of}`)).body.status).toBe('agreed');
  });

  it('is refused at once where it could not be, and decided on what stands when it is confirmed', async () => {
    const { as, ids, done, refusal, proposed } = at;
    const { of, revision } = await proposed(ids.maria);
    expect(await refusal(as.sara(`POST ${of}/signatures`, { revision: revision - 1, as: 'person' }, at.dictated()))).toBe('409 another-revision');
    const taken = await done(as.sara(`POST ${of}/signatures`, { revision, as: 'person' }, at.dictated()));
    await done(as.maria(`POST ${of}/goals`, { whose: ids.maria, words: 'And to church.' }));
    expect(await refusal(as.maria(`POST /awaited-acts/${taken.act}/confirmation`, {}))).toBe('409 not-proposed');
    expect((await at.names(of)).filter((name: string) => name === 'ActConfirmed' || name === 'PlanSigned')).toEqual([]);
  });

  it('can be dictated only of what is a person’s own, at a desk that has taken charge of them, and only to write it down', async () => {
    const { as, ids, refusal, proposed } = at;
    const { of, revision } = await proposed(ids.maria);
    const sign = [`POST ${of}/signatures`, { revision, as: 'person' }] as const;
    expect(await refusal(as.franca(...sign, at.dictated()))).toBe('403 acting-for-refused');
    expect(await refusal(as.sara(...sign, at.forMaria()))).toBe('403 acting-for-refused');
    expect(await refusal(as.sara(...sign, { ...at.dictated(), 'patto-acting-for': ids.piero }))).toBe('403 acting-for-refused');
    expect(await refusal(as.sara(...sign, { 'patto-channel': 'dictated' }))).toBe('403 acting-for-needed');
    expect(await refusal(as.sara(...sign, { ...at.forMaria(), 'patto-channel': 'shouted' }))).toBe('400 invalid-parameter');
    expect(await refusal(as.maria(...sign, at.dictated()))).toBe('403 acting-for-refused');
    expect(await refusal(as.sara(`POST ${of}/proposal`, {}, at.dictated()))).toMatch(/^403 not-/);
    expect(await refusal(as.sara(`POST ${of}/signatures`, { revision, as: 'case-manager' }, at.dictated()))).toBe('403 not-the-case-manager');
    expect(await refusal(as.sara(`GET /persons/${ids.maria}/needs`, undefined, at.dictated()))).toBe('403 acting-for-refused');
    expect(await refusal(as.sara(`GET ${of}`, undefined, at.dictated()))).toBe('403 acting-for-refused');
  });

  it('lets nobody act on both sides of one obligation', async () => {
    const { as, ids, refusal, proposed } = at;
    const { of } = await proposed(ids.maria);
    const { commitment } = (await as.maria(`GET ${of}`)).body.commitments[0];
    expect(await refusal(as.sara(`POST ${of}/commitments/${commitment}/waiver`, { reason: 'not-needed' }, at.dictated()))).toBe('409 own-obligation');
    expect(await refusal(as.sara(`POST ${of}/commitments/${commitment}/acceptance`, { shown: [] }, at.dictated()))).toBe('403 not-a-recipient');
  });

  it('carries the person’s words sealed until they are theirs, and never in clear', async () => {
    const { as, ids, done, over, proposed } = at;
    const { of } = await proposed(ids.maria);
    const words = 'Not so, said Gabbianella.';
    const taken = await done(as.sara(`POST ${of}/objections`, { words }, at.dictated()));
    const before = (await as.maria(`GET /persons/${ids.maria}/history`)).status;
    expect(before).toBe(200);
    expect((await as.maria(`GET /awaited-acts/${taken.act}`)).body.content).toMatchObject({ words });
    await done(as.maria(`POST /awaited-acts/${taken.act}/confirmation`, {}));
    expect((await as.sara(`GET ${of}`)).body.objections).toMatchObject([{ words, recorded: { by: { actor: ids.maria } } }]);
    const recorded: string[] = [];
    for await (const { body } of over.running.world.log.readAll({})) recorded.push(body);
    expect(recorded.join()).not.toContain('Gabbianella');
  });

  it('also begins something of its own, as a need', async () => {
    const { as, ids, done } = at;
    const need = { category: 'meals', area: 'valcurta', desk: ids.comune, words: 'I cannot cook.' };
    const taken = await done(as.sara(`POST /persons/${ids.maria}/needs`, need, at.dictated()));
    expect((await as.sara(`GET /needs/${taken.id}`)).status).toBe(403);
    const confirmed = await done(as.maria(`POST /awaited-acts/${taken.act}/confirmation`, {}));
    expect(confirmed.id).toBe(taken.id);
    expect((await as.maria(`GET /persons/${ids.maria}/needs`)).body.items[0]).toMatchObject({ id: taken.id, category: 'meals' });
  });

  it('is called off by the person, and by the desk that brought it', async () => {
    const { as, ids, done, refusal, proposed } = at;
    const { of, revision } = await proposed(ids.maria);
    const take = async () => (await done(as.sara(`POST ${of}/signatures`, { revision, as: 'person' }, at.dictated()))).act;
    const first = await take();
    expect(await refusal(as.piero(`POST /awaited-acts/${first}/refusal`, {}))).toBe('403 not-a-recipient');
    await done(as.maria(`POST /awaited-acts/${first}/refusal`, { words: 'I said nothing of the kind.' }));
    expect(await refusal(as.maria(`POST /awaited-acts/${first}/confirmation`, {}))).toBe('403 not-a-recipient');
    expect((await as.maria(`GET /awaited-acts/${first}`)).body).toMatchObject({ status: 'called-off', words: 'I said nothing of the kind.' });
    const second = await take();
    await done(as.dario(`POST /awaited-acts/${second}/refusal`, {}));
    expect((await as.maria('GET /awaited-acts')).body.items.map(({ id }: { id: string }) => id)).not.toContain(second);
  });

  it('leaves what others have read as it was', async () => {
    const { as, ids, done, refusal, proposed } = at;
    const { of, revision } = await proposed(ids.maria);
    const read = { 'if-match': (await as.sara(`GET ${of}`)).headers.get('etag') as string };
    await done(as.sara(`POST ${of}/signatures`, { revision, as: 'person' }, at.dictated()));
    expect((await as.sara(`GET ${of}`)).headers.get('etag')).toBe(read['if-match']);
    const goals = (await as.sara(`GET ${of}`)).body.goals.map(({ goal }: { goal: string }) => ({ goal, outcome: 'not-pursued' }));
    expect(await refusal(as.sara(`POST ${of}/closure`, { outcomes: goals.slice(1) }, { 'if-match': '"1"' }))).toBe('412 revision-moved');
    expect(await refusal(as.sara(`POST ${of}/closure`, { outcomes: goals.slice(1) }, read))).toBe('422 outcome-missing');
  });

  it('is sent twice under one key and waits once', async () => {
    const { as, ids, proposed } = at;
    const { of, revision } = await proposed(ids.maria);
    const key = { ...at.dictated(), 'idempotency-key': 'dictated-once' };
    const both = [
      await as.sara(`POST ${of}/signatures`, { revision, as: 'person' }, key),
      await as.sara(`POST ${of}/signatures`, { revision, as: 'person' }, key),
    ];
    expect(both[0]?.body).toMatchObject({ awaits: [ids.maria] });
    expect(both[1]?.body).toEqual(both[0]?.body);
  });

  it('takes effect once, however many confirm it at once', async () => {
    const { as, ids, done, proposed } = at;
    const { of, revision } = await proposed(ids.maria);
    const { act } = await done(as.sara(`POST ${of}/signatures`, { revision, as: 'person' }, at.dictated()));
    const all = await Promise.all([1, 2, 3].map(() => as.maria(`POST /awaited-acts/${act}/confirmation`, {})));
    expect(all.map(({ status }) => status).toSorted()).toEqual([200, 403, 403]);
    expect((await at.names(of)).filter((name: string) => name === 'PlanSigned')).toHaveLength(1);
  });
});

describe('an act that was signed on paper', () => {
  it('is confirmed by a second operator of the desk, who has the paper in hand', async () => {
    const { as, ids, done, refusal, proposed } = at;
    const { of, revision } = await proposed(ids.maria);
    const { act } = await done(as.sara(`POST ${of}/signatures`, { revision, as: 'person' }, onPaper()));
    const confirm = `POST /awaited-acts/${act}/confirmation`;
    expect(await refusal(as.sara(confirm, {}, onPaper()))).toBe('403 own-act');
    expect(await refusal(as.franca(confirm, {}, onPaper()))).toBe('403 acting-for-refused');
    await done(as.dario(confirm, {}, onPaper()));
    const [signed] = (await as.sara(`GET ${of}/history`)).body.items.slice(-1);
    expect(signed).toMatchObject({
      name: 'PlanSigned',
      channel: 'paper',
      by: { onBehalfOf: ids.maria, organisation: ids.comune },
      facts: { person: ids.maria },
    });
  });

  it('takes back a consent at once: a no waits for nobody', async () => {
    const { as, ids, done, until } = at;
    const terms = { recipients: [ids.filo], purposes: ['care'], dataCategories: ['plan'], until };
    const { id } = await done(as.maria(`POST /persons/${ids.maria}/consents`, terms));
    const taken = await done(as.sara(`POST /consents/${id}/withdrawal`, {}, onPaper()));
    expect(taken.act).toBeUndefined();
    expect((await as.maria(`GET /consents/${id}`)).body.status).toBe('withdrawn');
  });
});
