import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type PeopleAtWork, peopleAtWork, SLOW_START_MS } from './testing/people-at-work.ts';

let at: PeopleAtWork = {} as never;
beforeAll(async () => {
  at = await peopleAtWork();
}, SLOW_START_MS);
afterAll(() => at.over?.close());

const forNino = () => ({ 'patto-acting-for': at.ids.nino });
const parents = async (exercise: 'instead' | 'together') => {
  const { as, ids, appoint } = at;
  for (const parent of [ids.lucia, ids.marco])
    await appoint(as.sara, ids.nino, parent, { basis: 'parental-responsibility', acts: ['sign-plan', 'shape-plan', 'object'], exercise });
};
const status = async (of: string) => (await at.as.sara(`GET ${of}`)).body.status;

describe('acts that two do together', () => {
  it('by a delegate whom the person gave no more, wait for the person; their own need nobody', async () => {
    const { as, ids, done, refusal, proposed, appoint } = at;
    await appoint(as.maria, ids.maria, ids.anna, { acts: ['sign-plan', 'object'], exercise: 'together' });
    const { of, revision } = await proposed(ids.maria);
    const waiting = await done(as.anna(`POST ${of}/signatures`, { revision, as: 'person' }, at.forMaria()));
    expect(waiting.awaits).toEqual([ids.maria]);
    expect(await refusal(as.anna(`POST /awaited-acts/${waiting.act}/confirmation`, {}, at.forMaria()))).toBe('403 own-act');
    expect(await refusal(as.anna(`POST ${of}/goals`, { whose: ids.maria, words: 'Hers.' }, at.forMaria()))).toBe('403 outside-delegation');
    await done(as.maria(`POST /awaited-acts/${waiting.act}/confirmation`, {}));
    expect((await at.names(of)).slice(-2)).toEqual(['ActConfirmed', 'PlanSigned']);
    expect((await done(as.maria(`POST ${of}/objections`, { words: 'Mine alone.' }))).awaits).toBeUndefined();
    await done(as.maria(`POST /persons/${ids.maria}/delegates/${ids.anna}/revocation`, {}));
  });

  it('are confirmed for the person by a delegate who acts instead of them in such acts', async () => {
    const { as, ids, done, refusal, proposed, appoint } = at;
    await appoint(as.maria, ids.maria, ids.piero, { acts: ['object'] });
    const { of, revision } = await proposed(ids.maria);
    const { act } = await done(as.sara(`POST ${of}/signatures`, { revision, as: 'person' }, at.dictated()));
    expect(await refusal(as.piero(`POST /awaited-acts/${act}/confirmation`, {}, at.forMaria()))).toBe('403 not-a-recipient');
    await appoint(as.maria, ids.maria, ids.piero, { acts: ['sign-plan'] });
    expect((await as.piero(`GET /awaited-acts/${act}`, undefined, at.forMaria())).body.content).toMatchObject({ revision });
    await done(as.piero(`POST /awaited-acts/${act}/confirmation`, {}, at.forMaria()));
    expect((await at.names(of)).at(-1)).toBe('PlanSigned');
    await done(as.maria(`POST /persons/${ids.maria}/delegates/${ids.piero}/revocation`, {}));
  });
});

