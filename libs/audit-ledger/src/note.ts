import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto';

/** The type of an Ed25519 key in the signed-note format. */
export const ED25519 = 0x01;
/** The type of an Ed25519 key that cosigns with a time (C2SP tlog-cosignature). */
export const COSIGNATURE = 0x04;
/** The type of an ML-DSA-44 key that cosigns with a time (C2SP tlog-cosignature): what a quantum computer cannot forge. */
export const ML_DSA_44 = 0x06;
export type KeyType = typeof ED25519 | typeof COSIGNATURE | typeof ML_DSA_44;
/** The types of those who cosign. */
export const COSIGNERS: readonly KeyType[] = [COSIGNATURE, ML_DSA_44];

/** The algorithm of the keys of a type, as Node calls it. */
export const algorithmOf = (type: KeyType): 'ml-dsa-44' | 'ed25519' => (type === ML_DSA_44 ? 'ml-dsa-44' : 'ed25519');

const PUBLIC_KEY_BYTES: Readonly<Record<KeyType, number>> = { [ED25519]: 32, [COSIGNATURE]: 32, [ML_DSA_44]: 1_312 };

const SIGNATURE_BYTES = 64;
const KEY_ID_BYTES = 4;

/** A key that notes are verified with: its name, the first four bytes of its hash, and the key. */
export interface Verifier {
  readonly name: string;
  readonly id: Buffer;
  readonly key: KeyObject;
  readonly type: KeyType;
}

/** A note does not have the format, or no known key signed it, or a known key's signature does not fit. */
export class UnverifiedNote extends Error {
  override readonly name = 'UnverifiedNote';
}

/** The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key). */
export const keyId = (name: string, typedKey: Uint8Array): Buffer =>
  Buffer.from(hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), typedKey]), 'hex').slice(0, KEY_ID_BYTES * 2), 'hex');

/** `name+hex(key id)+base64(type ‖ public key)`: what whoever verifies is given. */
export const formatVerifierKey = (name: string, publicKey: Uint8Array, type: KeyType = ED25519): string => {
  const typedKey = Buffer.concat([Buffer.of(type), publicKey]);
  return `${name}+${keyId(name, typedKey).toString('hex')}+${typedKey.toString('base64')}`;
};

/** Reads a verifier key of one of these types; throws where it has another shape or its id does not fit. */
export const parseVerifierKey = (text: string, types: readonly KeyType[] = [ED25519]): Verifier => {
  const [, name = '', id = '', encoded = ''] = /^([^+\s]+)\+([0-9a-f]{8})\+(.+)$/u.exec(text.trim()) ?? [];
  const typedKey = decodeBase64(encoded);
  const type = types.find((one) => one === typedKey?.[0]);
  if (!name || !typedKey || type === undefined || typedKey.length !== 1 + PUBLIC_KEY_BYTES[type]) {
    throw new Error(`Not a verifier key of type ${types.join(' or ')}: ${text.trim()}`);
  }
  if (keyId(name, typedKey).toString('hex') !== id) throw new Error(`The id of the verifier key of ${name} does not fit the key.`);
  const key = createPublicKey({ key: typedKey.subarray(1), format: 'raw-public', asymmetricKeyType: algorithmOf(type) });
  return { name, id: Buffer.from(id, 'hex'), key, type };
};

/** One signature line of a note. */
export const signatureLine = (name: string, id: Uint8Array, signature: Uint8Array): string =>
  `— ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`;

/** One signature under a note: whose it says that it is, and its bytes after the key id. */
export interface NoteSignature {
  readonly name: string;
  readonly id: Buffer;
  readonly signature: Buffer;
}

/** Reads signature lines, each with its newline. @throws UnverifiedNote */
export const signaturesIn = (lines: string): readonly NoteSignature[] => {
  if (!lines.endsWith('\n')) throw new UnverifiedNote('The last line of a note ends in a newline.');
  return lines
    .slice(0, -1)
    .split('\n')
    .map((line) => {
      const [, name, encoded = ''] = /^— (\S+) (\S+)$/u.exec(line) ?? [];
      const bytes = decodeBase64(encoded);
      if (!name || !bytes || bytes.length < KEY_ID_BYTES + 1) throw new UnverifiedNote(`Not a signature line: ${line}`);
      return { name, id: bytes.subarray(0, KEY_ID_BYTES), signature: bytes.subarray(KEY_ID_BYTES) };
    });
};

/** The text of a note, its last newline included, and what stands under it; nothing is verified. @throws UnverifiedNote */
export const splitNote = (note: string): { readonly text: string; readonly signatures: readonly NoteSignature[] } => {
  const split = note.lastIndexOf('\n\n');
  if (split < 0) throw new UnverifiedNote('A signed note has a text, an empty line and signatures.');
  return { text: note.slice(0, split + 1), signatures: signaturesIn(note.slice(split + 2)) };
};

/**
 * The signed text of a note, its last newline included. Signatures of unknown keys are ignored.
 * @throws UnverifiedNote where the format is broken, a known key's signature fails, or no known key signed
 */
export const openNote = (note: string, verifiers: readonly Verifier[]): string => {
  const { text, signatures } = splitNote(note);
  let known = 0;
  for (const { name, id, signature } of signatures) {
    const verifier = verifiers.find((one) => one.name === name && one.id.equals(id));
    if (!verifier) continue;
    if (signature.length !== SIGNATURE_BYTES || !verify(null, Buffer.from(text), verifier.key, signature)) {
      throw new UnverifiedNote(`The signature of ${name} does not fit.`);
    }
    known += 1;
  }
  if (known === 0) throw new UnverifiedNote('No known key signed this note.');
  return text;
};

/** Strict base64: Node's decoder is lenient, so what it read is encoded again and compared. */
export const decodeBase64 = (text: string): Buffer | undefined => {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
};
