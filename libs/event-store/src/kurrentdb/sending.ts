import { type AppendConsistencyViolationError, type KurrentDBClient, STREAM_STATE, type WrongExpectedVersionError } from '@kurrent/kurrentdb-client';
import type { EventLog, Guard, NewEvent } from '../log.ts';
import { typeOf, within } from './calls.ts';
import type { Questions } from './questions.ts';
import { revisionOf, sent, stateOf } from './stored.ts';

/** What the server holds where an append expected otherwise. */
export type Moved = { readonly stream: string; readonly actual: number };

/** Events for streams, and where streams have to be for them to be recorded. */
export interface Sending {
  readonly records: readonly { readonly stream: string; readonly event: NewEvent }[];
  /** All of these at once; the first is the stream that is written to. */
  readonly checks: readonly Guard[];
}

/** Sends events. @returns where a stream was, if another place was expected of it; nothing was recorded then. @throws NotThere where it is not known */
export type Send = (sending: Sending) => Promise<Moved | undefined>;

/** All checks and all events in one transaction of the server. */
export const sendAtomically =
  (client: KurrentDBClient, answersWithinMs: number): Send =>
  async ({ records, checks }) => {
    try {
      await within(
        answersWithinMs,
        client.appendRecords(
          records.map(({ stream, event }) => ({ streamName: stream, record: sent(event) })),
          checks.map(({ stream, revision }) => ({ type: STREAM_STATE, streamName: stream, expectedState: stateOf(revision) })),
        ),
      );
      return undefined;
    } catch (error) {
      if (typeOf(error) !== 'append-consistency-violation') throw error;
      const violations = (error as AppendConsistencyViolationError).violations.map(({ streamName, actualState }) => ({
        stream: streamName,
        actual: revisionOf(actualState),
      }));
      // In the order of the checks: the stream itself before what was relied on.
      const first = checks.map(({ stream }) => violations.find((violation) => violation.stream === stream)).find((found) => found !== undefined);
      if (!first) throw error;
      return first;
    }
  };

/** What is relied on is read again just before: something may still move in between. */
export const sendChecked =
  (client: KurrentDBClient, questions: Questions, answersWithinMs: number): Send =>
  async ({ records, checks: [own, ...guards] }) => {
    const found = await Promise.all(guards.map(async (guard) => ({ ...guard, actual: await questions.revision(guard.stream) })));
    const moved = found.find(({ revision, actual }) => actual !== revision);
    if (!own) throw new TypeError('An append has a stream.');
    if (moved) {
      const actual = await questions.revision(own.stream);
      return actual === own.revision ? moved : { stream: own.stream, actual };
    }
    const events = records.map(({ event }) => sent(event));
    try {
      await within(answersWithinMs, client.appendToStream(own.stream, events, { streamState: stateOf(own.revision) }));
      return undefined;
    } catch (error) {
      if (typeOf(error) !== 'wrong-expected-version') throw error;
      return { stream: own.stream, actual: revisionOf((error as WrongExpectedVersionError).actualState) };
    }
  };

/** Whether a server checks and appends to several streams at once. An append of nothing tells, and records nothing. @throws NotThere */
export const guardsOf = async (client: KurrentDBClient, answersWithinMs: number): Promise<EventLog['capabilities']['guards']> => {
  try {
    await within(answersWithinMs, client.appendRecords([], []));
  } catch (error) {
    if (typeOf(error) === 'unsupported') return 'checked';
    if ((error as Error).name === 'NotThere') throw error;
  }
  return 'atomic'; // It took the call, and found fault with an append of nothing or did not.
};
