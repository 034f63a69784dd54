import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { persons } from './index.ts';
import { type PeopleAtWork, peopleAtWork, SLOW_START_MS } from './testing/people-at-work.ts';

const A_MINUTE_MS = 60_000;
const A_DAY_MS = 24 * 60 * A_MINUTE_MS;

/** Each is tried a minute before its end, when it is good, and at its end, when it is not: nothing waits for an event that says so. */
describe('what is good for a time only', () => {
  let at: PeopleAtWork = {} as never;
  let passed = 0;
  const now = () => Date.now() + passed;
  const pass = (milliseconds: number) => {
    passed += milliseconds;
  };
  beforeAll(async () => {
    at = await peopleAtWork(persons, now);
  }, SLOW_START_MS);
  afterAll(() => at.over?.close());

  it('is a code that links a login, for seven days', async () => {
    const { as, done, register, refusal, over } = at;
    const codeFor = async (given: string) => (await done(as.sara(`POST /persons/${await register(given)}/login-codes`, {}))).secret;
    const [ines, olga] = [await codeFor('Ines'), await codeFor('Olga')];
    pass(7 * A_DAY_MS - A_MINUTE_MS);
    await done(over.as('ines')('POST /login-links', { code: ines }));
    pass(A_MINUTE_MS);
    expect(await refusal(over.as('olga')('POST /login-links', { code: olga }))).toBe('403 code-not-valid');
  });

  it('is an act that waits to be confirmed, for thirty days', async () => {
    const { as, ids, done, proposed, refusal } = at;
    const dictated = { 'patto-acting-for': ids.maria, 'patto-channel': 'dictated' };
    const { of } = await proposed(ids.maria);
    const taken = async () => (await done(as.sara(`POST ${of}/objections`, { words: 'Not so.' }, dictated))).act;
    const [first, second] = [await taken(), await taken()];
    pass(30 * A_DAY_MS - A_MINUTE_MS);
    await done(as.maria(`POST /awaited-acts/${first}/confirmation`, {}));
    pass(A_MINUTE_MS);
    expect(await refusal(as.maria(`POST /awaited-acts/${second}/confirmation`, {}))).toBe('403 not-a-recipient');
    expect((await as.maria('GET /awaited-acts')).body.items).toEqual([]);
    expect((await as.maria(`GET ${of}`)).body.objections).toHaveLength(1);
  });

  it('is what a delegate may do, to the end that the person set', async () => {
    const { as, ids, appoint, proposed, refusal, done } = at;
    const { of } = await proposed(ids.maria);
    await appoint(as.maria, ids.maria, ids.anna, { acts: ['shape-plan'], until: new Date(now() + A_DAY_MS).toISOString() });
    const forMaria = { 'patto-acting-for': ids.maria };
    const goal = () => as.anna(`POST ${of}/goals`, { whose: ids.maria, words: 'To the lake.' }, forMaria);
    pass(A_DAY_MS - A_MINUTE_MS);
    await done(goal());
    expect((await as.anna(`GET ${of}`, undefined, forMaria)).status).toBe(200);
    pass(A_MINUTE_MS);
    expect(await refusal(goal())).toBe('403 acting-for-refused');
    expect(await refusal(as.anna(`GET ${of}`, undefined, forMaria))).toBe('403 acting-for-refused');
  });

  it('is what rests on a consent, to the end that the person set', async () => {
    const { as, ids, done, refusal } = at;
    const { of } = await at.proposed(ids.maria);
    expect(await refusal(as.franca(`GET ${of}`))).toBe('403 not-a-recipient');
    const terms = { recipients: [ids.filo], purposes: ['care'], dataCategories: ['plan'], until: new Date(now() + A_DAY_MS).toISOString() };
    await done(as.maria(`POST /persons/${ids.maria}/consents`, terms));
    pass(A_DAY_MS - A_MINUTE_MS);
    expect((await as.franca(`GET ${of}`)).status).toBe(200);
    pass(A_MINUTE_MS);
    expect(await refusal(as.franca(`GET ${of}`))).toBe('403 not-a-recipient');
  });
});
