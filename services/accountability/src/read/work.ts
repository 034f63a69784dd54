import { declarationOfType } from '@patto/contracts';
import { everyEvent, factsOf } from '@patto/read-models';

/** What a reaction of a service left for people to see to. */
export interface WorkLeft {
  /** The service whose reaction it was. */
  readonly service: string;
  /** `refused`: a command of the reaction was refused. `parked`: an event was put aside because the reaction could not handle it. */
  readonly outcome: 'refused' | 'parked';
  readonly reaction: string;
  /** The id of the event that was heard; none where the reaction takes identity away. */
  readonly event?: string;
  /** What was refused, and with which code. */
  readonly command?: string;
  readonly code?: string;
  /** When it was recorded, RFC 3339. */
  readonly since: string;
}

const WORK = /Reaction(Refused|Parked)\.v1$/;

/** Work of all services; each of them records its own, in events that are named alike. */
export const workLeft = everyEvent<WorkLeft>(
  'work-left',
  1,
  { indexes: ['service', 'outcome', 'since'], keys: ({ type, stream }) => (WORK.test(type) ? [stream] : []) },
  (_, recorded) => {
    const { reaction, event, command, code } = factsOf(recorded) as Pick<WorkLeft, 'reaction' | 'event' | 'command' | 'code'>;
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
