import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { idFor, named } from '@patto/testing';
import { generateKeyPair, SignJWT } from 'jose';
import { callers } from './caller.ts';
import { DEVELOPMENT_ISSUER, type DevelopmentIssuer, issuerTrouble, openDevelopmentIssuer } from './development-issuer.ts';
import { openIdIssuer } from './token-check.ts';

const audience = 'patto';
const maria = named('person', 1);
let folder: string;
let now: number;
let developmentIssuer: DevelopmentIssuer;
const keyring = { subjectOfLogin: async (_: string, subject: string) => (subject === 'maria' ? maria : undefined) };
const clock = () => now;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'patto-keys-'));
  now = Date.parse('2027-03-01T12:00:00Z');
  developmentIssuer = openDevelopmentIssuer({ folder, audience, clock });
});
afterEach(() => rmSync(folder, { recursive: true }));

const identified = async (login: string, minutes?: number) => {
  const token = await developmentIssuer.issueToken({ login, ...(minutes && { minutes }) });
  return callers({ issuers: [], developmentIssuer, audience, keyring, idFor, clock }).identify(`Bearer ${token}`);
};

describe('a token of the development issuer', () => {
  it('names an operator by the login that an organisation affiliates', async () => {
    expect(await identified('sara')).toEqual({ operator: idFor('operator', DEVELOPMENT_ISSUER, 'sara') });
  });

  it('names the person who linked the login too', async () => {
    expect(await identified('maria')).toEqual({ operator: idFor('operator', DEVELOPMENT_ISSUER, 'maria'), person: maria });
  });

  it('may name an operator or a person by their id, but no service of ours', async () => {
    expect(await identified(maria)).toEqual({ person: maria });
    expect(await identified(named('operator', 4))).toEqual({ operator: named('operator', 4) });
    const system = named('system', 1);
    expect(await identified(system)).toEqual({ operator: idFor('operator', DEVELOPMENT_ISSUER, system) });
  });

  it('is good for 15 minutes', async () => {
    const token = await developmentIssuer.issueToken({ login: 'sara' });
    const identify = () => callers({ issuers: [], developmentIssuer, audience, keyring, idFor, clock }).identify(`Bearer ${token}`);
    now += 15 * 60_000;
    await expect(identify()).resolves.toBeDefined(); // 30 seconds of tolerance.
    now += 31_000;
    await expect(identify()).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('is good after a restart and not at another deployment', async () => {
    const token = await developmentIssuer.issueToken({ login: 'sara' });
    developmentIssuer = openDevelopmentIssuer({ folder, audience, clock });
    await expect(callers({ issuers: [], developmentIssuer, audience, keyring, idFor, clock }).identify(`Bearer ${token}`)).resolves.toBeDefined();
    developmentIssuer = openDevelopmentIssuer({ folder: join(folder, 'other'), audience, clock });
    await expect(callers({ issuers: [], developmentIssuer, audience, keyring, idFor, clock }).identify(`Bearer ${token}`)).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });
});

describe('the key of the development issuer', () => {
  it('is for its owner only, and refused where others can read it', () => {
    const [file] = readdirSync(folder).map((name) => join(folder, name)) as [string];
    expect(statSync(file).mode & 0o777).toBe(0o600);
    chmodSync(file, 0o640);
    expect(() => openDevelopmentIssuer({ folder, audience })).toThrow(`chmod 600 ${file}`);
  });
});

describe('a real issuer', () => {
  it('names nobody by their id: an id is a login like another there', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const real = { issuer: 'https://login.example', keys: async () => publicKey };
    for (const sub of [maria, named('operator', 4)]) {
      const token = await new SignJWT({ iss: real.issuer, aud: audience, sub, exp: now / 1_000 + 60 }).setProtectedHeader({ alg: 'ES256' }).sign(privateKey);
      const caller = await callers({ issuers: [real], audience, keyring, idFor, clock }).identify(`Bearer ${token}`);
      expect(caller).toEqual({ operator: idFor('operator', real.issuer, sub) });
    }
  });
});

describe('beside a real issuer', () => {
  it('the development issuer cannot be on, in the settings or by mistake', () => {
    expect(issuerTrouble({ developmentIssuer: true, issuerUrl: 'https://login.example' })).toMatch(/beside PATTO_ISSUER_URL/);
    expect(issuerTrouble({ developmentIssuer: true })).toBeUndefined();
    expect(issuerTrouble({ developmentIssuer: false, issuerUrl: 'https://login.example' })).toBeUndefined();
    expect(issuerTrouble({ developmentIssuer: false })).toMatch(/Nobody could sign in/);
    expect(() => callers({ issuers: [openIdIssuer('https://login.example')], developmentIssuer, audience, keyring, idFor })).toThrow(/cannot be on beside/);
  });
});

describe('a keyring that cannot be read', () => {
  it('makes authority unavailable', async () => {
    const away = { subjectOfLogin: async () => Promise.reject(new Error('disk I/O error')) };
    const token = await developmentIssuer.issueToken({ login: 'sara' });
    const identify = callers({ issuers: [], developmentIssuer, audience, keyring: away, idFor, clock }).identify(`Bearer ${token}`);
    await expect(identify).rejects.toMatchObject({ code: 'authority-unavailable' });
  });
});
