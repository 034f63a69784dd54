import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OrganisationId } from '@patto/contracts';
import { command } from '@patto/event-store/pure';
import { AffiliateOperator } from '@patto/partnerships';
import type { Answered, Caller } from '@patto/service-kit/testing';
import { type PeopleAtWork, peopleAtWork, SLOW_START_MS } from './testing/people-at-work.ts';

let at: PeopleAtWork = {} as never;
beforeAll(async () => {
  at = await peopleAtWork();
}, SLOW_START_MS);
afterAll(() => at.over?.close());

const HEADERS = ['etag', 'location', 'patto-position', 'content-type'];
const whole = ({ status, body, headers }: Answered) => ({ status, body, headers: HEADERS.map((name) => headers.get(name)) });

/** What is answered to the same call under one key, before and after something happens. */
const twice = async (as: Caller, call: readonly [string, object, object?], between: () => unknown = () => undefined) => {
  const [route, body, headers = {}] = call;
  const keyed = { ...headers, 'idempotency-key': `key-for-${route.replace(/\W/g, '')}` };
  const first = await as(route, body, keyed);
  await at.over.running.idle();
  await between();
  return { first: whole(first), again: whole(await as(route, body, keyed)), keyed };
};

/** An act of Maria's that Sara took down. */
const takenDown = async () => {
  const { of, revision } = await at.proposed(at.ids.maria);
  return { of, act: (await at.done(at.as.sara(`POST ${of}/signatures`, { revision, as: 'person' }, at.dictated()))).act };
};

describe('a call that was sent before', () => {
  it('to confirm an act is answered as it was, though the act waits no more', async () => {
    const { of, act } = await takenDown();
    const confirm = `POST /awaited-acts/${act}/confirmation`;
    const { first, again, keyed } = await twice(at.as.maria, [confirm, {}]);
    expect(first).toMatchObject({ status: 200, body: { id: of.slice('/plans/'.length) } });
    expect(again).toEqual(first);
    expect((await at.names(of)).filter((name: string) => name === 'PlanSigned')).toHaveLength(1);
    expect(await at.refusal(at.as.maria(confirm, {}))).toBe('403 not-a-recipient');
    expect(await at.refusal(at.as.piero(confirm, {}, keyed))).toBe('403 not-a-recipient');
    expect(await at.refusal(at.as.maria(confirm, { happenedAt: '2026-01-01T00:00:00Z' }, keyed))).toBe('422 key-reused');
    expect(await at.refusal(at.as.maria(`POST /awaited-acts/${act}/refusal`, {}, keyed))).toBe('403 not-a-recipient');
  });

  it('to call an act off is answered as it was', async () => {
    const { act } = await takenDown();
    const { first, again } = await twice(at.as.maria, [`POST /awaited-acts/${act}/refusal`, { words: 'I never said so.' }]);
    expect(first.status).toBe(200);
    expect(again).toEqual(first);
  });

  it('by a delegate is answered as it was after the delegation has ended, and no other is', async () => {
    const { as, ids, done, refusal, proposed, appoint } = at;
    await appoint(as.maria, ids.maria, ids.anna, { acts: ['shape-plan'] });
    const { of } = await proposed(ids.maria);
    const goal = [`POST ${of}/goals`, { whose: ids.maria, words: 'To the lake.' }, at.forMaria()] as const;
    const revoke = () => done(as.maria(`POST /persons/${ids.maria}/delegates/${ids.anna}/revocation`, {}));
    const { first, again, keyed } = await twice(as.anna, goal, revoke);
    expect(first.status).toBe(200);
    expect(again).toEqual(first);
    expect(await refusal(as.anna(goal[0], { ...goal[1], words: 'To the sea.' }, keyed))).toBe('422 key-reused');
    expect(await refusal(as.anna(...goal))).toBe('403 acting-for-refused');
    expect(await refusal(as.anna(`POST ${of}/objections`, { words: 'No.' }, keyed))).toBe('403 acting-for-refused');
  });

  it('that made something is answered where that is', async () => {
    const { as, ids, done, appoint } = at;
    await appoint(as.maria, ids.maria, ids.anna, { acts: ['report-need'] });
    const need = [`POST /persons/${ids.maria}/needs`, { category: 'meals', area: 'valcurta', desk: ids.comune }, at.forMaria()] as const;
    const { first, again } = await twice(as.anna, need, () => done(as.maria(`POST /persons/${ids.maria}/delegates/${ids.anna}/revocation`, {})));
    expect(first).toMatchObject({ status: 201, headers: expect.arrayContaining([`/api/v1/needs/${first.body.id}`]) });
    expect(again).toEqual(first);
  });

  it('to link a login is answered as it was, and to nobody else who has the code', async () => {
    const { as, register, done, over, refusal } = at;
    const { secret: code } = await done(as.sara(`POST /persons/${await register('Ines')}/login-codes`, {}));
    const { first, again, keyed } = await twice(over.as('ines'), ['POST /login-links', { code }]);
    expect(first.status).toBe(201);
    expect(again).toEqual(first);
    expect(await refusal(over.as('thief')('POST /login-links', { code }, keyed))).toBe('403 code-not-valid');
  });

  it('is told from another under the same key that would have made another thing', async () => {
    const { as, ids, done, refusal, register, over } = at;
    const needOf = async (person: string) => {
      const { id } = await done(as.sara(`POST /persons/${person}/needs`, { category: 'mobility', area: 'valcurta', desk: ids.comune }));
      return { person, need: id };
    };
    const [elio, rosa, ugo] = [await register('Elio'), await register('Rosa'), await register('Ugo')];
    for (const [route, more] of [['POST /charge-refusals', { reason: 'withdrawn' }] as const, ['POST /charges', {}] as const]) {
      const [one, other] = [await needOf(elio), await needOf(rosa)];
      const { first, again, keyed } = await twice(as.sara, [route, { ...one, ...more }]);
      expect([first.status < 300, again]).toEqual([true, first]);
      const head = await over.running.world.log.head();
      const notTheirs = { ...one, person: ugo, ...more }; // Refused without the key; with it, the key comes first.
      expect(await refusal(as.sara(route, { ...other, ...more }, keyed))).toBe('422 key-reused');
      expect(await refusal(as.sara(route, notTheirs))).toBe('409 no-such-need');
      expect(await refusal(as.sara(route, notTheirs, keyed))).toBe('422 key-reused');
      expect(await over.running.world.log.head()).toBe(head);
    }
  });

  it('to be handed a secret is not answered again to whoever has lost their place', async () => {
    const { as, ids, over, register, done, refusal } = at;
    const person = await register('Olga');
    const affiliate = { organisation: ids.comune as OrganisationId, name: 'capo', login: { issuer: 'urn:patto:development', subject: 'capo' } };
    await over.running.send('partnerships', command(AffiliateOperator, { ...affiliate, roles: ['administrator'] }), { commandId: 'capo' });
    const { items } = (await over.as('capo')(`GET /organisations/${ids.comune}/affiliations`)).body;
    const { id } = items.find(({ name }: { name: string }) => name === 'dario');
    const end = () => done(over.as('capo')(`POST /affiliations/${id}/end`, { reason: 'left' }));
    const { first, again } = await twice(as.dario, [`POST /persons/${person}/login-codes`, {}], end);
    expect(first.body.secret).toMatch(/-/);
    expect(again).toMatchObject({ status: 403 });
    expect(await refusal(as.dario(`GET /persons/${person}`))).toBe('403 unknown-actor');
  });
});
