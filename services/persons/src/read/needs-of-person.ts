import { answers } from '@patto/access';
import { IsId, type PersonId } from '@patto/contracts';
import { isShown, refuseUnless } from './may-read.ts';
import { NeedView, needs } from './needs.ts';

/** What a person said that they need, and what became of it. */
export class NeedsOfPerson {
  @IsId('person') readonly person!: PersonId;
}

export const needsOfPerson = answers(NeedsOfPerson, { purpose: 'care', dataCategories: ['need'], page: NeedView }, ({ person }, ask) => {
  refuseUnless(isShown(person, ask));
  return ask.page(needs, { person }, { sort: ['-reportedAt'] });
});
