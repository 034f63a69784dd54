import { basisFor } from '@patto/access/pure';
import { type Fact, Rejection } from '@patto/contracts';
import type { ReferralState } from '@patto/contracts/comanagement';
import { openService, participationOf } from '@patto/contracts/partnerships';
import type { Acting, Context, FactsInForce } from '@patto/event-store/pure';
import type { Referral, RequestedReferral } from './referral.ts';

/** Who of the two moves it: the provider, or the body that asked. */
type Mover = 'recipient' | 'requester';

interface Move {
  readonly by: readonly Mover[];
  readonly from: readonly ReferralState[];
  /** Nothing begins or goes on without the consent that it rests on. */
  readonly needsConsent?: true;
}

/** The states in which somebody still has to do something for it. */
export const OPEN: readonly ReferralState[] = ['requested', 'received', 'accepted', 'in-progress', 'on-hold'];
const OVER: readonly ReferralState[] = ['rejected', 'cancelled', 'completed'];

/** What may be done with a referral, by whom and in which states. What does not stand here cannot be done. */
export const MOVES = {
  acknowledge: { by: ['recipient'], from: ['requested'], needsConsent: true },
  accept: { by: ['recipient'], from: ['requested', 'received'], needsConsent: true },
  reject: { by: ['recipient'], from: ['requested', 'received'] },
  reRoute: { by: ['requester'], from: ['requested', 'received'] },
  withdraw: { by: ['requester'], from: OPEN },
  giveLink: { by: ['requester'], from: [...OPEN, ...OVER] },
  start: { by: ['recipient'], from: ['accepted'], needsConsent: true },
  hold: { by: ['recipient', 'requester'], from: ['in-progress'] },
  resume: { by: ['recipient', 'requester'], from: ['on-hold'], needsConsent: true },
  complete: { by: ['recipient'], from: ['in-progress'] },
  assignOutcome: { by: ['recipient', 'requester'], from: OVER },
  close: { by: ['requester'], from: OVER },
} as const satisfies { readonly [name: string]: Move };
export type MoveName = keyof typeof MOVES;

/** Whether somebody still has to do something for it. */
export const isOpen = (referral: Referral): referral is RequestedReferral => OPEN.some((state) => state === referral.state);

/** For what a provider is told of a person, and content of what kind: what a clause or a consent has to cover. */
export const TOLD = { purpose: 'care', categories: ['referral'] } as const;

/** The part that the caller's organisation takes in the pact of the referral now, and what covers it now where it rests on a consent. */
export const takingPart = (
  _: object,
  facts: FactsInForce,
  { by }: Acting,
  referral: Referral,
): { readonly participation: Fact<'participation'> | undefined; readonly covering: readonly Fact[] } => ({
  participation: referral.state === 'none' ? undefined : participationOf(facts, referral.pact, by.organisation),
  covering: referral.state === 'none' || referral.basis !== 'consent' ? [] : (basisFor({ ...referral, ...TOLD }, facts)?.relied ?? []),
});

/** And the service of the referral, where it is not closed. */
export const takingPartIn = (command: object, facts: FactsInForce, acting: Acting, referral: Referral) => ({
  ...takingPart(command, facts, acting, referral),
  service: referral.state === 'none' || !referral.service ? undefined : openService(facts, referral.service),
});

/** Nothing begins or goes on in a service that rests. @throws Rejection `no-such-service` */
export const refuseUnlessRunning = (referral: RequestedReferral, { service }: { readonly service: Fact<'service'> | undefined }): void => {
  if (referral.service && (!service || service.is.restsSince)) throw new Rejection('no-such-service', 'The service of this referral does not run now.');
};

type Moving = Pick<Context<ReturnType<typeof takingPart>>, 'by' | 'relied'>;

/**
 * The referral, where the caller may make this move now. A provider has to take part in the pact; who asked need not, to take it back.
 * @throws Rejection `not-a-recipient` to all others, and alike where there is none; `participation-suspended`, `no-legal-basis`, `not-in-this-state`
 */
export const moving = (referral: Referral, name: MoveName, { by, relied }: Moving): RequestedReferral => {
  if (referral.state === 'none' || !by.organisation) throw new Rejection('not-a-recipient', 'This referral is not for you.');
  const { by: movers, from, needsConsent }: Move = MOVES[name];
  const isProvider = by.organisation === referral.recipient;
  const isTheirs = (isProvider && movers.includes('recipient')) || (by.organisation === referral.requester && movers.includes('requester'));
  if (!isTheirs) throw new Rejection('not-a-recipient', 'This is for another organisation to do.');
  if (isProvider && referral.pact && !relied.participation) throw new Rejection('participation-suspended', 'Your organisation takes no part in this pact now.');
  if (needsConsent && referral.basis === 'consent' && relied.covering.length === 0) {
    throw new Rejection('no-legal-basis', 'The person has taken back what this rests on.');
  }
  if (!from.includes(referral.state) || referral.closed) throw new Rejection('not-in-this-state', `The referral is ${referral.state}.`);
  return referral;
};
