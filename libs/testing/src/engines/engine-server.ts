import { couldNotRun } from '../not-run.ts';
import { hasCommand, hasGo } from './machine.ts';

/** A server of an engine that answers. */
export interface EngineServer {
  /** As a deployment is told it: `kafka://…`, `mongodb://…`, `postgres://…`. */
  readonly url: string;
  /** Stops what was started here; does nothing to a server that was there before. */
  stop(): Promise<void>;
}

/** This machine cannot have such a server; the message says what is missing. */
export class NoServer extends Error {
  override readonly name = 'NoServer';
}

/** The ways to a server, in order: each gives one, or `undefined` where it is not for this machine, or throws NoServer. */
export type WaysToServer = readonly (() => Promise<EngineServer | undefined>)[];

/**
 * A server for a test: the first that is found. Where there is none the test is named as not run, and with `CI=true` that fails the run on a machine
 * that can install all of them.
 * @param what the name that it is said under, as `the bus on Kafka`
 */
export const serverFor = async (what: string, ways: WaysToServer): Promise<EngineServer | undefined> => {
  let why = 'there is none';
  try {
    for (const way of ways) {
      const server = await way();
      if (server) return server;
    }
  } catch (error) {
    if (!(error instanceof NoServer)) throw error;
    why = error.message;
  }
  couldNotRun(what, why, { mustRunInCi: ['apt-get', 'mvn'].every(hasCommand) && hasGo() });
  return undefined;
};

/** A server that somebody runs already and names in the environment. */
export const serverNamedBy = (variable: string) => async (): Promise<EngineServer | undefined> => {
  const url = process.env[variable];
  return url ? { url, stop: async () => {} } : undefined;
};
