import { type Logs, openLogs, type Service, type Settings } from '@patto/service-kit';
import { pino } from 'pino';
import { services } from './services.ts';
import { orCannotStart } from './start.ts';

/**
 * Does something with the logs of a deployment and starts nothing that follows them. An embedded log is held meanwhile: whoever runs on it has to be stopped.
 * @param only the services whose role it is done in; all where they are left out
 * @throws CannotStart with the remedy
 */
export const withLogs = <Result>(settings: Settings, work: (logs: Logs) => Promise<Result>, only: readonly Service[] = services): Promise<Result> =>
  orCannotStart(async () => {
    const opened: { close(): unknown }[] = [];
    const keep = <Engine extends { close(): unknown }>(engine: Engine): Engine => {
      opened.unshift(engine);
      return engine;
    };
    let fatal: Error | undefined;
    const onFatal = (error: Error) => {
      fatal = error;
    };
    try {
      const result = await work(await openLogs({ settings, logger: pino({ level: 'silent' }), services: only, onFatal, keep }));
      if (fatal) throw fatal;
      return result;
    } finally {
      for (const engine of opened) await engine.close();
    }
  });
