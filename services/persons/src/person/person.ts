import { type Capacity, ExternalRecordLinked, LoginLinked, PersonDetailsCorrected, PersonErased, PersonRegistered } from '@patto/contracts/persons';
import { aggregate, type Evolve } from '@patto/event-store/pure';

/** What decisions know of a person: never who it is. */
export interface Person {
  readonly area?: string;
  readonly capacity?: Capacity;
}

const events = { PersonRegistered, PersonDetailsCorrected, LoginLinked, ExternalRecordLinked, PersonErased };

const evolve: Evolve<Person, typeof events> = {
  PersonRegistered: (_, { area, capacity }) => ({ area, capacity }),
  PersonDetailsCorrected: (_, { area, capacity }) => ({ area, capacity }),
  LoginLinked: (person) => person,
  ExternalRecordLinked: (person) => person,
  PersonErased: () => ({}),
};

export const person = aggregate(events, {} as Person, evolve);
