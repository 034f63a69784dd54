import { answers } from '@patto/access';
import { IsId, type OrganisationId } from '@patto/contracts';
import { IsIn, IsOptional } from 'class-validator';
import { PACT_STATUSES, type PactStatus, PactView, pacts } from './pacts.ts';

/** Pacts, the newest first. */
export class PactList {
  /** One of its signatories. */
  @IsOptional() @IsId('organisation') readonly organisation?: OrganisationId;
  @IsOptional() @IsIn(PACT_STATUSES) readonly status?: PactStatus;
}

export const pactList = answers(PactList, { purpose: 'registry', dataCategories: [], page: PactView }, ({ organisation, status }, ask) =>
  ask.page(pacts, { ...(organisation && { 'signatories.organisation': organisation }), ...(status && { status }) }, { sort: ['-draftedAt'] }),
);
