import { type Id, IsId, type PersonId } from '@patto/contracts';
import { CONTEST_REASONS, type ContestReason, FulfilmentConfirmed, FulfilmentContested } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { plan } from './plan.ts';

/** The person said of a delivery that it was so, or not: that is their word about the commitment too. Sent by the reaction to it. */
export class NoteDeliveryWord {
  @IsId('plan') readonly plan!: Id<'plan'>;
  @IsId('commitment') readonly commitment!: Id<'commitment'>;
  @IsId('person') readonly person!: PersonId;
  /** The event that recorded the delivery. */
  @IsUUID('all') readonly recorded!: string;
  /** Why it is contested; it is confirmed where there is none. */
  @IsOptional() @IsIn(CONTEST_REASONS) readonly contested?: ContestReason;
}

export const noteDeliveryWord = decides(plan, NoteDeliveryWord, (state, { commitment, person, recorded, contested }) => {
  const line = state.commitments[commitment];
  const report = line?.reported.find(({ shownBy }) => shownBy === recorded);
  if (!report || line?.about !== person) return []; // It settled no date, or its word was heard before.
  const { obligation } = report.occurrence;
  if (!contested) return [event(FulfilmentConfirmed, { commitment, obligation })];
  return [event(FulfilmentContested, { commitment, obligation, about: person, reason: contested })];
});
