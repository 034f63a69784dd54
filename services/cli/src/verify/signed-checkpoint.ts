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
  /** The byte that stands before the key. */
  readonly type: number;
}

/** The type of a cosigner's key that signs the tree with ML-DSA-44. */
const ML_DSA_44 = 6;
/** What a key is for, by the type that stands before it. */
const TYPES: Readonly<Record<'log' | 'witness', readonly number[]>> = { log: [1], witness: [4, ML_DSA_44] };
const ML_DSA_44_BYTES = 1_312;
const TIME_BYTES = 8;
const ID_BYTES = 4;
const HASH_BYTES = 32;

/** Node reads base64 leniently; here two texts never mean the same bytes. */
const base64 = (text: string): Buffer | undefined => {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
};

/** Reads `name+hex(key id)+base64(type ‖ public key)`; undefined where it is not a key with its id, of a log or a witness as is asked. */
export const readVerifierKey = (text: string, of: keyof typeof TYPES = 'log'): VerifierKey | undefined => {
  const [name = '', id = '', ...rest] = text.trim().split('+');
  const typed = base64(rest.join('+'));
  const type = TYPES[of].find((one) => one === typed?.[0]);
  if (!name || !typed || type === undefined || typed.length !== 1 + (type === ML_DSA_44 ? ML_DSA_44_BYTES : HASH_BYTES)) return undefined;
  const digest = createHash('sha256').update(`${name}\n`).update(typed).digest().subarray(0, ID_BYTES);
  if (digest.toString('hex') !== id) return undefined;
  const asymmetricKeyType = type === ML_DSA_44 ? 'ml-dsa-44' : 'ed25519';
  const key = createPublicKey({ key: typed.subarray(1), format: 'raw-public', asymmetricKeyType });
  return { text: text.trim(), name, id: digest, key, type };
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
 * When a witness cosigned a checkpoint (C2SP tlog-cosignature), in seconds of the Unix epoch; undefined where it did not.
 * A line of its key that does not fit is a `fault`.
 */
export const cosignature = (statement: Statement, witness: VerifierKey): { readonly seconds?: number; readonly fault?: true } => {
  for (const line of statement.signatures) {
    const said = signatureIn(line);
    if (!said || said.signer !== witness.name || !said.id.equals(witness.id)) continue;
    if (said.signature.length <= TIME_BYTES) return { fault: true };
    const time = said.signature.subarray(0, TIME_BYTES);
    return verify(null, cosigned(statement, time, witness), witness.key, said.signature.subarray(TIME_BYTES))
      ? { seconds: Number(time.readBigUInt64BE()) }
      : { fault: true };
  }
  return {};
};

/** What stands in the bytes that a witness signed: the whole text, or with ML-DSA-44 the subtree of all entries. */
const cosigned = ({ text, origin, size, root }: Statement, time: Buffer, { name, type }: VerifierKey): Buffer => {
  if (type !== ML_DSA_44) return Buffer.from(`cosignature/v1\ntime ${time.readBigUInt64BE()}\n${text}`);
  const bounds = Buffer.alloc(2 * TIME_BYTES); // from 0
  bounds.writeBigUInt64BE(BigInt(size), TIME_BYTES);
  const [cosigner, log] = [name, origin].map((one) => Buffer.from(one));
  const parts = [Buffer.of(cosigner?.length ?? 0), cosigner, time, Buffer.of(log?.length ?? 0), log, bounds, root];
  return Buffer.concat([Buffer.from('subtree/v1\n\0'), ...parts.filter((part) => part !== undefined)]);
};

/** Reads what the sealer keeps beside the ledger: the text of a checkpoint, not signed. */
export const readHead = (text: string): Pick<Statement, 'origin' | 'size' | 'root'> | undefined => readCheckpoint(`${text}\n— unsigned\n`);
