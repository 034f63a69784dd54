import { answers } from '@patto/access';
import { IsId, type OrganisationId } from '@patto/contracts';
import { OrganisationView, organisations } from './organisations.ts';

/** One organisation and what it is recognised to be able to do. */
export class OrganisationById {
  @IsId('organisation') readonly organisation!: OrganisationId;
}

export const organisationById = answers(OrganisationById, { purpose: 'registry', dataCategories: [], answer: OrganisationView }, ({ organisation }, ask) =>
  ask.one(organisations, organisation),
);
