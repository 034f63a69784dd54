import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { COSIGNATURE, ED25519, formatVerifierKey, type KeyType, keyId, parseVerifierKey, signatureLine, type Verifier } from './note.ts';
import { timedText } from './cosignature.ts';

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

// An Ed25519 private key in PKCS #8 is these bytes and its seed (RFC 8410).
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const SEED_BYTES = 32;

const rawPublicKey = (key: KeyObject): Buffer => Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x ?? '', 'base64url');

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
  return { name, verifierKey, verifier: parseVerifierKey(verifierKey, type), key };
};

/** `PRIVATE+KEY+name+hex(key id)+base64(type ‖ seed)`, as other tools for signed notes write it. */
const formatPrivateKey = (name: string, key: KeyObject, type: KeyType): string => {
  const seed = key.export({ format: 'der', type: 'pkcs8' }).subarray(-SEED_BYTES);
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
  if (!name || typedSeed.length !== 1 + SEED_BYTES || typedSeed[0] !== type) throw new Error(`${file} does not hold an Ed25519 key of type ${type}.`);
  const pkcs8 = Buffer.concat([PKCS8_PREFIX, typedSeed.subarray(1)]);
  const read = privateKey(name, createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }), type);
  if (read.verifier.id.toString('hex') !== id) throw new Error(`The key in ${file} is damaged: its id does not fit.`);
  return read;
};

const createKey = (file: string, name: string, type: KeyType): PrivateKey => {
  if (!/^[^+\s]+$/u.test(name)) throw new Error(`A key's name has no spaces and no plus sign: ${name}`);
  const { privateKey: made } = generateKeyPairSync('ed25519');
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

/** The key of a witness in this file, made on first use. @throws as `loadOrCreateLedgerKey` */
export const loadOrCreateWitnessKey = (file: string, name: string): WitnessKey => {
  const { key, verifier, verifierKey } = loadOrCreate(file, name, COSIGNATURE);
  return {
    name,
    verifierKey,
    cosign: (text, seconds) => {
      const time = Buffer.alloc(8);
      time.writeBigUInt64BE(BigInt(seconds));
      return signatureLine(name, verifier.id, Buffer.concat([time, sign(null, timedText(text, seconds), key)]));
    },
  };
};
