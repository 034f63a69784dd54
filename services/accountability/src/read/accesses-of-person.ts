import { Access, answers, IsSealState, type ListPage, type StateAt, stateAt } from '@patto/access';
import { IsId, type PersonId, Rejection } from '@patto/contracts';

/** Who was shown or refused a person's content: for the person, whoever represents them by law, and auditors. What an embargo keeps back appears when it ends. */
export class AccessesOfPerson {
  @IsId('person') readonly person!: PersonId;
}

/** With how far its evidence reaches in the ledger of accesses. */
export class AccessInList extends Access {
  @IsSealState() readonly state!: StateAt;
}

const withStates = <Page extends ListPage<Access>>(page: Page) => ({
  ...page,
  items: page.items.map((one) => ({ ...one, state: stateAt(one.position, 'accesses') })),
});

export const accessesOfPerson = answers(AccessesOfPerson, { purpose: 'audit', dataCategories: ['accesses'], page: AccessInList }, async ({ person }, ask) => {
  // A delegate whom the person chose for some acts is not told who reads about them; a parent or legal representative stands in their place.
  const represents = ask.facts.find('delegation', person, ask.by.actor).some(({ is }) => is.person === person && is.basis !== 'delegation');
  const isAuditor = ask.roles.includes('auditor');
  if (ask.by.actor !== person && !represents && !isAuditor) {
    throw new Rejection('not-a-recipient', 'Who read about a person is told to that person and to auditors.');
  }
  if (isAuditor) return withStates(await ask.accesses(person));
  // Who acts for the person is told no more than they are.
  const inForce = ask.facts.find('embargo', person).filter(({ is }) => is.person === person);
  const kept = inForce.map(({ is }) => ({ reader: is.reader, since: is.placedAt }));
  return withStates(await ask.accesses(person, kept));
});
