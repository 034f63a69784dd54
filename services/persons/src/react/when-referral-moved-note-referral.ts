import type { Id } from '@patto/contracts';
import { OutcomeAssigned, ReferralAccepted, ReferralRejected, ReferralWithdrawn } from '@patto/contracts/comanagement';
import type { ToldOfReferral } from '@patto/contracts/persons';
import { command, type CommandCall } from '@patto/event-store/pure';
import { when } from '@patto/messaging';
import { NoteReferral } from '../plan/note-referral.ts';

interface OfLine {
  readonly plan?: Id<'plan'>;
  readonly commitment?: Id<'commitment'>;
}

const noted = ({ plan, commitment }: OfLine, referral: string, state: ToldOfReferral, outcome?: string): readonly CommandCall[] =>
  plan && commitment ? [command(NoteReferral, { plan, commitment, referral: referral as Id<'referral'>, state, ...(outcome && { outcome }) })] : [];

/** A plan hears that the provider of one of its lines said yes, */
export const whenReferralAcceptedNoteReferral = when('when-referral-accepted-note-referral', ReferralAccepted, (facts, { stream }) =>
  noted(facts, stream, 'accepted'),
);

/** or no, */
export const whenReferralRejectedNoteReferral = when('when-referral-rejected-note-referral', ReferralRejected, (facts, { stream }) =>
  noted(facts, stream, 'rejected'),
);

/** that it was taken back, */
export const whenReferralWithdrawnNoteReferral = when('when-referral-withdrawn-note-referral', ReferralWithdrawn, (facts, { stream }) =>
  noted(facts, stream, 'withdrawn'),
);

/** and what came of it. */
export const whenOutcomeAssignedNoteReferral = when('when-outcome-assigned-note-referral', OutcomeAssigned, (facts, { stream }) =>
  noted(facts, stream, 'ended', facts.outcome),
);
