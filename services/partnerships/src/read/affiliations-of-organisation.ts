import { answers } from '@patto/access';
import { IsId, type OrganisationId } from '@patto/contracts';
import { OPERATOR_ROLES, type OperatorRole } from '@patto/contracts/partnerships';
import { IsIn, IsOptional } from 'class-validator';
import { AFFILIATION_STATUSES, type AffiliationStatus, AffiliationView, affiliations } from './affiliations.ts';
import { refuseUnlessConcerned } from './may-read-affiliations.ts';

/** Who works for an organisation, and who did. */
export class AffiliationsOfOrganisation {
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsOptional() @IsIn(AFFILIATION_STATUSES) readonly status?: AffiliationStatus;
  @IsOptional() @IsIn(OPERATOR_ROLES) readonly role?: OperatorRole;
}

export const affiliationsOfOrganisation = answers(
  AffiliationsOfOrganisation,
  { purpose: 'administration', dataCategories: ['operator'], page: AffiliationView },
  ({ organisation, status, role }, ask) => {
    refuseUnlessConcerned(organisation, ask);
    return ask.page(affiliations, { organisation, ...(status && { status }), ...(role && { roles: role }) }, { sort: ['since'] });
  },
);
