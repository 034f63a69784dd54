import { answers } from '@patto/access';
import { IsId, type PersonId } from '@patto/contracts';
import { isShown, readsNeeds, refuseUnless } from './may-read.ts';
import { PersonView, persons } from './persons.ts';

/** One person, to themself, to who acts for them, to the body in charge and to the one that reads needs where they live. */
export class PersonById {
  @IsId('person') readonly person!: PersonId;
}

export const personById = answers(PersonById, { purpose: 'care', dataCategories: ['identity', 'contacts'], answer: PersonView }, async ({ person }, ask) => {
  const view = await ask.one(persons, person);
  refuseUnless(view !== undefined && (isShown(person, ask) || readsNeeds(person, view.area, ask)));
  return view;
});
