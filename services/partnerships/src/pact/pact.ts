import type { Instant, OrganisationId } from '@patto/contracts';
import {
  PactActivated,
  PactConcluded,
  PactDrafted,
  type PactRequirement,
  PactSigned,
  ParticipationResumed,
  ParticipationSuspended,
  ParticipationWithdrawn,
  type Signatory,
  SignatoryAdmitted,
  SignatoryJoined,
  type SignatoryRole,
  type Suspender,
  SuspensionLifted,
  WithdrawalNotified,
} from '@patto/contracts/partnerships';
import { aggregate, type Evolve } from '@patto/event-store/pure';

/** One party of an active pact, and whether it takes part. */
export interface Party {
  readonly role: SignatoryRole;
  readonly status: 'admitted' | 'taking-part' | 'withdrawn';
  /** Each suspender's flag. */
  readonly suspendedBy: readonly Suspender[];
  /** It has notified that it withdraws. */
  readonly noticeUntil?: Instant;
}

/** Where a pact stands, and its parties once it is active. */
export interface Pact {
  readonly status: 'none' | 'draft' | 'active' | 'concluded';
  readonly signatories: readonly Signatory[];
  readonly signed: readonly OrganisationId[];
  readonly requirements: readonly PactRequirement[];
  readonly parties: { readonly [organisation: OrganisationId]: Party };
  readonly until: Instant;
}

const events = {
  PactDrafted,
  PactSigned,
  PactActivated,
  SignatoryAdmitted,
  SignatoryJoined,
  ParticipationSuspended,
  SuspensionLifted,
  ParticipationResumed,
  WithdrawalNotified,
  ParticipationWithdrawn,
  PactConcluded,
};

const NONE: Pact = { status: 'none', signatories: [], signed: [], requirements: [], parties: {}, until: '' };

const changed = (pact: Pact, organisation: OrganisationId, change: (party: Party) => Party): Pact => {
  const party = pact.parties[organisation];
  return party ? { ...pact, parties: { ...pact.parties, [organisation]: change(party) } } : pact;
};

const lifted = (pact: Pact, { organisation, suspendedBy }: SuspensionLifted): Pact =>
  changed(pact, organisation, (party) => ({ ...party, suspendedBy: party.suspendedBy.filter((one) => one !== suspendedBy) }));

const evolve: Evolve<Pact, typeof events> = {
  PactDrafted: (_, { signatories, requirements = [], until }) => ({ ...NONE, status: 'draft', signatories, requirements, until }),
  PactSigned: (pact, { organisation }) => ({ ...pact, signed: [...pact.signed, organisation] }),
  PactActivated: (pact, { signatories }) => ({
    ...pact,
    status: 'active',
    parties: Object.fromEntries(signatories.map(({ organisation, role }) => [organisation, { role, status: 'taking-part' as const, suspendedBy: [] }])),
  }),
  SignatoryAdmitted: (pact, { organisation, role }) => ({
    ...pact,
    parties: { ...pact.parties, [organisation]: { role, status: 'admitted', suspendedBy: [] } },
  }),
  SignatoryJoined: (pact, { organisation }) => changed(pact, organisation, (party) => ({ ...party, status: 'taking-part' })),
  ParticipationSuspended: (pact, { organisation, suspendedBy }) =>
    changed(pact, organisation, (party) => ({ ...party, suspendedBy: [...party.suspendedBy, suspendedBy] })),
  SuspensionLifted: lifted,
  ParticipationResumed: lifted,
  WithdrawalNotified: (pact, { organisation, noticeUntil }) => changed(pact, organisation, (party) => ({ ...party, noticeUntil })),
  ParticipationWithdrawn: (pact, { organisation }) => changed(pact, organisation, (party) => ({ ...party, status: 'withdrawn' })),
  PactConcluded: (pact) => ({ ...pact, status: 'concluded' }),
};

export const pact = aggregate(events, NONE, evolve);
