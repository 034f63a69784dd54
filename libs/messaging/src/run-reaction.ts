import { type CloudEvent, eventFacts, problemOf, Rejection } from '@patto/contracts';
import { type Checkpoints, isOutage, type Position } from '@patto/event-store';
import type { CommandCall } from '@patto/event-store/pure';
import { type Bus, type Message, type Subscription, topicOf } from './bus.ts';
import type { FindDocuments, Heard, Reaction } from './reaction.ts';

/** How often a reaction tries an event, counted across restarts, before the event is parked as work. */
const MOST_TRIES = 5;

/** What a reaction's command comes with. An anonymous one has its id alone. */
export interface ReactionCause {
  /** The same for the same event, reaction and command, so that a second delivery does nothing. */
  readonly commandId: string;
  readonly causationId?: string;
  readonly correlationId?: string;
  readonly traceparent?: string;
  readonly basedOn?: readonly string[];
}

/** A command of a reaction that was refused: an outcome, for an operator to see. */
export interface Refused {
  /** The same when it is refused again. */
  readonly id: string;
  readonly reaction: string;
  /** The event that was reacted to; an anonymous reaction does not say. */
  readonly event: string | undefined;
  /** The name of the command. */
  readonly command: string;
  /** Why: the problem code. */
  readonly code: string;
}

/** An event that a reaction could not handle, put aside as work. */
export interface Parked {
  /** The same when it is parked again. */
  readonly id: string;
  readonly reaction: string;
  readonly event: string;
  readonly position: Position;
  readonly error: unknown;
}

export interface RunReactionParts {
  readonly bus: Bus;
  /** Decides a command as the reacting service's own actor. @throws Rejection */
  readonly dispatch: (call: CommandCall, cause: ReactionCause) => Promise<unknown>;
  /** Documents of the reacting service that know at least everything up to a position. */
  readonly find: (atLeast: Position) => FindDocuments;
  /** A uuid made under the deployment's secret: the same for the same parts, and to be told from them by nobody else. */
  readonly derive: (...parts: readonly string[]) => string;
  /** Counts tries durably. */
  readonly tries: Pick<Checkpoints, 'tried'>;
  /** Records a refusal, once for each id. */
  readonly refused: (refusal: Refused) => Promise<void>;
  /** Records an event put aside, once for each id. */
  readonly park: (parked: Parked) => Promise<void>;
}

/** Runs a reaction on the bus until its subscription is stopped. */
export const runReaction = (reaction: Reaction, parts: RunReactionParts): Promise<Subscription> => {
  const { bus, dispatch, derive, tries } = parts;
  const { name, type, anonymous } = reaction;
  const idOf = (what: string, event: string, ...more: readonly string[]) => derive(anonymous ? `anonymous-${what}` : what, name, event, ...more);

  const react = async (event: CloudEvent, position: Position): Promise<void> => {
    const calls = await reaction.react(eventFacts(event), heardOf(event, position, parts.find(position)));
    for (const call of calls) {
      // By what it says and not by its place: when the event comes again the documents may have moved on, and the list is another one.
      const said = `${call.command.name} ${JSON.stringify(call.data)}`;
      const commandId = idOf('reaction', event.id, said);
      try {
        await dispatch(call, anonymous ? { commandId } : { commandId, ...causeOf(event) });
      } catch (error) {
        if (!(error instanceof Rejection) || passes(error)) throw error;
        const id = idOf('refusal', event.id, said);
        await parts.refused({ id, reaction: name, event: anonymous ? undefined : event.id, command: call.command.name, code: error.code });
      }
    }
  };

  const take = async (message: Message): Promise<void> => {
    if (message.type !== type) return;
    try {
      await react(JSON.parse(message.body) as CloudEvent, message.position);
    } catch (error) {
      if (isOutage(error)) throw error; // The bus brings it again until the engine is back; no try is counted.
      // For each key, of which one message is in hand at a time: those of others that fail meanwhile are counted beside it.
      if ((await tries.tried(`reaction:${name} ${idOf('tries', message.key)}`, message.position)) < MOST_TRIES) throw error;
      await parts.park({ id: idOf('parked', message.id), reaction: name, event: message.id, position: message.position, error });
    }
  };

  return bus.subscribe([topicOf(reaction.service)], name, take, { types: [type] });
};

/** A refusal that says nothing about the command, only that it could not be decided now: tried again like any failure. */
const passes = ({ code }: Rejection): boolean => code === 'still-running' || (problemOf(code)?.status ?? 0) >= 500;

/** What a follow-up carries of its cause. */
const causeOf = (event: CloudEvent): Omit<ReactionCause, 'commandId'> => ({
  causationId: event.id,
  correlationId: event.correlationid ?? event.id,
  ...(event.traceparent === undefined ? {} : { traceparent: event.traceparent }),
  basedOn: event.data.basedOn,
});

const heardOf = (event: CloudEvent, position: Position, find: FindDocuments): Heard => ({
  id: event.id,
  stream: event.subject,
  position,
  revision: event.revision,
  time: event.time,
  happenedAt: event.data.happenedAt,
  by: event.data.by,
  find,
});
