import { Access, answers } from '@patto/access';
import { IsId, type PersonId, Rejection } from '@patto/contracts';

/** Who was shown or refused a person's content: for the person, whoever represents them by law, and auditors. */
export class AccessesOfPerson {
  @IsId('person') readonly person!: PersonId;
}

export const accessesOfPerson = answers(AccessesOfPerson, { purpose: 'audit', dataCategories: ['accesses'], page: Access }, async ({ person }, ask) => {
  // A delegate whom the person chose for some acts is not told who reads about them; a parent or legal representative stands in their place.
  const represents = ask.facts.find('delegation', person, ask.by.actor).some(({ is }) => is.person === person && is.basis !== 'delegation');
  if (ask.by.actor !== person && !represents && !ask.roles.includes('auditor')) {
    throw new Rejection('not-a-recipient', 'Who read about a person is told to that person and to auditors.');
  }
  return ask.accesses(person);
});
