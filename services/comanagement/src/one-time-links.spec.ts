import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CareAtWork, careAtWork, SLOW_START_MS } from './testing/care-at-work.ts';

const A_MINUTE_MS = 60_000;
const FOURTEEN_DAYS_MS = 14 * 24 * 60 * A_MINUTE_MS;

describe('a one-time link over HTTP', () => {
  let { over, callers, ids, done, refusal }: CareAtWork = {} as never;
  let of = '';
  let passed = 0;
  beforeAll(async () => {
    ({ over, callers, ids, done, refusal } = await careAtWork(() => Date.now() + passed));
    const { items } = (await callers.franca('GET /referrals?as=recipient&state=requested')).body;
    of = `/referrals/${items[0].id}`;
  }, SLOW_START_MS);
  afterAll(() => over?.close());

  const newLink = async () => (await done(callers.sara(`POST ${of}/links`, {}))).secret as string;
  const holding = (secret: string) => over.with(`Bearer ${secret}`);

  it('is given by whoever asked for the referral, and its secret rests nowhere', async () => {
    expect(await refusal(callers.franca(`POST ${of}/links`, {}))).toBe('403 not-a-recipient');
    const key = { 'idempotency-key': 'a-link-for-filo' };
    const first = await callers.sara(`POST ${of}/links`, {}, key);
    expect(first.body.secret).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
    expect((await callers.sara(`POST ${of}/links`, {}, key)).body).toEqual(first.body);
    await over.running.idle();
    const recorded: string[] = [];
    for await (const { body } of over.running.world.log.readAll({})) recorded.push(body);
    expect(recorded.join()).toContain('ReferralLinkIssued');
    expect(recorded.join()).not.toContain(first.body.secret);
    const link = (await callers.sara(`GET ${of}/history`)).body.items.at(-1).facts.link;
    expect((await holding(first.body.secret)(`GET ${of}`)).status).toBe(200);
    await done(callers.sara(`POST ${of}/links/${link}/recall`, {}));
    expect(await refusal(holding(first.body.secret)(`GET ${of}`))).toBe('403 code-not-valid');
  });

  it('opens the referral and nothing else, and whoever reads it is on record as the link', async () => {
    const partner = holding(await newLink());
    expect((await partner(`GET ${of}`)).body).toMatchObject({ person: ids.maria, recipient: ids.filo, state: 'requested' });
    for (const elsewhere of [`/plans/${ids.plan}`, `/persons/${ids.maria}`, '/referrals', `/organisations/${ids.filo}`]) {
      expect(await refusal(partner(`GET ${elsewhere}`))).toBe('403 not-allowed');
    }
    expect(await refusal(partner(`POST ${of}/links`, {}))).toBe('403 not-allowed');
    expect(await refusal(partner(`POST ${of}/withdrawal`, { reason: 'moved' }))).toBe('403 not-allowed');
    expect(await refusal(partner(`GET ${of}`, undefined, { 'patto-acting-for': ids.comune }))).toBe('403 acting-for-refused');
  });

  it('is guessed by nobody, and not taken for a token', async () => {
    expect(await refusal(holding('0000-0000-0000-0000')(`GET ${of}`))).toBe('403 code-not-valid');
    expect(await refusal(holding('0000-0000-0000')(`GET ${of}`))).toBe('401 unauthenticated');
  });

  it('lets two uses at once do one thing', async () => {
    const partner = holding((await newLink()).toLowerCase().replaceAll('-', ''));
    const both = await Promise.all([partner(`POST ${of}/acknowledgement`, {}), partner(`POST ${of}/acceptance`, { steps: ['contacted'] })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 403]);
    expect(both.find(({ status }) => status === 403)?.body.type).toBe('/problems/code-not-valid');
    await over.running.idle();
    const acts = (await callers.sara(`GET ${of}/history`)).body.items.filter(({ by }: { by: { actor: string } }) => by.actor.startsWith('link-'));
    expect(acts).toHaveLength(2);
    expect(acts[0]).toMatchObject({ name: 'ReferralLinkEnded', facts: { why: 'used' }, by: { organisation: ids.filo } });
  });

  it('answers the call that used it again, and no other', async () => {
    const partner = holding(await newLink());
    const [key, act] = [{ 'idempotency-key': 'sent-by-link' }, (await callers.sara(`GET ${of}`)).body.state === 'accepted' ? 'start' : 'acceptance'];
    const body = act === 'start' ? {} : { steps: ['contacted'] };
    const first = await partner(`POST ${of}/${act}`, body, key);
    expect(first.status).toBe(200);
    const again = await partner(`POST ${of}/${act}`, body, key);
    expect([again.status, again.body, again.headers.get('etag')]).toEqual([200, first.body, first.headers.get('etag')]);
    expect(await refusal(partner(`POST ${of}/${act}`, { ...body, happenedAt: '2026-01-01T00:00:00Z' }, key))).toBe('422 key-reused');
    expect(await refusal(partner(`POST ${of}/completion`, {}, key))).toBe('403 code-not-valid');
    expect(await refusal(partner(`POST ${of}/${act}`, body))).toBe('403 code-not-valid');
    expect(await refusal(partner(`GET ${of}`))).toBe('403 code-not-valid');
  });

  it('is good to its last moment, and not at the end of its fourteen days', async () => {
    const partner = holding(await newLink());
    passed += FOURTEEN_DAYS_MS - A_MINUTE_MS;
    expect((await partner(`GET ${of}`)).status).toBe(200);
    passed += A_MINUTE_MS;
    expect(await refusal(partner(`GET ${of}`))).toBe('403 code-not-valid');
    expect(await refusal(partner(`POST ${of}/completion`, {}))).toBe('403 code-not-valid');
  });

  it('gives one act for each link, up to the outcome', async () => {
    const { state } = (await callers.sara(`GET ${of}`)).body;
    const answers = [
      ['acceptance', { steps: ['contacted'] }],
      ['start', {}],
      ['completion', {}],
      ['outcome', { outcome: 'achieved' }],
    ] as const;
    const next = { requested: 0, acknowledged: 0, accepted: 1, started: 2 }[state as string];
    for (const [act, body] of answers.slice(next)) await done(holding(await newLink())(`POST ${of}/${act}`, body));
    expect((await callers.sara(`GET ${of}`)).body).toMatchObject({ state: 'completed', outcome: 'achieved' });
    await done(callers.sara(`POST ${of}/closure`, {}));
    expect(await refusal(callers.sara(`POST ${of}/links`, {}))).toBe('409 not-in-this-state');
  });
});