describe('a minor', () => {
  it('has a plan that is agreed when all have signed who hold parental responsibility', async () => {
    const { as, ids, done, refusal, proposed } = at;
    await parents('instead');
    const { of, revision } = await proposed(ids.nino);
    const sign = [`POST ${of}/signatures`, { revision, as: 'person' }] as const;
    await done(as.sara(`POST ${of}/signatures`, { revision, as: 'case-manager' }));
    expect(await refusal(as.sara(...sign, { ...forNino(), 'patto-channel': 'paper' }))).toBe('403 minor-needs-parents');
    await done(as.lucia(...sign, forNino()));
    await done(as.lucia(...sign, forNino()));
    expect(await status(of)).toBe('proposed');
    await done(as.marco(...sign, forNino()));
    expect(await status(of)).toBe('agreed');
  });

  it('has parents who wait for each other where they act together', async () => {
    const { as, ids, done, refusal, proposed } = at;
    await parents('together');
    const { of, revision } = await proposed(ids.nino);
    await done(as.sara(`POST ${of}/signatures`, { revision, as: 'case-manager' }));
    const waiting = await done(as.lucia(`POST ${of}/signatures`, { revision, as: 'person' }, forNino()));
    expect(waiting.awaits).toEqual([ids.marco]);
    const confirm = `POST /awaited-acts/${waiting.act}/confirmation`;
    expect(await refusal(as.lucia(confirm, {}, forNino()))).toBe('403 own-act');
    expect(await refusal(as.marco(confirm, {}))).toBe('403 not-a-recipient');
    expect((await as.marco(`GET /awaited-acts/${waiting.act}`, undefined, forNino())).body.content).toMatchObject({ revision });
    await done(as.marco(confirm, {}, forNino()));
    expect(await status(of)).toBe('agreed');
  });

  it('comes of age by a record of the body in charge, which ends what the parents did for them', async () => {
    const { as, ids, done, refusal, proposed } = at;
    const majority = `POST /persons/${ids.nino}/majority`;
    const codeFor = async () => (await done(as.sara(`POST /persons/${ids.nino}/login-codes`, {}))).secret;
    await done(at.over.as('nino')('POST /login-links', { code: await codeFor() }));
    const nino = at.over.as('nino');
    const { of, revision } = await proposed(ids.nino);
    const sign = [`POST ${of}/signatures`, { revision, as: 'person' }] as const;
    expect(await refusal(nino(...sign))).toBe('403 minor-needs-parents');
    expect(await refusal(nino(majority, {}))).toBe('403 not-allowed');
    expect(await refusal(as.franca(majority, {}))).toBe('403 not-a-recipient');
    await done(as.sara(majority, {}));
    expect((await as.sara(`GET /persons/${ids.nino}`)).body.capacity).toBe('adult');
    expect(await refusal(as.lucia(...sign, forNino()))).toBe('403 acting-for-refused');
    expect(await refusal(as.marco(...sign, forNino()))).toBe('403 acting-for-refused');
    await done(nino(...sign));
    expect(await refusal(as.sara(majority, {}))).toBe('409 of-age-already');
  });
});

describe('a person beside an amministratore di sostegno', () => {
  it('keeps every act that the decree does not take, and shares those that it gives to both', async () => {
    const { as, ids, done, refusal, proposed, appoint } = at;
    const decree = { basis: 'legal-representative' };
    await appoint(as.sara, ids.maria, ids.anna, { ...decree, acts: ['sign-plan'] });
    await appoint(as.sara, ids.maria, ids.piero, { ...decree, acts: ['object'], exercise: 'together' });
    const { of, revision } = await proposed(ids.maria);
    expect(await refusal(as.maria(`POST ${of}/signatures`, { revision, as: 'person' }))).toBe('403 taken-by-decree');
    const taken = { 'patto-acting-for': ids.maria, 'patto-channel': 'dictated' };
    expect(await refusal(as.sara(`POST ${of}/signatures`, { revision, as: 'person' }, taken))).toBe('403 taken-by-decree');
    const objection = await done(as.maria(`POST ${of}/objections`, { words: 'Not so.' }));
    expect(objection.awaits).toEqual([ids.piero]);
    await done(as.piero(`POST /awaited-acts/${objection.act}/confirmation`, {}, { 'patto-acting-for': ids.maria }));
    expect((await as.maria(`GET ${of}`)).body.objections).toMatchObject([{ words: 'Not so.', person: ids.maria }]);
    await done(as.anna(`POST ${of}/signatures`, { revision, as: 'person' }, { 'patto-acting-for': ids.maria }));
    await done(as.maria(`POST ${of}/goals`, { whose: ids.maria, words: 'Still hers to say.' }));
  });
});

describe('a supporter', () => {
  it('commits to nothing on days that they did not accept, and never acts for the person', async () => {
    const { as, ids, done, refusal } = at;
    await done(as.maria(`POST /persons/${ids.maria}/supporters`, { supporter: ids.lucia }));
    await done(as.lucia(`POST /persons/${ids.maria}/support/acceptance`, { days: ['wednesday'], limits: 'Walks.' }));
    expect(await refusal(as.lucia(`GET /persons/${ids.maria}/network`, undefined, { 'patto-acting-for': ids.maria }))).toBe('403 acting-for-refused');
    const { id } = await done(as.sara('POST /plans', { subjects: [ids.maria] }));
    const line = (dueAt: string, every?: string) => ({
      holder: ids.lucia,
      counterpart: ids.maria,
      schedule: { dueAt, ...(every && { every }), tolerance: 'PT2H' },
      words: 'Walks.',
    });
    const make = (dueAt: string, every?: string) => as.sara(`POST /plans/${id}/commitments`, line(dueAt, every));
    expect(await refusal(make('2099-01-08T09:00:00Z', 'P7D'))).toBe('409 not-on-their-days');
    expect(await refusal(make('2099-01-07T09:00:00Z', 'P1D'))).toBe('409 not-on-their-days');
    await done(make('2099-01-07T09:00:00Z', 'P7D'));
    await done(make('2099-01-07T09:00:00Z'));
  });
});
