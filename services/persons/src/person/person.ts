import {
  type Capacity,
  ExternalRecordLinked,
  LoginCodeIssued,
  LoginLinked,
  MajorityRecorded,
  PersonDetailsCorrected,
  PersonErased,
  PersonRegistered,
} from '@patto/contracts/persons';
import { aggregate, type Evolve } from '@patto/event-store/pure';

/** What decisions know of a person: never who it is. */
export interface Person {
  readonly area?: string;
  readonly capacity?: Capacity;
  readonly hasLogin?: boolean;
  /** The one-time code that waits for them, and who gave it. */
  readonly code?: { readonly issuedBy: string } | undefined;
}

const events = { PersonRegistered, PersonDetailsCorrected, LoginCodeIssued, LoginLinked, MajorityRecorded, ExternalRecordLinked, PersonErased };

const evolve: Evolve<Person, typeof events> = {
  PersonRegistered: (_, { area, capacity }) => ({ area, capacity }),
  PersonDetailsCorrected: (person, { area, capacity }) => ({ ...person, area, capacity }),
  MajorityRecorded: (person, { capacity }) => ({ ...person, capacity }),
  LoginCodeIssued: (person, _, { by }) => ({ ...person, code: { issuedBy: by.actor } }),
  LoginLinked: (person) => ({ ...person, code: undefined, hasLogin: true }),
  ExternalRecordLinked: (person) => person,
  PersonErased: () => ({}),
};

export const person = aggregate(events, {} as Person, evolve);
