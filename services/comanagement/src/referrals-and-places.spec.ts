import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CareAtWork, careAtWork, homeCare as service, SLOW_START_MS } from './testing/care-at-work.ts';

describe('the places and the performer of a service', () => {
  let { over, callers, ids, done, refusal }: CareAtWork = {} as never;
  /** The referral of the plan's line, and one that asks for all that there is. */
  let [first, second] = ['', ''];
  const stateOf = async (referral: string) => (await callers.maria(`GET /referrals/${referral}`)).body.state;

  beforeAll(async () => {
    ({ over, callers, ids, done, refusal } = await careAtWork());
    first = (await callers.franca('GET /referrals')).body.items[0].id;
    second = (await done(callers.sara('POST /referrals', { person: ids.maria, service, amount: 20 }))).id;
    for (const referral of [first, second]) await done(callers.franca(`POST /referrals/${referral}/acceptance`, { steps: ['assessed'] }));
  }, SLOW_START_MS);
  afterAll(() => over?.close());

  it('let a referral wait while the hours are taken', async () => {
    await done(callers.franca(`POST /referrals/${first}/start`, {}));
    expect(await refusal(callers.franca(`POST /referrals/${second}/start`, {}))).toBe('409 no-place-yet');
  });

  it('are told by service and unit to everybody, and who waits for them to Filo and the Comune alone', async () => {
    const { items } = (await callers.maria(`GET /capacity?category=home-care&performer=${ids.filo}`)).body;
    expect(items).toMatchObject([{ service, unit: 'hours', capacity: 20, free: 20 - items[0].taken, waiting: 1, awaited: 20 }]);
    expect((await callers.maria('GET /capacity?unit=meals')).body.items).toEqual([]);
    const waiting = (who: keyof typeof callers) => callers[who](`GET /services/${service}/waiting-list?unit=hours`);
    for (const who of ['franca', 'sara'] as const) {
      expect((await waiting(who)).body.items).toEqual([{ place: 1, referral: second, unit: 'hours', amount: 20, since: expect.any(String) }]);
    }
    expect(await refusal(waiting('carlo'))).toBe('403 not-a-recipient');
    expect(await refusal(waiting('maria'))).toBe('403 not-allowed');
  });

  it('go with the service to whoever takes it over: Filo acts no more, Corte does', async () => {
    const { franca, carlo } = callers;
    const transfer = await done(franca('POST /transfers', { service, to: ids.corte, reason: 'Our staff leaves.' }));
    await done(carlo(`POST /transfers/${transfer.id}/acceptance`, {}));
    expect(await refusal(franca(`POST /referrals/${first}/completion`, {}))).toBe('403 not-a-recipient');
    const { recipient, lineAccepted } = (await carlo(`GET /referrals/${first}`)).body;
    expect([recipient, lineAccepted]).toEqual([ids.corte, false]);
    const delivery = { person: ids.maria, referral: first, service, attendance: 'attended', where: 'home' };
    expect(await refusal(franca('POST /deliveries', delivery))).toBe('403 not-a-recipient');
    await done(carlo('POST /deliveries', delivery));
  });

  it('give the place that is freed to the next', async () => {
    await done(callers.carlo(`POST /referrals/${first}/completion`, {}));
    await done(callers.carlo(`POST /referrals/${second}/start`, {}));
    expect([await stateOf(first), await stateOf(second)]).toEqual(['completed', 'in-progress']);
  });
});
