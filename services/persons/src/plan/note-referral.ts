import { type Id, IsCode, IsId } from '@patto/contracts';
import { PlanToldOfReferral, TOLD_OF_REFERRAL, type ToldOfReferral } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { IsIn, IsOptional } from 'class-validator';
import { plan } from './plan.ts';

/** Tells a plan how the referral that carries out one of its commitments stands; sent by the reactions to that. */
export class NoteReferral {
  @IsId('plan') readonly plan!: Id<'plan'>;
  @IsId('commitment') readonly commitment!: Id<'commitment'>;
  @IsId('referral') readonly referral!: Id<'referral'>;
  @IsIn(TOLD_OF_REFERRAL) readonly state!: ToldOfReferral;
  /** With `ended`. */
  @IsOptional() @IsCode() readonly outcome?: string;
}

export const noteReferral = decides(plan, NoteReferral, (state, { commitment, referral, state: stands, outcome }) => {
  const line = state.commitments[commitment];
  const before = line?.referral?.referral === referral ? line.referral : undefined;
  const isKnown = before?.state === stands && before.outcome === outcome;
  // Messages may come in another order: what is over does not begin again.
  const isStale = before !== undefined && (stands === 'accepted' || (stands === 'rejected' && before.state === 'ended'));
  if (!line || isKnown || isStale) return [];

  return [event(PlanToldOfReferral, { commitment, referral, state: stands, ...(outcome && { outcome }) })];
});
