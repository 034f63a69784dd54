import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { timedText, uint64 } from './cosignature.ts';
import {
  algorithmOf,
  COSIGNATURE,
  ED25519,
  formatVerifierKey,
  type KeyType,
  keyId,
  ML_DSA_44,
  parseVerifierKey,
  signatureLine,
  type Verifier,
} from './note.ts';

/** The key that signs the checkpoints of one log. */
export interface LedgerKey {
  /** The key's name, which is the log's origin: a URL without its scheme, the same for the log's whole life. */
  readonly name: string;
  /** What whoever verifies is given; its text lies in `verifier.key`. */
  readonly verifierKey: string;
  readonly verifier: Verifier;
  /** The text, which ends in a newline, with an empty line and this key's signature: a signed note. */
  sign(text: string): string;
}

const SEED_BYTES = 32;

/** What Node calls a private key of these few bytes, from which the rest is derived. */
const seedFormat = (type: KeyType) => (type === ML_DSA_44 ? 'raw-seed' : 'raw-private');

const rawPublicKey = (key: KeyObject): Buffer => createPublicKey(key).export({ format: 'raw-public' });

const keyFrom = (type: KeyType, seed: Buffer): KeyObject => createPrivateKey({ key: seed, format: seedFormat(type), asymmetricKeyType: algorithmOf(type) });

const freshKey = (type: KeyType): KeyObject => (type === ML_DSA_44 ? generateKeyPairSync('ml-dsa-44') : generateKeyPairSync('ed25519')).privateKey;

/** The key of a witness, which signs that it saw a checkpoint and when. */
export interface WitnessKey {
  readonly name: string;
  /** What those who count its cosignatures are given. */
  readonly verifierKey: string;
  /** The line that stands under the checkpoint with this text. @param seconds of the Unix epoch */
  cosign(text: string, seconds: number): string;
}

interface PrivateKey {
  readonly name: string;
  readonly verifierKey: string;
  readonly verifier: Verifier;
  readonly key: KeyObject;
}

const privateKey = (name: string, key: KeyObject, type: KeyType): PrivateKey => {
  const verifierKey = formatVerifierKey(name, rawPublicKey(key), type);
  return { name, verifierKey, verifier: parseVerifierKey(verifierKey, [type]), key };
};

/** `PRIVATE+KEY+name+hex(key id)+base64(type ‖ seed)`, as other tools for signed notes write it. */
const formatPrivateKey = (name: string, key: KeyObject, type: KeyType): string => {
  const seed = key.export({ format: seedFormat(type) });
  const id = keyId(name, Buffer.concat([Buffer.of(type), rawPublicKey(key)]));
  return `PRIVATE+KEY+${name}+${id.toString('hex')}+${Buffer.concat([Buffer.of(type), seed]).toString('base64')}\n`;
};

const readKey = (file: string, type: KeyType): PrivateKey => {
  // Windows has no such mode bits; elsewhere a key that others can read is no longer a key.
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    throw new Error(`Others can read the key ${file}. Run: chmod 600 ${file}`);
  }
  const [, name, id, encoded = ''] = /^PRIVATE\+KEY\+([^+\s]+)\+([0-9a-f]{8})\+(\S+)\n?$/u.exec(readFileSync(file, 'utf8')) ?? [];
  const typedSeed = Buffer.from(encoded, 'base64');
  if (!name || typedSeed.length !== 1 + SEED_BYTES || typedSeed[0] !== type) throw new Error(`${file} does not hold a key of type ${type}.`);
  const read = privateKey(name, keyFrom(type, typedSeed.subarray(1)), type);
  if (read.verifier.id.toString('hex') !== id) throw new Error(`The key in ${file} is damaged: its id does not fit.`);
  return read;
};

const createKey = (file: string, name: string, type: KeyType): PrivateKey => {
  if (!/^[^+\s]+$/u.test(name)) throw new Error(`A key's name has no spaces and no plus sign: ${name}`);
  const made = freshKey(type);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // Written beside and renamed, so that a crash leaves a whole key or none.
  writeFileSync(`${file}.new`, formatPrivateKey(name, made, type), { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  return privateKey(name, made, type);
};

const loadOrCreate = (file: string, name: string, type: KeyType): PrivateKey => {
  const read = existsSync(file) ? readKey(file, type) : createKey(file, name, type);
  if (read.name !== name) throw new Error(`The key in ${file} belongs to ${read.name}, not to ${name}.`);
  return read;
};

/**
 * The key in this file, made on first use. A log keeps one key and one name for its whole life.
 * @throws where others may read the file, or it holds no key, or the key of another name
 */
export const loadOrCreateLedgerKey = (file: string, name: string): LedgerKey => {
  const { key, verifier, verifierKey } = loadOrCreate(file, name, ED25519);
  return { name, verifierKey, verifier, sign: (text) => `${text}\n${signatureLine(name, verifier.id, sign(null, Buffer.from(text), key))}` };
};

/** The key of a witness in this file, of Ed25519 or ML-DSA-44, made on first use. @throws as `loadOrCreateLedgerKey` */
export const loadOrCreateWitnessKey = (file: string, name: string, type: KeyType = COSIGNATURE): WitnessKey => {
  const { key, verifier, verifierKey } = loadOrCreate(file, name, type);
  return {
    name,
    verifierKey,
    cosign: (text, seconds) => signatureLine(name, verifier.id, Buffer.concat([uint64(seconds), sign(null, timedText(text, seconds, verifier), key)])),
  };
};
