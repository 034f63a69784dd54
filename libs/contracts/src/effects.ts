import type { PolicyRule } from './accountability/policy.ts';
import type { DataSharingClause, DecisionRule, PactRequirement, Signatory } from './partnerships/pact-terms.ts';

/**
 * What an event does to obligations and to authority, as data. The responsibility register and `access` fold these
 * declarations and know no event type by name, so a new type needs no change in either.
 *
 * A *path* names a place in the event's data (`holder`, `line.holder`); inside `each` it is looked up in the item first, then in
 * the data. `$stream` is the id of the event's stream, `$party` the one on whose behalf it was done, `$time` when it was recorded;
 * `$nothing` takes a member away.
 */
export type Path = string;

export const OBLIGATION_VERBS = [
  'assumed',
  'offered',
  'accepted',
  'declined',
  'handed-over',
  'suspended',
  'resumed',
  'discharged',
  'breached',
  'annulled',
  'waived',
] as const;
/** What happens to an obligation. A hand-over is `offered` and counts when `accepted`; `annulled` takes back a breach; `resumed` says that it is owed again. */
export type ObligationVerb = (typeof OBLIGATION_VERBS)[number];

export interface ObligationEffect {
  readonly obligation: ObligationVerb;
  /** A list in the data: the effect happens once for each item. */
  readonly each?: Path;
  /** The obligation's id. */
  readonly id: Path;
  /** What kind of obligation it is; needed with `assumed`. */
  readonly kind?: string;
  /** Who answers for it (*titolarità*). */
  readonly holder?: Path;
  /** Who carries it out (*gestione*); the holder where it is not said. */
  readonly performer?: Path;
  /** To whom it is owed. */
  readonly counterpart?: Path;
  /** Whom it is about: an id or a list of ids. */
  readonly subjects?: Path;
  readonly dueAt?: Path;
  /** The pact or the mandate that it rests on: while its holder or performer has none of it in force, nobody performs it. */
  readonly under?: Path;
}

/** What can give authority. Each kind's members are those that its effects copy from the events. */
export interface FactKinds {
  /** The policy by which everything is judged, and who published it. */
  policy: { rules: readonly PolicyRule[]; publisher: string };
  /** A registered organisation; `registrar` is the organisation that registered it, which may affiliate its first operators. */
  organisation: { organisation: string; sector: string; registrar?: string };
  /** An operator works for an organisation. */
  affiliation: { actor: string; organisation: string; roles: readonly string[] };
  /** What an organisation was recognised to be able to do. */
  competence: { organisation: string; competence: string };
  mandate: { holder: string; competences: readonly string[]; areas: readonly string[]; categories: readonly string[]; basis: string };
  /** An organisation takes part in a pact. */
  participation: { pact: string; organisation: string; role: string };
  /** What the parties of a pact agreed: how they decide, who steps in for whom, what they may tell each other, what each has to have. */
  pact: {
    pact: string;
    /** Who signed, whether they take part now or not. */
    parties: readonly Signatory[];
    decisionRules: readonly DecisionRule[];
    stepInOrder: readonly string[];
    dataSharing: readonly DataSharingClause[];
    requirements?: readonly PactRequirement[];
  };
  /** An organisation has a quality that a pact may ask for, as an accreditation. */
  attribute: { organisation: string; attribute: string; level: string };
  /** A decision of the parties of a pact is in effect. */
  decision: { decision: string; pact: string; type: string };
  /** A service of a pact that is not closed: who answers for it and who carries it out, the obligation that this is, and the first unit that it is measured in. */
  service: {
    service: string;
    pact: string;
    obligation: string;
    accountable: string;
    performer: string;
    category: string;
    area: string;
    unit?: string;
    /** While it is suspended: since when. */
    restsSince?: string;
  };
  /** A hand-over of a service that was accepted, or a step-in. */
  'hand-over': { transfer: string; service: string; from: string; to: string };
  /** A referral that was accepted holds a place of a service, so much of a unit. */
  place: { service: string; referral: string; unit: string; amount: number };
  /** A referral that was started: what is delivered to the person rests on it. */
  referral: {
    referral: string;
    /** None where it goes to somebody outside. */
    service?: string;
    person: string;
    performer: string;
    startedAt: string;
    commitment?: string;
    plan?: string;
    /** While it is on hold: since when. */
    heldAt?: string;
  };
  /** An act of a person that was brought by this actor and waits for these to confirm it, in whatever stream it is about. */
  act: { act: string; command: string; kind: string; person: string; awaits: readonly string[]; channel: string; actor: string; organisation?: string };
  /** A one-time link: whoever holds it acts once for this organisation, about this referral. */
  link: { link: string; referral: string; organisation: string };
  /** A one-time code: whoever is signed in and presents it acts from now on as this person. */
  code: { code: string; person: string };
  /** A line of an agreed plan: who has taken it on, and the service where it is one. */
  line: { plan: string; commitment: string; person: string; holder: string; service?: string };
  person: { person: string; area: string; capacity: string };
  delegation: { person: string; delegate: string; basis: string; acts: readonly string[]; exercise: string };
  /** Somebody supports a person, on these days only where any are named. */
  support: { person: string; supporter: string; days?: readonly string[] };
  /** A need that waits for the answer of the desk that received it. */
  need: { person: string; desk: string; category: string; area: string };
  /** A competent body has taken charge of a person. */
  charge: { person: string; organisation: string; caseManager?: string };
  /** A person agrees that these are told, for these purposes and content of these kinds. */
  consent: { person: string; recipients: readonly string[]; purposes: readonly string[]; dataCategories: readonly string[] };
  /** An operator may see a person's content for a short while because their life or health is at stake. */
  emergency: { person: string; organisation: string; actor: string };
  /** By a lawful order a person is not told yet what this organisation read about them since. */
  embargo: { person: string; reader: string; placedAt: string };
  /** The content of a person is to be erased; `epoch` once it is, `retired` once no old backup opens. */
  erasure: { person: string; epoch?: number; retired?: number };
  /** An audit that is open: who audits, and whom or what it is about where that is one. */
  audit: { audit: string; auditor: string; scope?: string };
}
export type FactKind = keyof FactKinds;

