import { type Id, IsCode, IsId } from '@patto/contracts';
import { PlanToldOfReferral, TOLD_OF_REFERRAL, type ToldOfReferral } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { IsIn, IsOptional } from 'class-validator';
import type { Commitment } from './commitments.ts';
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

/** How far each is along: messages may come in another order, and what is over does not begin again. */
const STAGE: { readonly [state in ToldOfReferral]: number } = { accepted: 0, rejected: 1, withdrawn: 1, ended: 2 };

interface Stands {
  readonly referral: string;
  readonly stands: ToldOfReferral;
  readonly outcome: string | undefined;
}

/** Known before, overtaken, or the end of another referral than the one that carries the line out by now. */
const isStale = (before: NonNullable<Commitment['referral']>, { referral, stands, outcome }: Stands): boolean => {
  if (before.referral !== referral) return before.state === 'accepted' && stands !== 'accepted';
  return STAGE[stands] < STAGE[before.state] || (before.state === stands && before.outcome === outcome);
};

export const noteReferral = decides(plan, NoteReferral, (state, { commitment, referral, state: stands, outcome }) => {
  const line = state.commitments[commitment];
  const before = line?.referral;
  if (!line || (before && isStale(before, { referral, stands, outcome }))) return [];

  return [event(PlanToldOfReferral, { commitment, referral, state: stands, ...(outcome && { outcome }) })];
});
