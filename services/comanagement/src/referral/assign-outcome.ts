import { type Id, IsId, IsText } from '@patto/contracts';
import { OutcomeAssigned, REFERRAL_OUTCOMES, type ReferralOutcome } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { IsIn, IsOptional } from 'class-validator';
import { moving, takingPart } from './moves.ts';
import { referral } from './referral.ts';

/** One of the two says what came of a referral that is over; until it is closed a later word replaces it. */
export class AssignOutcome {
  @IsId('referral') readonly referral!: Id<'referral'>;
  @IsIn(REFERRAL_OUTCOMES) readonly outcome!: ReferralOutcome;
  @IsOptional() @IsText(2_000) readonly note?: string;
}

export const assignOutcome = decides(referral, AssignOutcome, { relies: takingPart }, (state, { outcome, note }, context) => {
  const { person, plan, commitment } = moving(state, 'assignOutcome', context);
  return [event(OutcomeAssigned, { outcome, person, plan, commitment, ...(note && { note }) })];
});
