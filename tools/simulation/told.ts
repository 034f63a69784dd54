import { declarationOfType } from '@patto/contracts';
import type { Recorded } from '@patto/event-store';

/** A recorded event by its name, with what it says. */
export interface Told {
  readonly position: number;
  readonly stream: string;
  readonly name: string;
  readonly by: string;
  readonly data: { readonly [member: string]: unknown };
}

/** All events by their names. */
export const toldBy = (events: readonly Recorded[]): readonly Told[] =>
  events.map(({ position, stream, type, event }) => ({
    ...{ position, stream, name: declarationOfType(type)?.name ?? type },
    ...{ by: event.data.by.actor, data: { ...event.data } },
  }));

/** By whom and to whom something is owed, and whether it still is, as a person would write it down who reads the events one by one. */
export interface Owed {
  holder: unknown;
  performer: unknown;
  state: string;
}

type Change = (id: unknown, owed: Partial<Owed>) => void;

/** What each event means for what is owed about services and referrals, in plain words and not by what the events declare. */
const MEANING: { readonly [event: string]: (data: Told['data'], begins: (id: unknown, owed: Owed) => void, changes: Change) => void } = {
  ServiceEstablished: ({ obligation, accountable, performer }, begins) => begins(obligation, { holder: accountable, performer, state: 'owed' }),
  PerformerChanged: ({ obligation, performer }, _, changes) => changes(obligation, { performer }),
  TransferAccepted: ({ obligation, to }, _, changes) => changes(obligation, { performer: to }),
  StepInAccepted: ({ obligation, to }, _, changes) => changes(obligation, { performer: to }),
  ServiceSuspended: ({ obligation }, _, changes) => changes(obligation, { state: 'suspended' }),
  ServiceSuspendedUrgently: ({ obligation }, _, changes) => changes(obligation, { state: 'suspended' }),
  ServiceResumed: ({ obligation }, _, changes) => changes(obligation, { state: 'owed' }),
  UrgentSuspensionLapsed: ({ obligation }, _, changes) => changes(obligation, { state: 'owed' }),
  ServiceClosed: ({ obligation }, _, changes) => changes(obligation, { state: 'discharged' }),
  ReferralRequested: ({ answerObligation, recipient }, begins) => begins(answerObligation, { holder: recipient, performer: recipient, state: 'owed' }),
  ReferralReRouted: ({ answerObligation, recipient }, _, changes) => changes(answerObligation, { holder: recipient, performer: recipient }),
  ReferralTransferred: ({ answerObligation, obligation, performer }, _, changes) => {
    changes(answerObligation, { holder: performer, performer });
    changes(obligation, { performer });
  },
  ReferralAccepted: ({ answerObligation, obligation, accountable, recipient }, begins, changes) => {
    changes(answerObligation, { state: 'discharged' });
    begins(obligation, { holder: accountable, performer: recipient, state: 'owed' });
  },
  ReferralRejected: ({ answerObligation }, _, changes) => changes(answerObligation, { state: 'discharged' }),
  ReferralHeld: ({ obligation }, _, changes) => changes(obligation, { state: 'suspended' }),
  ReferralResumed: ({ obligation }, _, changes) => changes(obligation, { state: 'owed' }),
  ReferralWithdrawn: ({ answerObligation, obligation }, _, changes) => {
    changes(answerObligation, { state: 'discharged' });
    changes(obligation, { state: 'waived' });
  },
  // What was withdrawn was waived before; closing it discharges that on paper too.
  ReferralClosed: ({ obligation }, _, changes) => changes(obligation, { state: 'discharged' }),
};

/** What is owed about services and referrals after all of this. */
export const owedByHand = (told: readonly Told[]): ReadonlyMap<string, Owed> => {
  const owed = new Map<string, Owed>();
  const begins = (id: unknown, what: Owed) => owed.set(String(id), what);
  const changes: Change = (id, changed) => Object.assign(owed.get(String(id)) ?? {}, changed);
  for (const { name, data } of told) MEANING[name]?.(data, begins, changes);
  return owed;
};
