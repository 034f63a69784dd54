import type { By, EventClass, Fact } from '@patto/contracts';
import { type Appended, cloudEvent, type EventLog } from '@patto/event-store';
import { event } from '@patto/event-store/pure';

/** Records one event of any declared class at the end of a stream, under these guards. */
export type Record = <C extends EventClass>(stream: string, declared: C, data: InstanceType<C>, guards?: readonly Fact[]) => Promise<Appended>;

/** Records events for tests in a log of their own, a minute apart from New Year 2027 on. */
export const recorder = (log: EventLog, by: By): Record => {
  let time = Date.parse('2027-01-01T00:00:00Z');
  return async (stream, declared, data, guards = []) => {
    const revision = (await log.revision(stream)) + 1;
    time += 60_000;
    const command = crypto.randomUUID();
    const circumstances = { by, initiative: 'agency', channel: 'self', happenedAt: new Date(time).toISOString(), basedOn: [] } as const;
    const recording = { id: crypto.randomUUID(), stream, revision, time, command, digest: '', ...circumstances };
    return log.append(stream, revision - 1, [cloudEvent(event(declared, data), recording, [])], { command, guards });
  };
};
