import { type Fact, mandateFor, Rejection } from '@patto/contracts';
import type { Acting, Context, FactsInForce } from '@patto/event-store/pure';
import type { Person } from './person.ts';

/** The facts that let somebody keep a person's details. */
export interface Keeping {
  readonly [name: string]: Fact | undefined;
  readonly charge: Fact<'charge'> | undefined;
  readonly mandate: Fact<'mandate'> | undefined;
}

/** What lets an organisation keep a person's details: that it took charge of them, or reads needs where they live. */
export const keepsDetails = ({ person }: { person: string }, facts: FactsInForce, { by }: Acting, { area }: Person): Keeping => {
  const charge = by.organisation ? facts.find('charge', person, by.organisation)[0] : undefined;
  return { charge, mandate: charge || !area ? undefined : mandateFor(facts, by.organisation, { competence: 'reading-needs', area }) };
};

/** @throws Rejection `not-a-recipient`, alike where there is no such person */
export const mustKeepDetails = (person: Person, { relied }: Context<Keeping>): void => {
  if (!person.area || !(relied.charge || relied.mandate)) throw new Rejection('not-a-recipient', 'This person is not in the care of your organisation.');
};
