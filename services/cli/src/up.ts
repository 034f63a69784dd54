import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstScreen, refuseBusyPort, type Seeded, type Started, seed, start, storyBegins } from '@patto/all-in-one';
import { engineOfLog, readSettings, type Settings } from '@patto/service-kit';
import { EXIT } from './exit.ts';
import { sayingRemedies, unlessStopped } from './mendably.ts';
import { witnessesBeside } from './witness/index.ts';

/**
 * `patto up`: runs all services in this process until it is told to stop. With the built-in issuer the first start seeds the district.
 * @param witnesses how many to start beside it
 */
export const up = (witnesses: number): Promise<number> =>
  sayingRemedies(async () => {
    const settings = readSettings(process.env);
    await refuseBusyPort(settings);
    const beside = witnesses > 0 ? await witnessesBeside(witnesses, settings) : [];
    try {
      return await run(settings);
    } finally {
      for (const witness of beside) await witness.close();
    }
  });

const run = async (settings: Settings): Promise<number> => {
  const stopping = new AbortController();
  const stopped = once(stopping.signal, 'abort');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());
  const onFatal = (error: Error): never => {
    const isOurDisk = engineOfLog(settings.engines.eventStore) === 'SQLite';
    process.stderr.write(`${error.message} ${isOurDisk ? 'Free or repair the disk, then start again.' : 'Start again when the event log is well.'}\n`);
    process.exit(EXIT.logStopped); // A clean close would wait for writes that cannot happen; what was acknowledged is durable.
  };
  let scripted: number | undefined; // While it seeds, the script's time; then the system's.
  const seeds = settings.issuer === undefined;
  const mark = join(settings.data, 'seeding');
  const onNew = () => {
    if (!seeds) return;
    scripted = storyBegins();
    writeFileSync(mark, '');
  };
  tellOfPartialSeed(mark, settings);
  const { signal } = stopping;
  const started = await unlessStopped(start(settings, { onFatal, onNew, signal, clock: () => scripted ?? Date.now() }), signal);
  if (!started) return EXIT.ok;
  try {
    const seeded =
      started.isNew && seeds
        ? await seedDistrict(started, mark, (to) => {
            scripted = to;
          })
        : undefined;
    const url = await started.listen();
    process.stdout.write(firstScreen(settings, url, seeded));
    await stopped;
    return EXIT.ok;
  } finally {
    await started.close();
  }
};

/** Seeds the district. The mark stands in the data folder from before genesis until this is done: by it a later start can tell a seed that was cut short. */
const seedDistrict = async (started: Started, mark: string, setClock: (to: number | undefined) => void): Promise<Seeded> => {
  process.stderr.write('Seeding the district of Valcurta …\n');
  const seeded = await seed(started, setClock);
  rmSync(mark);
  return seeded;
};

const tellOfPartialSeed = (mark: string, { data, keys }: Settings): void => {
  if (!existsSync(mark)) return;
  process.stderr.write(
    `The district was seeded in part only: an earlier start was ended while it seeded. To seed it anew, stop, and remove ${data} and ${keys}.\n`,
  );
};
