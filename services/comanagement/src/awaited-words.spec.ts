import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CareAtWork, careAtWork, homeCare as service, SLOW_START_MS } from './testing/care-at-work.ts';

const A_MINUTE_MS = 60_000;
const THIRTY_DAYS_MS = 30 * 24 * 60 * A_MINUTE_MS;
const NOT_SO = { reason: 'not-done', words: 'Nobody came, said Gabbianella.' } as const;

describe('a word on a delivery that was dictated', () => {
  let { over, callers, ids, done, refusal, line }: CareAtWork = {} as never;
  let referral = '';
  let passed = 0;
  beforeAll(async () => {
    ({ over, callers, ids, done, refusal, line } = await careAtWork(() => Date.now() + passed));
    const { franca } = callers;
    referral = (await franca('GET /referrals')).body.items[0].id;
    await done(franca(`POST /referrals/${referral}/acceptance`, { steps: ['assessed'] }));
    await done(franca(`POST /referrals/${referral}/start`, {}));
  }, SLOW_START_MS);
  afterAll(() => over?.close());

  const forMaria = () => ({ 'patto-acting-for': ids.maria });
  const dictated = () => ({ ...forMaria(), 'patto-channel': 'dictated' });
  const delivered = async (): Promise<string> =>
    (await done(callers.franca('POST /deliveries', { person: ids.maria, referral, service, attendance: 'attended', where: 'home' }))).id;
  const told = async (delivery: string) => (await callers.sara(`GET /deliveries/${delivery}`)).body.attended[0];
  const confirming = (act: string) => `POST /deliveries/awaited-acts/${act}/confirmation`;
  const recordedIn = async (stream: string) => {
    const events = [];
    for await (const { event } of over.running.world.log.read(stream)) events.push(event);
    return events;
  };

  it('waits for the person, does nothing before, and is theirs once they have confirmed it', async () => {
    const { sara, maria, carlo } = callers;
    const delivery = await delivered();
    const { reported } = await line();
    expect(reported).toHaveLength(1);
    const read = (await sara(`GET /deliveries/${delivery}`)).headers.get('etag');
    const { act, awaits } = await done(sara(`POST /deliveries/${delivery}/confirmation`, {}, dictated()));
    expect(awaits).toEqual([ids.maria]);
    expect((await told(delivery)).word).toBeUndefined();
    expect((await line()).reported).toEqual(reported);
    expect((await sara(`GET /deliveries/${delivery}`)).headers.get('etag')).toBe(read);
    const [waiting] = (await maria('GET /awaited-acts')).body.items;
    expect(waiting).toMatchObject({ id: act, command: 'ConfirmDelivery', kind: 'confirm-fulfilment', about: delivery, channel: 'dictated' });

    expect(await refusal(carlo(confirming(act), {}))).toBe('403 not-a-recipient');
    expect(await refusal(sara(confirming(act), {}))).toBe('403 not-a-recipient');
    expect(await refusal(sara(confirming(act), {}, dictated()))).toBe('403 own-act');
    await done(maria(confirming(act), {}));
    expect((await told(delivery)).word).toBe('confirmed');
    expect((await line()).reported).toEqual([]);
    const [, awaited, , confirmed] = await recordedIn(delivery);
    expect(awaited?.data).toMatchObject({ command: 'ConfirmDelivery', by: { organisation: ids.comune, onBehalfOf: ids.maria } });
    expect(confirmed).toMatchObject({
      type: 'patto.comanagement.DeliveryConfirmed.v1',
      data: { person: ids.maria, by: { actor: ids.maria }, channel: 'dictated', initiative: 'person' },
    });
    expect((await maria(`GET /awaited-acts/${act}`)).body.status).toBe('confirmed');
    expect(await refusal(maria(confirming(act), {}))).toBe('403 not-a-recipient');
  });

  it('says that it was not so, with words that are sealed until they are the person’s and after', async () => {
    const { sara, maria } = callers;
    const delivery = await delivered();
    const onPaper = { ...forMaria(), 'patto-channel': 'paper' };
    const { act } = await done(sara(`POST /deliveries/${delivery}/contestation`, NOT_SO, onPaper));
    expect((await maria(`GET /awaited-acts/${act}`)).body.content).toMatchObject(NOT_SO);
    await done(maria(confirming(act), {}));
    expect(await told(delivery)).toMatchObject({ word: 'contested', ...NOT_SO });
    const recorded = await recordedIn(delivery);
    expect(recorded.at(-1)?.data.channel).toBe('paper');
    expect(JSON.stringify(recorded)).not.toContain('Gabbianella');
  });

  it('is decided on what stands when it is confirmed', async () => {
    const { sara, maria } = callers;
    const delivery = await delivered();
    const { act } = await done(sara(`POST /deliveries/${delivery}/confirmation`, {}, dictated()));
    await done(maria(`POST /deliveries/${delivery}/contestation`, NOT_SO));
    expect(await refusal(maria(confirming(act), {}))).toBe('409 word-given');
    expect(await refusal(sara(`POST /deliveries/${delivery}/confirmation`, {}, dictated()))).toBe('409 word-given');
    await done(maria(`POST /deliveries/awaited-acts/${act}/refusal`, {}));
  });

  it('is called off by the person, by the desk that brought it, and by nobody else', async () => {
    const { sara, maria, franca } = callers;
    const delivery = await delivered();
    const callOff = (act: string) => `POST /deliveries/awaited-acts/${act}/refusal`;
    for (const who of [maria, sara]) {
      const { act } = await done(sara(`POST /deliveries/${delivery}/confirmation`, {}, dictated()));
      expect(await refusal(franca(callOff(act), {}))).toBe('403 not-a-recipient');
      await done(who(callOff(act), { words: 'I said nothing of the kind.' }));
      expect(await refusal(maria(confirming(act), {}))).toBe('403 not-a-recipient');
      expect((await maria(`GET /awaited-acts/${act}`)).body).toMatchObject({ status: 'called-off', words: 'I said nothing of the kind.' });
    }
    expect((await told(delivery)).word).toBeUndefined();
  });

  it('is written down by the desk in charge alone, never by whoever delivered', async () => {
    const delivery = await delivered();
    for (const who of [callers.franca, callers.carlo]) {
      expect(await refusal(who(`POST /deliveries/${delivery}/confirmation`, {}, dictated()))).toBe('403 acting-for-refused');
    }
    expect(await refusal(callers.franca(`POST /deliveries/${delivery}/confirmation`, {}))).toBe('403 not-allowed');
  });

  it('waits for the person too where a delegate gave it who acts together with them', async () => {
    const { sara, maria } = callers;
    const anna = over.as('anna');
    const registration = { area: 'valcurta', capacity: 'adult', name: { given: 'Anna', family: 'Bonetti' }, birthDate: '1976-03-02' };
    const { id } = await done(sara('POST /persons', registration));
    await done(anna('POST /login-links', { code: (await done(sara(`POST /persons/${id}/login-codes`, {}))).secret }));
    const until = new Date(Date.now() + THIRTY_DAYS_MS).toISOString();
    const terms = { delegate: id, basis: 'delegation', exercise: 'together', acts: ['confirm-fulfilment'], until };
    await done(maria(`POST /persons/${ids.maria}/delegates`, terms));
    const delivery = await delivered();
    const { act, awaits } = await done(anna(`POST /deliveries/${delivery}/confirmation`, {}, forMaria()));
    expect(awaits).toEqual([ids.maria]);
    expect(await refusal(anna(confirming(act), {}, forMaria()))).toBe('403 own-act');
    await done(maria(confirming(act), {}));
    expect((await told(delivery)).word).toBe('confirmed');
  });

  it('is settled where deliveries are, and acts about anything else are not', async () => {
    const { sara, maria, elena } = callers;
    const delivery = await delivered();
    const { act } = await done(sara(`POST /deliveries/${delivery}/confirmation`, {}, dictated()));
    for (const what of ['confirmation', 'refusal']) {
      expect(await refusal(maria(`POST /awaited-acts/${act}/${what}`, {}))).toBe('409 settled-elsewhere');
      expect(await refusal(elena(`POST /awaited-acts/${act}/${what}`, {}))).toBe('403 not-a-recipient');
    }
    const objection = await done(sara(`POST /plans/${ids.plan}/objections`, { words: 'Not on Sundays.' }, dictated()));
    expect(await refusal(maria(confirming(objection.act), {}))).toBe('409 settled-elsewhere');
    await done(maria(confirming(act), {}));
    await done(maria(`POST /awaited-acts/${objection.act}/confirmation`, {}));
  });

  it('lapses after thirty days, and the delivery is as it was', async () => {
    const { sara, maria } = callers;
    const [first, second] = [await delivered(), await delivered()];
    const acts: string[] = [];
    for (const delivery of [first, second]) acts.push((await done(sara(`POST /deliveries/${delivery}/confirmation`, {}, dictated()))).act);
    passed = THIRTY_DAYS_MS - A_MINUTE_MS;
    await done(maria(confirming(acts[0] as string), {}));
    passed = THIRTY_DAYS_MS + A_MINUTE_MS;
    expect(await refusal(maria(confirming(acts[1] as string), {}))).toBe('403 not-a-recipient');
    expect([(await told(first)).word, (await told(second)).word]).toEqual(['confirmed', undefined]);
  });
});
