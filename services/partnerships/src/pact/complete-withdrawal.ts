import { type Id, IsId, type OrganisationId } from '@patto/contracts';
import { ParticipationWithdrawn, WithdrawalNotified } from '@patto/contracts/partnerships';
import { command, decides, dueDates, event } from '@patto/event-store/pure';
import { pact } from './pact.ts';
import { partyOf } from './party-of.ts';

/** A party that gave notice leaves: when another performs what it performed, or when its notice ends. Sent when either may be so. */
export class CompleteWithdrawal {
  @IsId('pact') readonly pact!: Id<'pact'>;
  @IsId('organisation') readonly organisation!: OrganisationId;
}

export const completeWithdrawal = decides(
  pact,
  CompleteWithdrawal,
  {
    // A service that only rests is still to be handed over.
    relies: ({ pact, organisation }, facts) => ({
      performed: facts.find('service', pact).filter(({ is }) => is.pact === pact && is.performer === organisation),
    }),
  },
  (state, { organisation }, { now, relied }) => {
    const party = partyOf(state, organisation, now);
    if (!party?.noticeUntil) return [];
    if (relied.performed.length === 0) return [event(ParticipationWithdrawn, { organisation, because: 'handed-over' })];
    return now < party.noticeUntil ? [] : [event(ParticipationWithdrawn, { organisation, because: 'notice-ended' })];
  },
);

/** When each notice ends. */
export const noticesEnding = dueDates(
  'notices-ending',
  { WithdrawalNotified, ParticipationWithdrawn },
  {
    WithdrawalNotified: ({ organisation, noticeUntil }) => [{ key: organisation, dueAt: noticeUntil }],
    ParticipationWithdrawn: ({ organisation }) => [{ key: organisation, dueAt: undefined }],
  },
  ({ stream, key }) => command(CompleteWithdrawal, { pact: stream as Id<'pact'>, organisation: key as OrganisationId }),
);