export interface AuthorityEffect<K extends FactKind = FactKind> {
  readonly authority: K;
  /**
   * `offers` writes the fact down without force; `begins` puts it in force (and writes it down where it is new); `changes` replaces
   * members and leaves the force as it is; `suspends` and `resumes` interrupt it; `ends` ends it from the recorded time.
   */
  readonly does: 'offers' | 'begins' | 'changes' | 'suspends' | 'resumes' | 'ends';
  readonly each?: Path;
  /** Tells facts of one kind in one stream apart; not needed where a stream holds one. */
  readonly key?: Path;
  /** The fact's members and where in the event they stand. */
  readonly with?: { readonly [member in keyof FactKinds[K]]?: Path };
  readonly from?: Path;
  readonly until?: Path;
}

export type Effect = ObligationEffect | AuthorityEffect;

export const isObligationEffect = (effect: Effect): effect is ObligationEffect => 'obligation' in effect;
export const isAuthorityEffect = (effect: Effect): effect is AuthorityEffect => 'authority' in effect;

/** Declares an effect on obligations. */
export const obligation = (verb: ObligationVerb, where: Omit<ObligationEffect, 'obligation'>): ObligationEffect => ({ obligation: verb, ...where });

/** Declares an effect on authority. */
export const authority = <K extends FactKind>(
  kind: K,
  does: AuthorityEffect['does'],
  where: Omit<AuthorityEffect<K>, 'authority' | 'does'> = {},
): AuthorityEffect => ({ authority: kind, does, ...where }) as AuthorityEffect;

/** A fact that gives authority, as it stands at some position of the log. */
export type Fact<K extends FactKind = FactKind> = {
  readonly kind: K;
  /** The stream that holds it and the revision at which it last moved: what a guard compares and `basedOn` names. */
  readonly stream: string;
  readonly revision: number;
  readonly state: 'offered' | 'in-force' | 'suspended' | 'ended';
  readonly from?: string;
  readonly until?: string;
  readonly is: FactKinds[K];
};

/** `mandate-…@3`: how events name what they rely on. */
export const citation = (fact: Pick<Fact, 'stream' | 'revision'>): string => `${fact.stream}@${fact.revision}`;
