import type { ActorId, Id, Instant, PartyId, PersonId } from '@patto/contracts';
import type { CommitmentFulfilled, EvidenceKind, Occurrence, PlanToldOfReferral, Schedule, Side } from '@patto/contracts/persons';

/** A commitment as decisions need to know it. */
export interface Commitment {
  readonly holder: PartyId;
  readonly performer: PartyId;
  readonly counterpart: PartyId;
  readonly about: PersonId;
  readonly side: Side;
  readonly option?: Id<'option'>;
  readonly pairedWith?: Id<'commitment'>;
  readonly schedule: Schedule;
  readonly evidence: EvidenceKind;
  /** The events of its line: what its holder is shown and names when they accept. */
  readonly events: readonly string[];
  readonly status: 'made' | 'accepted' | 'declined' | 'in-force' | 'suspended' | 'ended';
  /** The date that is awaited now. */
  readonly awaited?: Occurrence;
  /** Dates that were breached, or whose fulfilment was contested: still owed. */
  readonly overdue: readonly { readonly occurrence: Occurrence; readonly breached: boolean }[];
  /** Fulfilments that wait for the counterpart's word, and who reported them. */
  readonly reported: readonly { readonly occurrence: Occurrence; readonly by: ActorId; readonly shownBy?: string }[];
  /** Events elsewhere that have shown a fulfilment, as the record of a delivery: each counts once. */
  readonly shown: readonly string[];
  /** How the referral that carries it out stands. */
  readonly referral?: Omit<PlanToldOfReferral, 'commitment'>;
  readonly suspendedAt?: Instant;
}

type Of = { readonly obligation: string };
type WithNext = Of & { readonly next: readonly Occurrence[] };

const others = <Item extends { readonly occurrence: Occurrence }>(items: readonly Item[], { obligation }: Of): readonly Item[] =>
  items.filter(({ occurrence }) => occurrence.obligation !== obligation);

/** The date behind an obligation, awaited or overdue. */
export const owed = ({ awaited, overdue }: Commitment, obligation: string): Occurrence | undefined =>
  awaited?.obligation === obligation ? awaited : overdue.find(({ occurrence }) => occurrence.obligation === obligation)?.occurrence;

/** Every date that is owed, awaited or overdue. */
export const allOwed = ({ awaited, overdue }: Commitment): readonly Occurrence[] => [
  ...(awaited ? [awaited] : []),
  ...overdue.map(({ occurrence }) => occurrence),
];

/** Dates that a reshaped plan no longer asks for; a breach stays one. */
export const stillToCome = ({ awaited, overdue }: Commitment): readonly Occurrence[] => [
  ...(awaited ? [awaited] : []),
  ...overdue.filter((one) => !one.breached).map(({ occurrence }) => occurrence),
];

type Done = WithNext & Pick<CommitmentFulfilled, 'overdue' | 'evidence'>;

export const fulfilled = (commitment: Commitment, done: Done, by: ActorId): Commitment => {
  const occurrence = owed(commitment, done.obligation);
  const shownBy = done.evidence?.event;
  return {
    ...commitment,
    awaited: done.overdue ? commitment.awaited : done.next[0],
    overdue: others(commitment.overdue, done),
    reported: occurrence ? [...commitment.reported, { occurrence, by, ...(shownBy && { shownBy }) }] : commitment.reported,
    shown: shownBy ? [...commitment.shown, shownBy] : commitment.shown,
  };
};

export const breached = (commitment: Commitment, { next }: WithNext): Commitment => ({
  ...commitment,
  awaited: next[0],
  overdue: commitment.awaited ? [...commitment.overdue, { occurrence: commitment.awaited, breached: true }] : commitment.overdue,
});

export const annulled = (commitment: Commitment, { obligation }: Of): Commitment => ({
  ...commitment,
  overdue: commitment.overdue.map((one) => (one.occurrence.obligation === obligation ? { ...one, breached: false } : one)),
});

export const confirmed = (commitment: Commitment, done: Of): Commitment => ({ ...commitment, reported: others(commitment.reported, done) });

export const contested = (commitment: Commitment, done: Of): Commitment => {
  const again = commitment.reported.filter(({ occurrence }) => occurrence.obligation === done.obligation);
  const overdue = [...commitment.overdue, ...again.map(({ occurrence }) => ({ occurrence, breached: false }))];
  return { ...commitment, reported: others(commitment.reported, done), overdue };
};

export const ended = (commitment: Commitment): Commitment => ({ ...commitment, status: 'ended', awaited: undefined, overdue: [] });

/** Whether it counts for what is to be agreed or is agreed: nobody has said no and it is not over. */
export const isLive = ({ status }: Commitment): boolean => status !== 'declined' && status !== 'ended';
/** Whether it waits for the agreement of the plan. */
export const isPending = ({ status }: Commitment): boolean => status === 'made' || status === 'accepted';
/** Whether it binds its holder, though it may rest. */
export const isInForce = ({ status }: Commitment): boolean => status === 'in-force' || status === 'suspended';
