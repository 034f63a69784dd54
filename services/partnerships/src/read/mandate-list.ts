import { answers } from '@patto/access';
import { type Instant, instant, IsCode, IsId, IsInstant, type OrganisationId } from '@patto/contracts';
import { COMPETENCES, type Competence } from '@patto/contracts/partnerships';
import type { Filter } from '@patto/read-models';
import { IsIn, IsOptional } from 'class-validator';
import { MandateView, mandates } from './mandates.ts';

/** Which organisation may do what: of one holder or grantor, in one area, in force at one moment. */
export class MandateList {
  @IsOptional() @IsId('organisation') readonly holder?: OrganisationId;
  @IsOptional() @IsId('organisation') readonly grantor?: OrganisationId;
  @IsOptional() @IsIn(COMPETENCES) readonly competence?: Competence;
  @IsOptional() @IsCode() readonly area?: string;
  /** Those under which could be acted at this moment, as it was recorded then; all, whatever became of them, where it is left out. */
  @IsOptional() @IsInstant() readonly inForceAt?: Instant;
}

const inForce = (at: Instant): Filter => ({
  acceptedAt: { $lte: at },
  from: { $lte: at },
  until: { $gt: at },
  $or: [{ endedAt: { $exists: false } }, { endedAt: { $gt: at } }],
});

export const mandateList = answers(
  MandateList,
  { purpose: 'registry', dataCategories: [], page: MandateView },
  ({ holder, grantor, competence, area, inForceAt }, ask) =>
    ask.page(
      mandates,
      {
        ...(holder && { holder }),
        ...(grantor && { grantor }),
        ...(competence && { competences: competence }),
        ...(area && { areas: area }),
        ...(inForceAt && inForce(instant(inForceAt))),
      },
      { sort: ['-grantedAt'] },
    ),
);
