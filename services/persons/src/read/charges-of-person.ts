import { answers } from '@patto/access';
import { IsId, type PersonId } from '@patto/contracts';
import { ChargeView, charges } from './charges.ts';
import { isShown, refuseUnless } from './may-read.ts';

/** Who is in charge of a person, and who their case manager is: they always see it. */
export class ChargesOfPerson {
  @IsId('person') readonly person!: PersonId;
}

export const chargesOfPerson = answers(ChargesOfPerson, { purpose: 'care', dataCategories: ['charge'], page: ChargeView }, ({ person }, ask) => {
  refuseUnless(isShown(person, ask));
  return ask.page(charges, { person }, { sort: ['-since'] });
});
