import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CompactSign, type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { openIdIssuer, type TokenCheck, tokenCheck } from './token-check.ts';

const AUDIENCE = 'patto';
const NOW = Date.parse('2027-03-01T12:00:00Z');
const seconds = (after: number) => NOW / 1_000 + after;

type Pair = { publicKey: CryptoKey; privateKey: CryptoKey };
/** Whoever would be taken for the issuer. */
let forger: Pair;
let pairs: Record<'RS256' | 'ES256' | 'EdDSA' | 'RS512', Pair>;
let server: Server;
let issuer: string;
let asked: string[];
let broken: boolean;
let now: number;
let check: TokenCheck;

beforeAll(async () => {
  const pair = (alg: string) => generateKeyPair(alg, { extractable: true });
  pairs = { RS256: await pair('RS256'), ES256: await pair('ES256'), EdDSA: await pair('EdDSA'), RS512: await pair('RS512') };
  forger = await pair('EdDSA');
  const keys = await Promise.all(Object.entries(pairs).map(async ([kid, { publicKey }]) => ({ ...(await exportJWK(publicKey)), kid })));
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (broken) return response.writeHead(500).end();
    const body = request.url === '/keys' ? { keys } : { issuer, jwks_uri: `${issuer}/keys` };
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((closed) => server.close(closed)));

beforeEach(() => {
  [asked, broken, now] = [[], false, NOW];
  check = tokenCheck([openIdIssuer(issuer)], AUDIENCE, () => now);
});
afterEach(() => server.closeAllConnections());

const claims = (): JWTPayload => ({ iss: issuer, aud: AUDIENCE, sub: 'sara', nbf: seconds(-10), exp: seconds(600) });
const signed = (payload: JWTPayload, alg: keyof typeof pairs = 'EdDSA', kid: string = alg) =>
  new SignJWT(payload).setProtectedHeader({ alg, kid }).sign(pairs[alg].privateKey);
const signedAs = (header: object, { privateKey }: Pair = pairs.EdDSA) => new SignJWT(claims()).setProtectedHeader({ alg: 'EdDSA', ...header }).sign(privateKey);
/** A token with exactly this text as its claims. */
const written = (text: string) => new CompactSign(Buffer.from(text)).setProtectedHeader({ alg: 'EdDSA', kid: 'EdDSA' }).sign(pairs.EdDSA.privateKey);
const without = (claim: keyof JWTPayload): JWTPayload => Object.fromEntries(Object.entries(claims()).filter(([name]) => name !== claim));
const calling = (token: string) => check.check(`Bearer ${token}`);
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const refused = { code: 'unauthenticated', message: 'It is not known who is calling.' };

describe('a token is taken', () => {
  it.each(['RS256', 'ES256', 'EdDSA'] as const)('when it is signed with %s by a key of its issuer, found by discovery', async (alg) => {
    expect(await calling(await signed(claims(), alg))).toEqual({ issuer, subject: 'sara' });
    expect(asked).toEqual(['/.well-known/openid-configuration', '/keys']);
  });

  it('when lists and members of its claims have the same names at different places', async () => {
    const text = JSON.stringify({ ...claims(), act: { sub: 'a', of: [{ sub: 'b' }, { sub: 'c' }] }, 'a"{': ['sub', 'sub'] });
    await expect(calling(await written(text))).resolves.toBeDefined();
  });

  it('when it names this audience among others', async () => {
    await expect(calling(await signed({ ...claims(), aud: ['other', AUDIENCE] }))).resolves.toBeDefined();
  });

  it('within 30 seconds of its time, before and after', async () => {
    await expect(calling(await signed({ ...claims(), nbf: seconds(29) }))).resolves.toBeDefined();
    await expect(calling(await signed({ ...claims(), exp: seconds(-29) }))).resolves.toBeDefined();
  });

  it('when its issuer writes no nbf, as many do', async () => {
    await expect(calling(await signed(without('nbf')))).resolves.toBeDefined();
  });

  it('from an issuer whose key set is named in the settings, without discovery', async () => {
    check = tokenCheck([openIdIssuer(issuer, `${issuer}/keys`)], AUDIENCE, () => now);
    await calling(await signed(claims()));
    expect(asked).toEqual(['/keys']);
  });
});

describe('a token is refused, without telling why', () => {
  it.each<[string, () => Promise<string>]>([
    ['it has expired', () => signed({ ...claims(), exp: seconds(-31) })],
    ['it is not yet valid', () => signed({ ...claims(), nbf: seconds(31) })],
    ['it is for another audience', () => signed({ ...claims(), aud: 'other' })],
    ['it says no audience', () => signed(without('aud'))],
    ['it never expires', () => signed(without('exp'))],
    ['it says no subject', () => signed(without('sub'))],
    ['its subject is empty', () => signed({ ...claims(), sub: '' })],
    ['it says no issuer', () => signed(without('iss'))],
    ['it is of an issuer that nobody named', () => signed({ ...claims(), iss: 'https://elsewhere.example' })],
    ['its key is unknown', () => signed(claims(), 'EdDSA', 'unknown')],
    ['its key is another one than it names', () => signed(claims(), 'EdDSA', 'ES256')],
    ['its algorithm is not among the three', () => signed(claims(), 'RS512')],
    ['it brings its own key', async () => signedAs({ jwk: await exportJWK(forger.publicKey), kid: 'EdDSA' }, forger)],
    ['it brings its own key and names none of ours', async () => signedAs({ jwk: await exportJWK(forger.publicKey) }, forger)],
    ['it says where its key is', () => signedAs({ jku: `${issuer}/elsewhere`, kid: 'mine' }, forger)],
    ['it says where its certificate is', () => signedAs({ x5u: `${issuer}/elsewhere`, kid: 'mine' }, forger)],
    ['it says somebody twice', () => written(`{"sub":"nobody",${JSON.stringify(claims()).slice(1)}`)],
    ['it says somebody twice, once in other letters', () => written(`{"s\\u0075b":"nobody",${JSON.stringify(claims()).slice(1)}`)],
    ['it is longer than any', () => signedAs({ kid: 'mine', jwk: { k: 'A'.repeat(100_000) } }, forger)],
    ['it is not a token', async () => 'sara'],
    ['its parts are no JSON', async () => 'a.b.c'],
  ])('when %s', async (_, token) => {
    await expect(calling(await token())).rejects.toMatchObject(refused);
  });

  it('when it is not signed at all', async () => {
    await expect(calling(`${part({ alg: 'none' })}.${part(claims())}.`)).rejects.toMatchObject(refused);
    await expect(calling(`${part({ alg: 'none' })}.${part(claims())}.AA`)).rejects.toMatchObject(refused);
  });

  it("when it is signed with the issuer's public key as a shared secret", async () => {
    const text = `${part({ alg: 'HS256', kid: 'RS256' })}.${part(claims())}`;
    const secret = await exportSPKI(pairs.RS256.publicKey);
    await expect(calling(`${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`)).rejects.toMatchObject(refused);
  });

  it('when its claims were changed after it was signed', async () => {
    const [header, , signature] = (await signed(claims())).split('.');
    await expect(calling(`${header}.${part({ ...claims(), sub: 'administrator' })}.${signature}`)).rejects.toMatchObject(refused);
  });

  it('when there is none, or it is given in another way', async () => {
    const token = await signed(claims());
    for (const header of [undefined, '', token, `Basic ${token}`]) await expect(check.check(header)).rejects.toMatchObject(refused);
  });
});

describe('a token that was checked', () => {
  it('is remembered, so that its issuer may be away, until it expires', async () => {
    const token = await signed(claims());
    await calling(token);
    broken = true;
    await expect(calling(token)).resolves.toEqual({ issuer, subject: 'sara' });
    now = NOW + 631_000;
    await expect(calling(token)).rejects.toMatchObject(refused);
  });

  it('is looked at again when all were forgotten', async () => {
    const token = await signed({ ...claims(), exp: seconds(600) });
    await calling(token);
    now = NOW - 60_000; // Before its time: only a token that is remembered would pass.
    await expect(calling(token)).resolves.toBeDefined();
    check.forget();
    await expect(calling(token)).rejects.toMatchObject(refused);
  });
});

describe('an issuer that cannot be asked', () => {
  it('makes authority unavailable, and is asked again for the next token', async () => {
    broken = true;
    await expect(calling(await signed(claims()))).rejects.toMatchObject({ code: 'authority-unavailable' });
    broken = false;
    await expect(calling(await signed(claims()))).resolves.toBeDefined();
  });

  it('is not taken for another one at the same address', async () => {
    const other = issuer.replace('127.0.0.1', 'localhost');
    check = tokenCheck([openIdIssuer(other)], AUDIENCE, () => now);
    await expect(calling(await signed({ ...claims(), iss: other }))).rejects.toMatchObject({ code: 'authority-unavailable' });
  });
});
