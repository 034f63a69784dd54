import type { OpenedLog } from '../../conformance.ts';
import type { EventLog } from '../../log.ts';
import { openKurrentLog } from '../open.ts';
import { type FakeOptions, type FakeServer, startFake } from '@patto/testing/kurrentdb';

export const neverFatal = (error: Error): never => {
  throw error;
};

/** A log on a server of its own. */
export interface LogOnAFake extends OpenedLog {
  readonly server: FakeServer;
}

/** Opens logs, each on a fake of its own, as the conformance suite wants it. @param answersWithinMs in milliseconds; 10 s where it is left out */
export const onAFake =
  (options: FakeOptions = {}, answersWithinMs?: number) =>
  async (): Promise<LogOnAFake> => {
    const server = await startFake(options);
    const openAgain = (): Promise<EventLog> =>
      openKurrentLog({ url: server.url, service: 'tests', onFatal: neverFatal, ...(answersWithinMs !== undefined && { answersWithinMs }) });
    let log = await openAgain();
    return {
      server,
      log,
      reopen: async () => {
        await log.close();
        log = await openAgain();
        return log;
      },
      destroy: async () => {
        await log.close();
        server.stop();
      },
    };
  };
