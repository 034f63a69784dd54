import { answers } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import { AffiliationView, affiliations } from './affiliations.ts';
import { refuseUnlessConcerned } from './may-read-affiliations.ts';

/** One operator's place in an organisation. */
export class AffiliationById {
  @IsId('affiliation') readonly affiliation!: Id<'affiliation'>;
}

export const affiliationById = answers(
  AffiliationById,
  { purpose: 'administration', dataCategories: ['operator'], answer: AffiliationView },
  async ({ affiliation }, ask) => {
    const view = await ask.one(affiliations, affiliation);
    refuseUnlessConcerned(view?.organisation, ask);
    return view;
  },
);
