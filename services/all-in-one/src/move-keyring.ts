import { join } from 'node:path';
import {
  bringKeyring,
  KEYRING_FILE,
  type Keys,
  linesOfKeyring,
  readKeys,
  rowsIntoKeyring,
  rowsIntoPostgresKeyring,
  rowsOfKeyring,
  rowsOfPostgresKeyring,
} from '@patto/privacy';
import { openedAt, type Settings } from '@patto/service-kit';
import { CannotStart, orCannotStart } from './start.ts';
import { withLogs } from './with-logs.ts';

/** The first line says what the file is, and the last one that it is whole: the others are rows. */
const FRAME = 2;

/**
 * Writes the keyring of a deployment that is stopped, line by line: wrapped keys, blind tokens and claims. Nothing in it opens without the keys folder.
 * @returns how many rows
 * @throws CannotStart with the remedy
 */
export const exportKeyring = (settings: Settings, write: (line: string) => Promise<void>): Promise<number> =>
  whileStopped(settings, async (keys) => {
    const { keyring: url } = settings.engines;
    const source = url === undefined ? rowsOfKeyring(fileIn(settings), keys) : await openedAt('PATTO_KEYRING_URL', rowsOfPostgresKeyring(url));
    try {
      let lines = 0;
      for await (const line of linesOfKeyring(source)) {
        await write(`${line}\n`);
        lines += 1;
      }
      return lines - FRAME;
    } finally {
      await source.close();
    }
  });

/**
 * Brings exported lines into a keyring that is empty, all or none, where the keys folder is the one that the keyring was made with.
 * @returns how many rows
 * @throws CannotStart with the remedy
 */
export const importKeyring = (settings: Settings, lines: AsyncIterable<string>): Promise<number> =>
  whileStopped(settings, async (keys) => {
    const { keyring: url } = settings.engines;
    const target = url === undefined ? rowsIntoKeyring(fileIn(settings), keys) : await openedAt('PATTO_KEYRING_URL', rowsIntoPostgresKeyring(url));
    try {
      return await bringKeyring(lines, target, keys);
    } finally {
      await target.close();
    }
  });

const fileIn = ({ data }: Settings): string => join(data, KEYRING_FILE);

/** The folder of an embedded keyring is held meanwhile, so that nothing starts beside it. */
const whileStopped = <Result>(settings: Settings, work: (keys: Keys) => Promise<Result>): Promise<Result> => {
  const { data: dataFolder, keys: folder, environment, engines } = settings;
  const withKeys = async () => {
    const keys = readKeys({ folder, dataFolder, environment });
    if (keys) return work(keys);
    throw new CannotStart(`There are no keys in ${folder}. Bring the keys folder of this deployment there first, or set PATTO_KEYS to it.`);
  };
  return engines.keyring === undefined ? withLogs(settings, withKeys) : orCannotStart(withKeys);
};
