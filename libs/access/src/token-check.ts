import { hash } from 'node:crypto';
import { type Login, Rejection } from '@patto/contracts';
import { createRemoteJWKSet, decodeJwt, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { saysTwice } from './said-twice.ts';

/** What a token is signed with; a shared secret or no signature is never taken. */
const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];
/** So far two well-kept clocks may be apart, in seconds. */
const TOLERANCE_SECONDS = 30;
/** Checked tokens that are remembered; about 100 bytes each, enough for all who work at the same time in a region. */
const MOST_REMEMBERED = 10_000;
/** An issuer that does not answer within this time counts as not there. */
const ISSUER_TIMEOUT_MS = 5_000;

/** What is wrong with the token itself; everything else is trouble on our side or the issuer's. */
const FAULTS_OF_TOKENS = new Set([
  errors.JWTExpired.code,
  errors.JWTClaimValidationFailed.code,
  errors.JWTInvalid.code,
  errors.JWSInvalid.code,
  errors.JWSSignatureVerificationFailed.code,
  errors.JOSEAlgNotAllowed.code,
  errors.JOSENotSupported.code,
  errors.JWKSNoMatchingKey.code,
  errors.JWKSMultipleMatchingKeys.code,
]);

/** An issuer whose tokens are taken, and where its keys are. */
export interface Issuer {
  /** Exactly as in `iss`. */
  readonly issuer: string;
  readonly keys: JWTVerifyGetKey;
}

interface Checked {
  readonly login: Login;
  /** Milliseconds of the Unix epoch. */
  readonly until: number;
}

/** Checks access tokens, and remembers those that it found good until they expire. */
export interface TokenCheck {
  /**
   * The login of an `Authorization` header; the same object for as long as the token is remembered.
   * @throws Rejection `unauthenticated`, without telling why; `authority-unavailable` where the issuer's keys cannot be had
   */
  check(authorization: string | undefined): Promise<Login>;
  /** Forgets the tokens that were checked, as after a revocation. */
  forget(): void;
}

/**
 * An OpenID Connect issuer. Without `jwksUri` its keys are where its discovery document says, looked up when they are first needed.
 * @param jwksUri where its JSON Web Key Set is
 */
export const openIdIssuer = (issuer: string, jwksUri?: string): Issuer => {
  let found: Promise<JWTVerifyGetKey> | undefined;
  const keySet = async () => createRemoteJWKSet(new URL(jwksUri ?? (await discovered(issuer))), { timeoutDuration: ISSUER_TIMEOUT_MS });
  return {
    issuer,
    keys: async (header, token) => {
      found ??= keySet();
      try {
        return await (await found)(header, token);
      } catch (error) {
        if (!isFaultOfToken(error)) found = undefined; // The next token asks again.
        throw error;
      }
    },
  };
};

/** Where an issuer says that its keys are. The document must be its own, and must not lead from https to a plain connection. */
const discovered = async (issuer: string): Promise<string> => {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(ISSUER_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`${issuer} answered ${response.status} to the question for its configuration.`);
  const document = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
  if (document.issuer !== issuer) throw new Error(`The configuration found at ${issuer} is of another issuer.`);
  if (typeof document.jwks_uri !== 'string') throw new Error(`The configuration of ${issuer} names no jwks_uri.`);
  if (issuer.startsWith('https:') && !document.jwks_uri.startsWith('https:')) throw new Error(`The keys of ${issuer} are not behind https.`);
  return document.jwks_uri;
};

/** Checks tokens of these issuers for this audience; `clock` gives milliseconds of the Unix epoch. */
export const tokenCheck = (issuers: readonly Issuer[], audience: string, clock: () => number = Date.now): TokenCheck => {
  const known = new Map(issuers.map((one) => [one.issuer, one]));
  const remembered = new Map<string, Checked>();

  const verified = async (token: string): Promise<Checked> => {
    const issuer = known.get(String(decodeJwt(token).iss));
    if (!issuer || isAmbiguous(token)) throw unauthenticated();
    const { payload } = await jwtVerify(token, issuer.keys, {
      issuer: issuer.issuer,
      audience,
      algorithms: ALGORITHMS,
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: new Date(clock()),
      requiredClaims: ['iss', 'aud', 'exp', 'sub'], // `nbf` is checked where it is; many issuers never write it.
    });
    if (!payload.sub || payload.exp === undefined) throw unauthenticated();
    return { login: { issuer: issuer.issuer, subject: payload.sub }, until: payload.exp * 1_000 };
  };

  return {
    check: async (authorization) => {
      const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
      if (!token) throw unauthenticated();
      const digest = hash('sha256', token, 'base64url'); // The tokens themselves are not kept in memory.
      const known = remembered.get(digest);
      remembered.delete(digest);
      const checked = known && clock() < known.until ? known : await verified(token).catch(refuse);
      remembered.set(digest, checked);
      if (remembered.size > MOST_REMEMBERED) remembered.delete(remembered.keys().next().value as string);
      return checked.login;
    },
    forget: () => remembered.clear(),
  };
};

/** Whether what was signed can be read in two ways. */
const isAmbiguous = (token: string): boolean =>
  token
    .split('.')
    .slice(0, 2)
    .some((part) => saysTwice(Buffer.from(part, 'base64url').toString()));

const isFaultOfToken = (error: unknown): boolean => error instanceof errors.JOSEError && FAULTS_OF_TOKENS.has(error.code);

const unauthenticated = (): Rejection => new Rejection('unauthenticated', 'It is not known who is calling.');

const refuse = (cause: unknown): never => {
  if (cause instanceof Rejection) throw cause;
  if (isFaultOfToken(cause)) throw unauthenticated();
  throw Object.assign(new Rejection('authority-unavailable', 'The issuer of this token cannot be asked for its keys now.'), { cause });
};
