import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import type { Issuer } from './token-check.ts';

/** The `iss` of tokens of the built-in issuer. */
export const DEVELOPMENT_ISSUER = 'urn:patto:development';
/** Long enough for a walk through the API by hand, short enough that a forgotten token is harmless. */
const VALID_MINUTES = 15;
const KEY_FILE = 'development-issuer.pem';
/** Any access by the group or by others. */
const OPEN_TO_OTHERS = 0o077;

/** Issues tokens for trying Patto out; whoever can read the keys folder can be anybody. */
export interface DevelopmentIssuer extends Issuer {
  /**
   * A signed token.
   * @param login a login's name (`sara`), or the id of an operator or a person, which is that actor itself
   */
  issueToken(options: { readonly login: string; readonly minutes?: number }): Promise<string>;
}

/**
 * Opens the built-in issuer, whose Ed25519 key is made in the keys folder when there is none.
 * @throws Error that says the remedy where the key is open to others
 */
export const openDevelopmentIssuer = (options: { readonly folder: string; readonly audience: string; readonly clock?: () => number }): DevelopmentIssuer => {
  const { folder, audience, clock = Date.now } = options;
  const key = loadOrMakeKey(folder);
  const publicKey = createPublicKey(key);
  return {
    issuer: DEVELOPMENT_ISSUER,
    keys: async () => publicKey,
    issueToken: ({ login, minutes = VALID_MINUTES }) => {
      const now = Math.floor(clock() / 1_000);
      return new SignJWT()
        .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt' })
        .setIssuer(DEVELOPMENT_ISSUER)
        .setSubject(login)
        .setAudience(audience)
        .setIssuedAt(now)
        .setNotBefore(now)
        .setExpirationTime(now + minutes * 60)
        .sign(key);
    },
  };
};

/** What is wrong with these settings, if anything: with the built-in issuer beside a real one, who has the keys folder could be anybody there. */
export const issuerTrouble = (settings: { readonly developmentIssuer: boolean; readonly issuerUrl?: string | undefined }): string | undefined => {
  if (settings.developmentIssuer && settings.issuerUrl) {
    return 'PATTO_DEVELOPMENT_ISSUER cannot be on beside PATTO_ISSUER_URL: whoever reads the keys folder could sign in as anybody. Leave one of them out.';
  }
  if (!settings.developmentIssuer && !settings.issuerUrl) return 'Nobody could sign in: set PATTO_ISSUER_URL to your OpenID Connect issuer.';
  return undefined;
};

const loadOrMakeKey = (folder: string): KeyObject => {
  const file = join(folder, KEY_FILE);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    const made = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
    writeFileSync(file, made, { mode: 0o600, flag: 'wx' });
    chmodSync(file, 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  if (process.platform !== 'win32' && (statSync(file).mode & OPEN_TO_OTHERS) !== 0) {
    throw new Error(`${file} can be read by others. Allow it to its owner only: chmod 600 ${file}`);
  }
  return createPrivateKey(readFileSync(file));
};
