import { answers } from '@patto/access';
import { IsId, mandateFor, type PersonId, Rejection } from '@patto/contracts';
import { RetentionView, retentions } from './retentions.ts';

/** What stands against erasing a person's content, and the receipt where it was: for the person, bodies that answer for people there, and auditors. */
export class RetentionOfPerson {
  @IsId('person') readonly person!: PersonId;
}

export const retentionOfPerson = answers(RetentionOfPerson, { purpose: 'audit', dataCategories: [], answer: RetentionView }, async ({ person }, ask) => {
  const [view] = await ask.find(retentions, { person }, { limit: 1 });
  const area = ask.facts.find('person', person)[0]?.is.area ?? view?.area;
  const mandate = area && ask.roles.includes('administrator') && mandateFor(ask.facts, ask.by.organisation, { competence: 'reading-needs', area });
  if (ask.party === person || ask.roles.includes('auditor') || mandate) return view;
  throw new Rejection('not-a-recipient', 'This is told to the person, to bodies that answer for people where they live, and to auditors.');
});
