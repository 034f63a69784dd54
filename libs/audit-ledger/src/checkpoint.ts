import { HASH_BYTES } from './hashing.ts';
import { openNote, type Verifier } from './note.ts';

/** What a signed checkpoint states: of this log, so many entries have this root. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

/** The text of a checkpoint that is signed. */
export const formatCheckpoint = ({ origin, size, root }: Checkpoint): string => `${origin}\n${size}\n${root.toString('base64')}\n`;

/** Reads the text of a checkpoint; lines after the third are extensions and ignored. Throws where it has another shape. */
export const parseCheckpoint = (text: string): Checkpoint => {
  const [origin, size = '', encoded = ''] = text.split('\n');
  const root = Buffer.from(encoded, 'base64');
  const wellFormed = origin && /^(0|[1-9]\d*)$/.test(size) && Number.isSafeInteger(Number(size)) && root.length === HASH_BYTES;
  if (!wellFormed || root.toString('base64') !== encoded) throw new Error(`Not a checkpoint: ${text}`);
  return { origin, size: Number(size), root };
};

/** Reads a signed checkpoint. @throws UnverifiedNote where the verifier's key did not sign it; an Error where it is of another log */
export const openCheckpoint = (note: string, origin: string, verifier: Verifier): Checkpoint => {
  const checkpoint = parseCheckpoint(openNote(note, [verifier]));
  if (checkpoint.origin !== origin) throw new Error(`The checkpoint is of ${checkpoint.origin}, not of ${origin}.`);
  return checkpoint;
};
