import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OrganisationId } from '@patto/contracts';
import { command } from '@patto/event-store/pure';
import { AffiliateOperator, partnerships, RegisterOrganisation } from '@patto/partnerships';
import { type Answered, type OverHttp, overHttp } from '@patto/service-kit/testing';
import { persons } from './index.ts';

const SLOW_START_MS = 30_000; // Two shared cores, and two services are started.
const ISSUER = 'urn:patto:development';
const YEAR_MS = 365 * 86_400_000;

describe('linking a login by a one-time code', () => {
  let over: OverHttp;
  let [maria, rosa] = ['', ''];

  const done = async (answer: Promise<Answered>): Promise<Answered['body']> => {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`Refused: ${JSON.stringify(body)}`);
    await over.running.idle();
    return body;
  };
  const refusal = async (answer: Promise<Answered>) => {
    const { status, body } = await answer;
    return `${status} ${String(body.type).slice('/problems/'.length)}`;
  };
  const codeFor = async (person: string): Promise<string> => (await done(over.as('sara')(`POST /persons/${person}/login-codes`, {}))).secret;
  const redeem = (login: string, code: string) => over.as(login)('POST /login-links', { code });

  beforeAll(async () => {
    over = await overHttp([partnerships, persons]);
    const sara = over.as('sara');
    const send = async (id: string, call: ReturnType<typeof command>) => (await over.running.send('partnerships', call, { commandId: id })).stream;
    const comune = (await send('comune', command(RegisterOrganisation, { sector: 'public-body', name: 'Comune', identifiers: [] }))) as OrganisationId;
    const roles: ('operator' | 'coordinator')[] = ['operator', 'coordinator'];
    await send('sara', command(AffiliateOperator, { organisation: comune, name: 'Sara', login: { issuer: ISSUER, subject: 'sara' }, roles }));
    await done(sara(`POST /organisations/${comune}/competences`, { competence: 'reading-needs', evidence: 'Law 328/2000' }));
    const [from, until] = [new Date().toISOString(), new Date(Date.now() + YEAR_MS).toISOString()];
    const terms = { holder: comune, competences: ['reading-needs'], areas: ['valcurta'], categories: [], from, until, act: 'Law 328/2000', basis: 'law' };
    await done(sara(`POST /mandates/${(await done(sara('POST /mandates', terms))).id}/acceptance`, {}));
    const register = async (given: string) =>
      (await done(sara('POST /persons', { area: 'valcurta', capacity: 'adult', name: { given, family: 'Bonetti' }, birthDate: '1946-03-02' }))).id;
    [maria, rosa] = [await register('Maria'), await register('Rosa')];
  }, SLOW_START_MS);
  afterAll(() => over?.close());

  it('makes of whoever is signed in the person to whom the desk gave the code, on the word of nobody else', async () => {
    expect(await refusal(over.as('maria')(`GET /persons/${maria}`))).toBe('403 unknown-actor');
    const code = await codeFor(maria);
    expect((await over.as('sara')(`GET /persons/${maria}`)).body).toMatchObject({ hasLogin: false, loginCode: { by: expect.any(String) } });
    await done(redeem('maria', code.toLowerCase().replaceAll('-', ' ')));
    expect((await over.as('maria')(`GET /persons/${maria}`)).body).toMatchObject({ hasLogin: true, login: { replaced: false } });
    const [linked] = (await over.as('maria')(`GET /persons/${maria}/history`)).body.items.slice(-1);
    expect(linked).toMatchObject({ name: 'LoginLinked', by: { actor: maria }, sealed: ['login'], facts: { replaces: false } });
  });

  it('is done once, with a code that was given, and by nobody who calls by an id or has no token', async () => {
    const code = await codeFor(rosa);
    expect(await refusal(redeem(rosa, code))).toBe('403 code-not-valid');
    expect(await refusal(over.with('Bearer nobody')('POST /login-links', { code }))).toBe('401 unauthenticated');
    await done(redeem('rosa', code));
    expect(await refusal(redeem('another', code))).toBe('403 code-not-valid');
    expect(await refusal(redeem('another', '0000-0000-0000-0000'))).toBe('403 code-not-valid');
    expect(await refusal(redeem('another', 'not a code'))).toBe('422 invalid-body');
  });

  it('is refused to a login that is somebody else’s already, which leaves the code for whom it was meant', async () => {
    const code = await codeFor(rosa);
    expect(await refusal(redeem('maria', code))).toBe('409 already-registered');
    await done(redeem('rosas-new-login', code));
  });

  it('ends the login before, and tells the person', async () => {
    expect(await refusal(over.as('rosa')(`GET /persons/${rosa}`))).toBe('403 unknown-actor');
    expect((await over.as('rosas-new-login')(`GET /persons/${rosa}`)).body).toMatchObject({ hasLogin: true, login: { replaced: true } });
  });

  it('is not for the operator who gave the code, and a second code ends the first', async () => {
    const [first, second] = [await codeFor(maria), await codeFor(maria)];
    expect(await refusal(redeem('marias-new-login', first))).toBe('403 code-not-valid');
    expect(await refusal(redeem('sara', second))).toBe('403 own-code');
    expect((await over.as('maria')(`GET /persons/${maria}`)).body.loginCode).toBeDefined();
  });

  it('lets two who try one code at once become one person once', async () => {
    const code = await codeFor(maria);
    const both = await Promise.all([redeem('one-login', code), redeem('other-login', code)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 403]);
  });

  it('keeps codes out of the log', async () => {
    const code = await codeFor(maria);
    const recorded: string[] = [];
    for await (const { body } of over.running.world.log.readAll({})) recorded.push(body);
    expect(recorded.join()).toContain('LoginCodeIssued');
    expect(recorded.join()).not.toMatch(new RegExp(`${code}|${code.replaceAll('-', '')}`));
  });
});
