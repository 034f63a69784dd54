import { stored } from '@patto/access';
import { declarationOfType, type Instant, IsCode, IsInstant, IsText } from '@patto/contracts';
import { everyEvent, factsOf } from '@patto/read-models';
import { IsIn, IsOptional, IsUUID } from 'class-validator';

export const WORK_OUTCOMES = ['refused', 'parked'] as const;
/** `refused`: a command of the reaction was refused. `parked`: an event was put aside because the reaction could not handle it. */
export type WorkOutcome = (typeof WORK_OUTCOMES)[number];
const LONGEST_NAME = 200;

class WorkDocument {
  /** The service whose reaction it was. */
  @IsText(LONGEST_NAME) readonly service!: string;
  @IsIn(WORK_OUTCOMES) readonly outcome!: WorkOutcome;
  @IsText(LONGEST_NAME) readonly reaction!: string;
  /** The id of the event that was heard; none where the reaction takes identity away. */
  @IsOptional() @IsUUID() readonly event?: string;
  /** What was refused, and with which code. */
  @IsOptional() @IsText(LONGEST_NAME) readonly command?: string;
  @IsOptional() @IsCode() readonly code?: string;
  @IsInstant() readonly since!: Instant;
}

/** What a reaction of a service left for people to see to; each service has streams of its own for it, as `persons-work-…`. */
export class WorkLeft extends stored(WorkDocument, '[a-z]+-work') {}

const WORK = /Reaction(Refused|Parked)\.v1$/;

/** Work of all services; each of them records its own, in events that are named alike. */
export const workLeft = everyEvent<WorkDocument>(
  'work-left',
  1,
  { indexes: ['service', 'outcome', 'since'], keys: ({ type, stream }) => (WORK.test(type) ? [stream] : []) },
  (_, recorded) => {
    const { reaction, event, command, code } = factsOf(recorded) as Pick<WorkDocument, 'reaction' | 'event' | 'command' | 'code'>;
    return {
      service: declarationOfType(recorded.type)?.service ?? recorded.event.source,
      outcome: WORK.exec(recorded.type)?.[1] === 'Parked' ? 'parked' : 'refused',
      reaction,
      ...(event && { event }),
      ...(command && { command }),
      ...(code && { code }),
      since: recorded.event.time,
    };
  },
);
