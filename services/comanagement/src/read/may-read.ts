import type { Asking } from '@patto/access';
import { type OrganisationId, type PersonId, Rejection } from '@patto/contracts';

type Asker = Pick<Asking, 'by' | 'facts' | 'kinds'>;

/** Of whom something tells, and the organisations between which it is. */
export interface Concerning {
  readonly persons: readonly PersonId[];
  readonly parties: readonly OrganisationId[];
}

/** A delegate reads what a person has from a service when they may shape the plan, or speak about what was done. */
const isDelegateInScope = ({ by, facts }: Asker): boolean =>
  !by.onBehalfOf ||
  facts.find('delegation', by.onBehalfOf, by.actor).some(({ is }) => is.acts.includes('shape-plan') || is.acts.includes('confirm-fulfilment'));

/** Whether the asker is one of those whom it is about, or somebody who acts for one. */
export const isAboutAsker = (persons: readonly PersonId[], ask: Asker): boolean =>
  persons.some((person) => person === (ask.by.onBehalfOf ?? ask.by.actor)) && isDelegateInScope(ask);

/** Whether the asker's organisation has taken charge of one of them. */
const isInCharge = (persons: readonly PersonId[], { by: { organisation }, facts }: Asker): boolean =>
  organisation !== undefined && persons.some((person) => facts.find('charge', person, organisation).length > 0);

/** To those whom it is about, their delegates, the parties, the body in charge, and auditors. */
export const mayRead = ({ persons, parties }: Concerning, ask: Asker): boolean =>
  isAboutAsker(persons, ask) || parties.some((party) => party === ask.by.organisation) || isInCharge(persons, ask) || ask.kinds.includes('auditor');

/** Refuses alike what is not for the asker and what does not exist. @throws Rejection `not-a-recipient` */
export const refuseUnless = (isAllowed: boolean): void => {
  if (!isAllowed) throw new Rejection('not-a-recipient', 'This is not for you.');
};
