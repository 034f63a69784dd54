import { verify } from 'node:crypto';
import type { NoteSignature, Verifier } from './note.ts';

const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;

/** What a witness signs (C2SP tlog-cosignature, Ed25519): when it saw the checkpoint with this text, its last newline included. */
export const timedText = (text: string, seconds: number | bigint): Buffer => Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);

/** When this witness cosigned the text, in seconds of the Unix epoch; undefined where none of the signatures is a valid one of its key. */
export const cosignedAt = (text: string, signatures: readonly NoteSignature[], witness: Verifier): number | undefined => {
  for (const { name, id, signature } of signatures) {
    if (name !== witness.name || !id.equals(witness.id) || signature.length !== TIME_BYTES + SIGNATURE_BYTES) continue;
    const seconds = signature.readBigUInt64BE();
    if (verify(null, timedText(text, seconds), witness.key, signature.subarray(TIME_BYTES))) return Number(seconds);
  }
  return undefined;
};
