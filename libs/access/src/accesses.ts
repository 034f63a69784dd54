import { AreTexts, By, declarationOf, type Instant, IsCode, IsInstant } from '@patto/contracts';
import { PersonalDataRead, ReadRefused } from '@patto/contracts/accountability';
import { everyEvent, factsOf, type RecordedEvent } from '@patto/read-models';
import { IsIn, IsInt, IsOptional, IsUUID, Min } from 'class-validator';
import { perhaps } from './answer-class.ts';
import { IsView } from './answer-members.ts';

const OUTCOMES = ['shown', 'refused'] as const;
/** One access names at most so many facts that it was allowed on. */
const MOST_GROUNDS = 1_000;

/** Who saw, or was refused, content of one person, as that person is told: the members of both records. */
export class Access extends perhaps(PersonalDataRead, 'fields') {
  @IsUUID() readonly id!: string;
  /** When it was recorded. */
  @IsInstant() readonly at!: Instant;
  /** In the access log. */
  @IsInt() @Min(0) readonly position!: number;
  @IsOptional() @IsInt() @Min(1) readonly revision?: number;
  @IsIn(OUTCOMES) readonly outcome!: (typeof OUTCOMES)[number];
  @IsView(() => By) readonly by!: By;
  /** What the access was allowed on, as `delegation-…@3`. */
  @AreTexts(MOST_GROUNDS, 200) readonly basedOn!: readonly string[];
  /** The code of the refusal. */
  @IsOptional() @IsCode() readonly code?: string;
}

const shown = declarationOf(PersonalDataRead).type;
const refused = declarationOf(ReadRefused).type;

/** The records of the access log, one document each; a refusal without a person is shown to nobody here. */
export const accesses = everyEvent<Omit<Access, 'id' | 'revision'>>(
  'accesses',
  1,
  {
    indexes: ['person', 'position'],
    keys: ({ type, event }) => ((type === shown || type === refused) && event.data.person !== undefined ? [event.id] : []),
  },
  (_, recorded) => accessOf(recorded),
);

const accessOf = (recorded: RecordedEvent): Omit<Access, 'id' | 'revision'> => {
  const { time, data } = recorded.event;
  const facts = factsOf(recorded) as Omit<PersonalDataRead & ReadRefused, never>;
  return { ...facts, outcome: recorded.type === shown ? 'shown' : 'refused', at: time, position: recorded.position, by: data.by, basedOn: data.basedOn };
};
