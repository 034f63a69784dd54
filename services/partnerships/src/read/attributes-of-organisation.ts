import { answers } from '@patto/access';
import { IsId, type OrganisationId } from '@patto/contracts';
import { AttributeView, attributes } from './attributes.ts';

/** What an organisation is on record to have. */
export class AttributesOfOrganisation {
  @IsId('organisation') readonly organisation!: OrganisationId;
}

export const attributesOfOrganisation = answers(
  AttributesOfOrganisation,
  { purpose: 'registry', dataCategories: [], page: AttributeView },
  ({ organisation }, ask) => ask.page(attributes, { organisation }, { sort: ['attribute'] }),
);
