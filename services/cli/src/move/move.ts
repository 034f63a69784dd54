import { once } from 'node:events';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { CannotStart, exportLog, importLog, type LogName, type Progress } from '@patto/all-in-one';
import { readSettings } from '@patto/service-kit';
import { mendably } from '../mendably.ts';
import { linesOf } from './lines.ts';

/** An export holds every fact: it is for its owner's eyes. */
const OWNER_ONLY = 0o600;

const told =
  (what: string): Progress =>
  (lines) =>
    process.stderr.write(`${lines} ${what}\n`);

/** `patto export events --to file`: the log as it was recorded, an event a line; without a file it goes to standard output. */
export const exportCommand = (name: LogName, to: string | undefined): Promise<number> =>
  mendably(async () => {
    const settings = readSettings(process.env);
    const out = to === undefined ? process.stdout : await newFile(to);
    const write = async (line: string) => {
      if (!out.write(line)) await once(out, 'drain');
    };
    const lines = await exportLog(settings, name, write, told(`${name} written`));
    if (to !== undefined) await ended(out as WriteStream);
    process.stderr.write(`${lines} ${name} written${to === undefined ? '' : ` to ${to}`}.\n`);
  });

/** `patto import events file`: an exported log into an empty one, byte for byte. */
export const importCommand = (name: LogName, file: string): Promise<number> =>
  mendably(async () => {
    const lines = await importLog(readSettings(process.env), name, linesOf(createReadStream(file)), told(`${name} read`));
    process.stderr.write(`${lines} ${name} imported.\n`);
  });

const newFile = async (path: string): Promise<WriteStream> => {
  const stream = createWriteStream(path, { flags: 'wx', mode: OWNER_ONLY, flush: true });
  await once(stream, 'open').catch((error: NodeJS.ErrnoException) => {
    throw new CannotStart(error.code === 'EEXIST' ? `${path} is there already. Choose another name.` : `${path} cannot be written (${error.code}).`);
  });
  return stream;
};

const ended = async (stream: WriteStream): Promise<void> => {
  stream.end();
  await once(stream, 'close');
};
