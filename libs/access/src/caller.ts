import { categoryOf, type Id, isId, type LinkId, type Login, type OperatorId, type PersonId, plainSecret, Rejection } from '@patto/contracts';
import { DEVELOPMENT_ISSUER, type DevelopmentIssuer } from './development-issuer.ts';
import { type Issuer, tokenCheck } from './token-check.ts';
import { unavailable } from './unavailable.ts';

/** Who is calling: the actors that this login could be. What they may do is judged on the facts in force, by `actingFor`, at each call. */
export interface Caller {
  /** The operator that an organisation affiliates by this login. */
  readonly operator?: OperatorId;
  /** The person who linked this login. */
  readonly person?: PersonId;
  /** The one-time link that was sent in place of a token. */
  readonly link?: LinkId;
  /** The login itself, and the one-time code that came with it. */
  readonly presents?: { readonly login: Login; readonly code: Id<'code'> };
}

export interface CallersParts {
  /** Real issuers; see `openIdIssuer`. */
  readonly issuers: readonly Issuer[];
  readonly developmentIssuer?: DevelopmentIssuer | undefined;
  /** The `aud` that a token must name. */
  readonly audience: string;
  readonly keyring: { subjectOfLogin(issuer: string, subject: string): Promise<string | undefined> };
  /** The id of natural parts, the same as in decisions. */
  readonly idFor: <Category extends string>(category: Category, ...parts: readonly string[]) => Id<Category>;
  /** Milliseconds of the Unix epoch. */
  readonly clock?: () => number;
}

/** Tells who is calling. */
export interface Callers {
  /**
   * The caller behind an `Authorization` header.
   * @throws Rejection `unauthenticated`; `authority-unavailable` where issuer or keyring cannot be asked
   */
  identify(authorization: string | undefined): Promise<Caller>;
  /**
   * The same, of whoever is signed in and presents a one-time code.
   * @throws Rejection as `identify`; `code-not-valid` to who did not sign in with a login
   */
  presenting(authorization: string | undefined, code: string): Promise<Caller>;
  /** Forgets the tokens that were checked, as after a revocation. */
  forget(): void;
}

/** Tells callers by tokens of these issuers. */
export const callers = ({ issuers, developmentIssuer, audience, keyring, idFor, clock }: CallersParts): Callers => {
  if (developmentIssuer && issuers.length > 0) throw new Error('The built-in issuer cannot be on beside a real one.');
  const tokens = tokenCheck(developmentIssuer ? [developmentIssuer] : issuers, audience, clock);
  const operators = new WeakMap<Login, OperatorId>(); // An id of natural parts never changes; it lives as long as the checked token.
  const operatorOf = (login: Login): OperatorId => {
    const operator = operators.get(login) ?? idFor('operator', login.issuer, login.subject);
    operators.set(login, operator);
    return operator;
  };
  return {
    presenting: async (authorization, code) => {
      const login = await tokens.check(authorization);
      const secret = plainSecret(code);
      if (!secret || actorItself(login)) throw new Rejection('code-not-valid', 'This code is not good, or not any more.');
      return { presents: { login, code: idFor('code', secret) } };
    },
    identify: async (authorization) => {
      const secret = linkIn(authorization);
      if (secret) return { link: idFor('link', secret) };
      const login = await tokens.check(authorization);
      const itself = actorItself(login);
      if (itself) return itself;
      const operator = operatorOf(login);
      const person = await keyring.subjectOfLogin(login.issuer, login.subject).catch(unavailable);
      return { operator, ...(isPerson(person) && { person }) };
    },
    forget: tokens.forget,
  };
};

/** The secret of a one-time link, which stands where a token does; it has no dots, so it is never taken for one. */
const linkIn = (authorization: string | undefined): string | undefined => plainSecret(/^Bearer ([\w-]+)$/i.exec(authorization ?? '')?.[1] ?? '');

/** The built-in issuer may name an actor by their id; for any other issuer an id is a login like another. */
const actorItself = ({ issuer, subject }: Login): Caller | undefined => {
  if (issuer !== DEVELOPMENT_ISSUER || !isId(subject)) return undefined;
  if (isPerson(subject)) return { person: subject };
  return isOperator(subject) ? { operator: subject } : undefined;
};

const isPerson = (id: string | undefined): id is PersonId => isId(id) && categoryOf(id) === 'person';
const isOperator = (id: string): id is OperatorId => isId(id) && categoryOf(id) === 'operator';
