import type { Facts, Id, OrganisationId } from '@patto/contracts';
import * as contract from '@patto/contracts/comanagement';
import { aggregate, type Evolve } from '@patto/event-store/pure';

/** A referral that was requested. Closing it leaves its state as it is: FHIR knows no closed task. */
export interface RequestedReferral extends Facts<contract.ReferralRequested> {
  readonly state: contract.ReferralState;
  readonly closed: boolean;
  /** Once it was accepted. */
  readonly obligation?: Id<'obligation'>;
  readonly outcome?: contract.ReferralOutcome;
  /** Why it is on hold, and as what it goes on. */
  readonly heldFor?: contract.HoldReason | undefined;
  readonly heldFrom?: contract.ReferralState | undefined;
}

/** A referral as decisions need to know it. */
export type Referral = { readonly state: 'none' } | RequestedReferral;

const { ReferralRequested, ReferralAcknowledged, ReferralAccepted, ReferralRejected, ReferralReRouted, ReferralTransferred, ReferralWithdrawn } = contract;
const { ReferralStarted, ReferralHeld, ReferralResumed, ReferralCompleted, OutcomeAssigned, ReferralClosed } = contract;
const { ReferralLinkIssued, ReferralLinkEnded } = contract;
const events = {
  ...{ ReferralRequested, ReferralAcknowledged, ReferralAccepted, ReferralRejected, ReferralReRouted, ReferralTransferred, ReferralWithdrawn },
  ...{ ReferralStarted, ReferralHeld, ReferralResumed, ReferralCompleted, OutcomeAssigned, ReferralClosed },
  ...{ ReferralLinkIssued, ReferralLinkEnded },
};

const changed = (referral: Referral, change: Partial<RequestedReferral>): Referral => (referral.state === 'none' ? referral : { ...referral, ...change });

const evolve: Evolve<Referral, typeof events> = {
  ReferralRequested: (_, facts) => ({ ...facts, state: 'requested', closed: false }),
  ReferralAcknowledged: (referral) => changed(referral, { state: 'received' }),
  ReferralAccepted: (referral, { obligation }) => changed(referral, { state: 'accepted', obligation }),
  ReferralRejected: (referral) => changed(referral, { state: 'rejected' }),
  ReferralReRouted: (referral, { basis, consent, ...facts }) =>
    changed(referral, { ...facts, ...(basis && { basis, consent }), state: 'requested', lineAccepted: false }),
  ReferralTransferred: (referral, { performer }) => changed(referral, { recipient: performer as OrganisationId, lineAccepted: false }),
  ReferralWithdrawn: (referral) => changed(referral, { state: 'cancelled', heldFor: undefined, heldFrom: undefined }),
  ReferralStarted: (referral) => changed(referral, { state: 'in-progress' }),
  ReferralHeld: (referral, { reason }) =>
    changed(referral, { state: 'on-hold', heldFor: reason, heldFrom: referral.state === 'none' ? undefined : referral.state }),
  ReferralResumed: (referral, { consent }) =>
    referral.state === 'none'
      ? referral
      : { ...referral, state: referral.heldFrom ?? 'in-progress', heldFor: undefined, heldFrom: undefined, ...(consent && { consent }) },
  ReferralCompleted: (referral) => changed(referral, { state: 'completed' }),
  OutcomeAssigned: (referral, { outcome }) => changed(referral, { outcome }),
  ReferralClosed: (referral) => changed(referral, { closed: true }),
  ReferralLinkIssued: (referral) => referral,
  ReferralLinkEnded: (referral) => referral,
};

export const referral = aggregate(events, { state: 'none' } as Referral, evolve);
