import { once } from 'node:events';
import { createReadStream, createWriteStream, readFileSync, statSync, type WriteStream } from 'node:fs';
import { CannotStart, exportKeyring, exportLog, importKeyring, importLog, LOG_NAMES, type Progress } from '@patto/all-in-one';
import { readSettings } from '@patto/service-kit';
import { mendably } from '../mendably.ts';
import { linesOf } from './lines.ts';

/** What is taken out and brought in: both logs, and the keyring, whose keys stay wrapped. */
export const MOVABLE = [...LOG_NAMES, 'keyring'] as const;
type Movable = (typeof MOVABLE)[number];

/** What is counted of each. */
const LINES: Readonly<Record<Movable, string>> = { events: 'events', accesses: 'accesses', keyring: 'rows of the keyring' };

/** An export holds every fact: it is for its owner's eyes. */
const OWNER_ONLY = 0o600;

const told =
  (what: string): Progress =>
  (lines) =>
    process.stderr.write(`${lines} ${what}\n`);

/** `patto export events --to file`: the log as it was recorded, an event a line, or the keyring; without a file it goes to standard output. */
export const exportCommand = (name: Movable, to: string | undefined): Promise<number> =>
  mendably(async () => {
    const settings = readSettings(process.env);
    const out = to === undefined ? process.stdout : await newFile(to);
    const write = async (line: string) => {
      if (!out.write(line)) await once(out, 'drain');
    };
    const lines = name === 'keyring' ? await exportKeyring(settings, write) : await exportLog(settings, name, write, told(`${name} written`));
    if (to !== undefined) await ended(out as WriteStream);
    process.stderr.write(`${lines} ${LINES[name]} written${to === undefined ? '' : ` to ${to}`}.\n`);
  });

/** `patto import events file`: an exported log into an empty one, byte for byte; or a keyring, all of it or nothing. */
export const importCommand = (name: Movable, file: string, checkpoint?: string): Promise<number> =>
  mendably(async () => {
    const settings = readSettings(process.env);
    const lines = () => linesOf(createReadStream(file));
    if (name === 'keyring') return said(name, await importKeyring(settings, lines()));
    if (!statSync(file).isFile()) throw new CannotStart(`${file} is no file. Write the export into one: it is read twice.`);
    const sealed = checkpoint === undefined ? {} : { checkpoint: readFileSync(checkpoint, 'utf8') };
    said(name, await importLog(settings, name, { lines, ...sealed }, told(`${name} read`)));
  });

const said = (name: Movable, lines: number): void => {
  process.stderr.write(`${lines} ${LINES[name]} imported.\n`);
};

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
