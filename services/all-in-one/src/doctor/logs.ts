import { join } from 'node:path';
import { BEFORE_FIRST, type EventLog, endOfSqliteLog, type LogEnd, openKurrentLog } from '@patto/event-store';
import { engineOfLog, type Logs, openedAt, type Service, type Settings } from '@patto/service-kit';
import type { LogName } from '../move.ts';
import { withLogs } from '../with-logs.ts';
import { type Finding, looking, ok, warn } from './finding.ts';
import { lookAtRole } from './role.ts';

/** Where the logs end, of those that could be looked at. */
export type LogEnds = ReadonlyMap<LogName, LogEnd>;

const ABOUT: Readonly<Record<LogName, string>> = { events: 'event log', accesses: 'log of accesses' };

const CHECKED_GUARDS =
  'KurrentDB before 26.1 looks at what a decision relies on just before it records it, and does not hold it meanwhile: update it, or let nothing but this process write to it.';

/** Looks at both logs, and where they end. */
export const lookAtLogs = async (settings: Settings, only: readonly Service[]): Promise<{ readonly findings: readonly Finding[]; readonly ends: LogEnds }> => {
  const ends = new Map<LogName, LogEnd>();
  const ended = (name: LogName, place: string, end: LogEnd): Finding => {
    ends.set(name, end);
    return ok(ABOUT[name], `${place}, ${end.position + 1} events.`);
  };
  const embedded = (name: LogName) =>
    looking(ABOUT[name], async () => {
      const file = join(settings.data, `${name}.sqlite`);
      const end = endOfSqliteLog(file);
      return [end ? ended(name, file, end) : warn(ABOUT[name], `There is none yet; the first start makes ${file}.`)];
    });
  const onKurrent = (url: string) =>
    looking(ABOUT.events, async () => {
      const log = await openedAt('PATTO_EVENT_STORE_URL', openKurrentLog({ url, service: 'doctor', onFatal: () => {} }));
      try {
        const end = ended('events', 'KurrentDB', await endOf(log));
        return log.capabilities.guards === 'checked' ? [end, warn(ABOUT.events, CHECKED_GUARDS)] : [end];
      } finally {
        await log.close();
      }
    });
  const onPostgres = (url: string) =>
    looking(ABOUT.events, async () => {
      const role = await lookAtRole('PATTO_EVENT_STORE_URL', url);
      const both = async ({ log, accesses }: Logs) => [ended('events', 'PostgreSQL', await endOf(log)), ended('accesses', 'PostgreSQL', await endOf(accesses))];
      return [...role, ...(await looking(ABOUT.events, () => withLogs(settings, both, only)))];
    });

  const { eventStore } = settings.engines;
  if (eventStore === undefined) return { findings: [...(await embedded('events')), ...(await embedded('accesses'))], ends };
  const isOnKurrent = engineOfLog(eventStore) === 'KurrentDB';
  return { findings: isOnKurrent ? [...(await onKurrent(eventStore)), ...(await embedded('accesses'))] : await onPostgres(eventStore), ends };
};

const endOf = async (log: EventLog): Promise<LogEnd> => {
  const position = await log.head();
  if (position === BEFORE_FIRST) return { position, recordedAt: 0 };
  for await (const { recordedAt } of log.readAll({ after: position - 1, limit: 1 })) return { position, recordedAt };
  throw new Error(`The log says that it ends at position ${position}, and has no event there.`);
};
