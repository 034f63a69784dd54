import { IsOpened, stored } from '@patto/access';
import { type Id, type Instant, IsCode, IsId, IsInstant, type OrganisationId, type PersonId } from '@patto/contracts';
import { DECLINE_REASONS, type DeclineReason, NeedAnswerOverdue, NeedRedirected, NeedReported, NeedTaken, NeedTurnedDown } from '@patto/contracts/persons';
import { readModel, type SealedPart } from '@patto/read-models';
import { IsIn, IsOptional } from 'class-validator';

export const NEED_STATUSES = ['waiting', 'overdue', 'taken', 'turned-down'] as const;

class NeedDocument {
  @IsId('person') readonly person!: PersonId;
  @IsCode() readonly category!: string;
  @IsCode() readonly area!: string;
  @IsId('organisation') readonly desk!: OrganisationId;
  @IsIn(NEED_STATUSES) readonly status!: (typeof NEED_STATUSES)[number];
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
  @IsInstant() readonly answerBy!: Instant;
  @IsInstant() readonly reportedAt!: Instant;
  @IsOptional() @IsOpened(NeedReported, 'words') readonly words?: SealedPart;
  @IsOptional() @IsId('charge') readonly charge?: Id<'charge'>;
  @IsOptional() @IsIn(DECLINE_REASONS) readonly reason?: DeclineReason;
}

/** A need, where it is and what became of it. */
export class NeedView extends stored(NeedDocument, 'need') {}

/** The needs that desks have to answer. */
export const needs = readModel(
  'needs',
  1,
  { events: { NeedReported, NeedRedirected, NeedTaken, NeedTurnedDown, NeedAnswerOverdue }, indexes: ['desk', 'person', 'status'] },
  {
    NeedReported: (_: NeedDocument | undefined, { person, category, area, desk, obligation, answerBy }, { time, sealed }): NeedDocument => {
      const words = sealed('words');
      return { person, category, area, desk, status: 'waiting', obligation, answerBy, reportedAt: time, ...(words && { words }) };
    },
    NeedRedirected: (view, { desk, obligation, answerBy }): NeedDocument | undefined => view && { ...view, desk, obligation, answerBy, status: 'waiting' },
    NeedTaken: (view, { charge }): NeedDocument | undefined => view && { ...view, charge, status: 'taken' },
    NeedTurnedDown: (view, { reason }): NeedDocument | undefined => view && { ...view, reason, status: 'turned-down' },
    NeedAnswerOverdue: (view): NeedDocument | undefined => view && { ...view, status: 'overdue' },
  },
);
