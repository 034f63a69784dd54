import { answers } from '@patto/access';
import { COMPETENCES, type Competence, SECTORS, type Sector } from '@patto/contracts/partnerships';
import { IsIn, IsOptional } from 'class-validator';
import { OrganisationView, organisations } from './organisations.ts';

/** The organisations that take part, by name. */
export class OrganisationList {
  @IsOptional() @IsIn(SECTORS) readonly sector?: Sector;
  /** Those that are recognised for it. */
  @IsOptional() @IsIn(COMPETENCES) readonly competence?: Competence;
}

export const organisationList = answers(OrganisationList, { purpose: 'registry', dataCategories: [], page: OrganisationView }, ({ sector, competence }, ask) =>
  ask.page(organisations, { ...(sector && { sector }), ...(competence && { 'competences.competence': competence }) }, { sort: ['name'] }),
);
