import { type By, declarationOf } from '@patto/contracts';
import { PersonalDataRead, ReadRefused } from '@patto/contracts/accountability';
import { everyEvent, factsOf, type RecordedEvent } from '@patto/read-models';

/** Who saw, or was refused, content of one person, as that person is told. */
export interface Access {
  readonly person: string;
  /** RFC 3339. */
  readonly at: string;
  /** In the access log. */
  readonly position: number;
  readonly outcome: 'shown' | 'refused';
  readonly by: By;
  /** What the access was allowed on, as `delegation-…@3`. */
  readonly basedOn: readonly string[];
  readonly purpose: string;
  readonly dataCategories: readonly string[];
  /** The personal members that were opened; none of a refusal. */
  readonly fields?: readonly string[];
  /** The code of the refusal. */
  readonly code?: string;
  readonly request: string;
}

const shown = declarationOf(PersonalDataRead).type;
const refused = declarationOf(ReadRefused).type;

/** The records of the access log, one document each; a refusal without a person is shown to nobody here. */
export const accesses = everyEvent<Access>(
  'accesses',
  1,
  {
    indexes: ['person', 'position'],
    keys: ({ type, event }) => ((type === shown || type === refused) && event.data.person !== undefined ? [event.id] : []),
  },
  (_, recorded) => accessOf(recorded),
);

const accessOf = (recorded: RecordedEvent): Access => {
  const { time, data } = recorded.event;
  const facts = factsOf(recorded) as Omit<PersonalDataRead & ReadRefused, never>;
  return { ...facts, outcome: recorded.type === shown ? 'shown' : 'refused', at: time, position: recorded.position, by: data.by, basedOn: data.basedOn };
};
