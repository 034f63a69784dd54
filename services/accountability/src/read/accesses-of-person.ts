import { Access, answers } from '@patto/access';
import { IsId, type PersonId, Rejection } from '@patto/contracts';

/** Who was shown or refused a person's content: for the person, whoever represents them by law, and auditors. What an embargo keeps back appears when it ends. */
export class AccessesOfPerson {
  @IsId('person') readonly person!: PersonId;
}

export const accessesOfPerson = answers(AccessesOfPerson, { purpose: 'audit', dataCategories: ['accesses'], page: Access }, async ({ person }, ask) => {
  // A delegate whom the person chose for some acts is not told who reads about them; a parent or legal representative stands in their place.
  const represents = ask.facts.find('delegation', person, ask.by.actor).some(({ is }) => is.person === person && is.basis !== 'delegation');
  const isAuditor = ask.roles.includes('auditor');
  if (ask.by.actor !== person && !represents && !isAuditor) {
    throw new Rejection('not-a-recipient', 'Who read about a person is told to that person and to auditors.');
  }
  if (isAuditor) return ask.accesses(person);
  // Who acts for the person is told no more than they are.
  const inForce = ask.facts.find('embargo', person).filter(({ is }) => is.person === person);
  return ask.accesses(
    person,
    inForce.map(({ is }) => ({ reader: is.reader, since: is.placedAt })),
  );
});
