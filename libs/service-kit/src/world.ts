import { type AuthorityFacts, authorityFacts } from '@patto/access';
import type { EventLog, Follower } from '@patto/event-store';
import type { Logger } from 'pino';
import { type Engines, openEngines } from './engines.ts';
import type { Service } from './service.ts';
import type { Settings } from './settings.ts';

/** The engines of one deployment, open, and the clock that everything reads. */
export interface World extends Engines {
  readonly settings: Settings;
  readonly logger: Logger;
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

/**
 * Opens the engines that the settings choose.
 * @param services those that run in this process: whose categories it records
 */
export const openWorld = async (
  settings: Settings,
  logger: Logger,
  clock: () => number,
  onFatal: (error: Error) => void,
  services: readonly Service[] = [],
): Promise<World & { close(): Promise<void> }> => {
  const opened: { close(): unknown }[] = [];
  const keep = <Engine extends { close(): unknown }>(engine: Engine): Engine => {
    opened.unshift(engine);
    return engine;
  };
  const close = async () => {
    for (const engine of opened) await engine.close();
  };
  try {
    const engines = await openEngines({ settings, logger, services, onFatal, keep });
    return { settings, logger, ...engines, facts: authorityFacts(engines.log), clock, close };
  } catch (error) {
    await close();
    throw error;
  }
};

/** The token by which controllers are given the world, where a declared command or question is not enough: the ledger's files. */
export const WORLD = Symbol('world');
