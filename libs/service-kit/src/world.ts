import { join } from 'node:path';
import { type AuthorityFacts, authorityFacts } from '@patto/access';
import {
  type Checkpoints,
  type DueList,
  type EventLog,
  type Follower,
  type Leases,
  noOtherProcess,
  openCheckpoints,
  openDueList,
  openSqliteLog,
} from '@patto/event-store';
import { type Keyring, openKeyring, openKeys } from '@patto/privacy';
import { type Documents, openSqliteDocuments } from '@patto/read-models';
import type { Logger } from 'pino';
import { type Settings, WrongSettings } from './settings.ts';

/** The engines of one deployment, open, and the clock that everything reads. */
export interface World {
  readonly settings: Settings;
  readonly logger: Logger;
  readonly log: EventLog;
  /** The log of reads: an event store of its own. */
  readonly accesses: EventLog;
  readonly documents: Documents;
  readonly keyring: Keyring;
  readonly checkpoints: Checkpoints;
  readonly dueList: DueList;
  /** Who does the work of each service. */
  readonly leases: Leases;
  readonly facts: AuthorityFacts;
  /** Milliseconds of the Unix epoch; tests and seeding move it. */
  readonly clock: () => number;
}

/** A follower that a service brings, with what it holds open. */
export interface ServiceFollower extends Follower {
  /** The log that it follows, where that is not the event log. */
  readonly log?: EventLog;
  /** What it found out beside its log and cannot go on with: shown as if it had halted. */
  alarm?(): Error | undefined;
  close?(): Promise<void>;
}

/** Opens the embedded engines over the data and keys folders. */
export const openWorld = async (
  settings: Settings,
  logger: Logger,
  clock: () => number,
  onFatal: (error: Error) => void,
): Promise<World & { close(): Promise<void> }> => {
  const opened: { close(): unknown }[] = [];
  const keep = <Engine extends { close(): unknown }>(engine: Engine): Engine => {
    opened.unshift(engine);
    return engine;
  };
  const close = async () => {
    for (const engine of opened) await engine.close();
  };
  if (Object.values(settings.engines).some(Boolean)) throw new WrongSettings('This version runs on its embedded engines only: leave out the URLs of engines.');
  const at = (name: string) => join(settings.data, name);
  try {
    const log = keep(openSqliteLog({ file: at('events.sqlite'), onFatal }));
    const accesses = keep(openSqliteLog({ file: at('accesses.sqlite'), onFatal }));
    const keys = openKeys({ folder: settings.keys, dataFolder: settings.data, environment: settings.environment });
    const recorded = async (command: string, subject: string) => (await log.outcome(subject, command)) !== undefined;
    const keyring = keep(await openKeyring({ file: at('keyring.sqlite'), keys, recorded }));
    const documents = keep(openSqliteDocuments({ file: at('read-models.sqlite') }));
    const checkpoints = keep(openCheckpoints(at('checkpoints.sqlite')));
    const dueList = keep(openDueList(at('due.sqlite')));
    return { settings, logger, log, accesses, documents, keyring, checkpoints, dueList, leases: noOtherProcess, facts: authorityFacts(log), clock, close };
  } catch (error) {
    await close();
    throw error;
  }
};

/** The token by which controllers are given the world, where a declared command or question is not enough: the ledger's files. */
export const WORLD = Symbol('world');
