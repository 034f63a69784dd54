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
  /** As whoever verifies is given it. */
  readonly text: string;
  readonly name: string;
  readonly id: Buffer;
  readonly key: KeyObject;
}

/** What a key is for, by the type that stands before it. */
const TYPES = { log: 1, witness: 4 } as const;
const TIME_BYTES = 8;
const ID_BYTES = 4;
const HASH_BYTES = 32;

/** Node reads base64 leniently; here two texts never mean the same bytes. */
const base64 = (text: string): Buffer | undefined => {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
};

/** Reads `name+hex(key id)+base64(type ‖ public key)`; undefined where it is not an Ed25519 key with its id, of a log or a witness as is asked. */
export const readVerifierKey = (text: string, of: keyof typeof TYPES = 'log'): VerifierKey | undefined => {
  const [name = '', id = '', ...rest] = text.trim().split('+');
  const typed = base64(rest.join('+'));
  if (!name || typed?.length !== 1 + HASH_BYTES || typed[0] !== TYPES[of]) return undefined;
  const digest = createHash('sha256').update(`${name}\n`).update(typed).digest().subarray(0, ID_BYTES);
  if (digest.toString('hex') !== id) return undefined;
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: typed.subarray(1).toString('base64url') }, format: 'jwk' });
  return { text: text.trim(), name, id: digest, key };
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

/** Whose signature a line says that it is, and its bytes after the key id; undefined where it has another shape. */
const signatureIn = (line: string): { readonly signer: string; readonly id: Buffer; readonly signature: Buffer } | undefined => {
  const [dash, signer, encoded = '', ...more] = line.split(' ');
  const bytes = base64(encoded);
  if (dash !== '—' || !signer || !bytes || bytes.length <= ID_BYTES || more.length > 0) return undefined;
  return { signer, id: bytes.subarray(0, ID_BYTES), signature: bytes.subarray(ID_BYTES) };
};

/** What is wrong with the signature of a checkpoint under a key; undefined where it fits. */
export const signatureFault = ({ origin, text, signatures }: Statement, { name, id, key }: VerifierKey): string | undefined => {
  if (origin !== name) return `it is of ${origin}, and the key of ${name}`;
  let signed = false;
  for (const line of signatures) {
    const said = signatureIn(line);
    if (!said) return 'a line after its text is not a signature';
    if (said.signer !== name || !said.id.equals(id)) continue; // of a key that is not asked about
    if (!verify(null, Buffer.from(text), key, said.signature)) return `the signature of ${name} does not fit its text`;
    signed = true;
  }
  return signed ? undefined : `${name} has not signed it with this key`;
};

/**
 * When a witness cosigned a checkpoint (C2SP tlog-cosignature, Ed25519), in seconds of the Unix epoch; undefined where it did not.
 * A line of its key that does not fit is a `fault`.
 */
export const cosignature = ({ text, signatures }: Statement, { name, id, key }: VerifierKey): { readonly seconds?: number; readonly fault?: true } => {
  for (const line of signatures) {
    const said = signatureIn(line);
    if (!said || said.signer !== name || !said.id.equals(id)) continue;
    if (said.signature.length <= TIME_BYTES) return { fault: true };
    const seconds = said.signature.readBigUInt64BE();
    const signed = Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);
    return verify(null, signed, key, said.signature.subarray(TIME_BYTES)) ? { seconds: Number(seconds) } : { fault: true };
  }
  return {};
};

/** Reads what the sealer keeps beside the ledger: the text of a checkpoint, not signed. */
export const readHead = (text: string): Pick<Statement, 'origin' | 'size' | 'root'> | undefined => readCheckpoint(`${text}\n— unsigned\n`);
