import type { Asking } from '@patto/access';
import { mandateFor, Rejection } from '@patto/contracts';

type Asker = Pick<Asking, 'by' | 'facts'>;

/** Whether it is the person themself, or somebody who acts for them now. */
export const isFor = (person: string | undefined, { by }: Asker): boolean => person !== undefined && (by.onBehalfOf ?? by.actor) === person;

/** Whether the asker's organisation has taken charge of one of these persons. */
export const isInCharge = (persons: readonly string[], { by: { organisation }, facts }: Asker): boolean =>
  organisation !== undefined && persons.some((person) => facts.find('charge', person, organisation).length > 0);

/** Whether the asker's organisation reads needs there. */
export const readsNeeds = (area: string | undefined, { by, facts }: Asker): boolean =>
  area !== undefined && mandateFor(facts, by.organisation, { competence: 'reading-needs', area }) !== undefined;

/** Refuses alike what is not for the asker and what does not exist. @throws Rejection `not-a-recipient` */
export const refuseUnless = (isAllowed: boolean): void => {
  if (!isAllowed) throw new Rejection('not-a-recipient', 'This is not for you.');
};
