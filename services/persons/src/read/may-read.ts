import type { Asking } from '@patto/access';
import { mandateFor, Rejection } from '@patto/contracts';
import type { PersonAct } from '@patto/contracts/persons';

type Asker = Pick<Asking, 'by' | 'facts' | 'basis' | 'standsOn'>;

/** Whether the asker is shown content of this person: they are that person or act for them, are in charge, or a clause, a consent or an emergency covers it. */
export const isShown = (person: string | undefined, ask: Asker, acts?: readonly PersonAct[]): boolean =>
  person !== undefined && ask.basis(person, acts) !== undefined;

/** Whether the asker's organisation has taken charge of one of these persons. */
export const isInCharge = (persons: readonly string[], { by: { organisation }, facts }: Pick<Asker, 'by' | 'facts'>): boolean =>
  organisation !== undefined && persons.some((person) => facts.find('charge', person, organisation).length > 0);

/** Whether the asker's organisation reads needs there, and so what it has to know of the person who has one. */
export const readsNeeds = (person: string, area: string | undefined, ask: Asker): boolean => {
  const mandate = area === undefined ? undefined : mandateFor(ask.facts, ask.by.organisation, { competence: 'reading-needs', area });
  if (mandate) ask.standsOn({ basis: 'public-task', relied: [mandate] }, person);
  return mandate !== undefined;
};

/** Says that this is shown as the asker's own part in it: their line, their finding, their note. */
export const ownPart = (ask: Asker, ...persons: readonly string[]): true => {
  ask.standsOn({ basis: 'own-part', relied: [] }, ...persons);
  return true;
};

/** Refuses alike what is not for the asker and what does not exist. @throws Rejection `not-a-recipient` */
export const refuseUnless = (isAllowed: boolean): void => {
  if (!isAllowed) throw new Rejection('not-a-recipient', 'This is not for you.');
};
