import type { Asking } from '@patto/access';
import { type OrganisationId, type PersonId, Rejection } from '@patto/contracts';
import type { PersonAct } from '@patto/contracts/persons';

type Asker = Pick<Asking, 'by' | 'facts' | 'kinds' | 'basis' | 'standsOn'>;

/** Of whom something tells, and the organisations between which it is. */
export interface Concerning {
  readonly persons: readonly PersonId[];
  readonly parties: readonly OrganisationId[];
}

/** A delegate reads what a person has from a service when they may shape the plan, or speak about what was done. */
const ACTS_ABOUT_SERVICES: readonly PersonAct[] = ['shape-plan', 'confirm-fulfilment'];

/** Whether the asker is one of those whom it is about, or somebody who acts for one. */
export const isAboutAsker = (persons: readonly PersonId[], ask: Asker): boolean =>
  ask.by.organisation === undefined && persons.some((person) => isShown(person, ask));

/** Whether the asker is shown content of this person: they are that person or act for them, are in charge, or a clause, a consent or an emergency covers it. */
export const isShown = (person: PersonId, ask: Asker): boolean => ask.basis(person, ACTS_ABOUT_SERVICES) !== undefined;

/** Whether the asker is told that it is there: whoever may be shown it, the parties, and auditors. Content takes a basis beside. */
export const mayRead = ({ persons, parties }: Concerning, ask: Asker): boolean =>
  persons.some((person) => isShown(person, ask)) || isParty(parties, ask) || ask.kinds.includes('auditor');

const isParty = (parties: readonly OrganisationId[], { by }: Pick<Asker, 'by'>): boolean => parties.some((party) => party === by.organisation);

/** Refuses alike what is not for the asker and what does not exist. @throws Rejection `not-a-recipient` */
export const refuseUnless = (isAllowed: boolean): void => {
  if (!isAllowed) throw new Rejection('not-a-recipient', 'This is not for you.');
};

/**
 * Whether somebody who may read it is shown what was said in it, too; of what an auditor reads without a basis of their own they get the facts.
 * @throws Rejection `no-legal-basis` to a party whom nothing covers any more
 */
export const isToldWords = (person: PersonId, ask: Asker): boolean => {
  if (isShown(person, ask)) return true;
  if (ask.kinds.includes('auditor')) return false;
  throw new Rejection('no-legal-basis', 'Nothing covers telling your organisation about this person now.');
};
