import { verify } from 'node:crypto';
import { parseCheckpoint } from './checkpoint.ts';
import { ML_DSA_44, type NoteSignature, type Verifier } from './note.ts';

const TIME_BYTES = 8;

/** What a witness signs (C2SP tlog-cosignature): when it saw the checkpoint with this text, its last newline included. */
export const timedText = (text: string, seconds: number | bigint, { name, type }: Pick<Verifier, 'name' | 'type'>): Buffer =>
  type === ML_DSA_44 ? timedTree(text, seconds, name) : Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);

/** With ML-DSA-44 the tree itself is signed, as the subtree from 0 to its size, and by whom. */
const timedTree = (text: string, seconds: number | bigint, cosigner: string): Buffer => {
  const { origin, size, root } = parseCheckpoint(text);
  return Buffer.concat([Buffer.from('subtree/v1\n\0'), named(cosigner), uint64(seconds), named(origin), uint64(0), uint64(size), root]);
};

/** Its length in one byte, and the name. */
const named = (name: string): Buffer => Buffer.concat([Buffer.of(Buffer.byteLength(name)), Buffer.from(name)]);

/** Eight bytes, big-endian. */
export const uint64 = (value: number | bigint): Buffer => {
  const bytes = Buffer.alloc(TIME_BYTES);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
};

/** When this witness cosigned the text, in seconds of the Unix epoch; undefined where none of the signatures is a valid one of its key. */
export const cosignedAt = (text: string, signatures: readonly NoteSignature[], witness: Verifier): number | undefined => {
  for (const { name, id, signature } of signatures) {
    if (name !== witness.name || !id.equals(witness.id) || signature.length <= TIME_BYTES) continue;
    const seconds = signature.readBigUInt64BE();
    if (verify(null, timedText(text, seconds, witness), witness.key, signature.subarray(TIME_BYTES))) return Number(seconds);
  }
  return undefined;
};
