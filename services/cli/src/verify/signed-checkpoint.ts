import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';

/** What a checkpoint states, whoever signed it. */
export interface Statement {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
  /** The signed text, and the signature lines after it. */
  readonly text: string;
  readonly signatures: readonly string[];
}

export interface VerifierKey {
  readonly name: string;
  readonly id: Buffer;
  readonly key: KeyObject;
}

const ED25519 = 1;
const ID_BYTES = 4;
const HASH_BYTES = 32;

/** Node reads base64 leniently; here two texts never mean the same bytes. */
const base64 = (text: string): Buffer | undefined => {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
};

/** Reads `name+hex(key id)+base64(type ‖ public key)`; undefined where it is not an Ed25519 key with its id. */
export const readVerifierKey = (text: string): VerifierKey | undefined => {
  const [name = '', id = '', ...rest] = text.trim().split('+');
  const typed = base64(rest.join('+'));
  if (!name || typed?.length !== 1 + HASH_BYTES || typed[0] !== ED25519) return undefined;
  const digest = createHash('sha256').update(`${name}\n`).update(typed).digest().subarray(0, ID_BYTES);
  if (digest.toString('hex') !== id) return undefined;
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: typed.subarray(1).toString('base64url') }, format: 'jwk' });
  return { name, id: digest, key };
};

/** Reads a checkpoint without trusting it; undefined where it has another shape. */
export const readCheckpoint = (note: string): Statement | undefined => {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) return undefined;
  const text = note.slice(0, end + 1);
  const [origin, size = '', encoded = ''] = text.split('\n');
  const root = base64(encoded);
  if (!origin || !/^(0|[1-9][0-9]*)$/.test(size) || !Number.isSafeInteger(Number(size)) || root?.length !== HASH_BYTES) return undefined;
  return { origin, size: Number(size), root, text, signatures: note.slice(end + 2, -1).split('\n') };
};

/** What is wrong with the signature of a checkpoint under a key; undefined where it fits. */
export const signatureFault = ({ origin, text, signatures }: Statement, { name, id, key }: VerifierKey): string | undefined => {
  if (origin !== name) return `it is of ${origin}, and the key of ${name}`;
  let signed = false;
  for (const line of signatures) {
    const [dash, signer, encoded = '', ...more] = line.split(' ');
    const bytes = base64(encoded);
    if (dash !== '—' || !signer || !bytes || bytes.length <= ID_BYTES || more.length > 0) return 'a line after its text is not a signature';
    if (signer !== name || !bytes.subarray(0, ID_BYTES).equals(id)) continue; // of a key that is not asked about
    if (!verify(null, Buffer.from(text), key, bytes.subarray(ID_BYTES))) return `the signature of ${name} does not fit its text`;
    signed = true;
  }
  return signed ? undefined : `${name} has not signed it with this key`;
};
