import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { hmac } from './derive.ts';
import { isWithin, KeysUnusable, makeSecret, openSecretFolder, parseSecret, readSecret } from './secret-file.ts';
import { IV_BYTES, TAG_BYTES } from './seal.ts';
import { KEYRING_FILE } from './sqlite/schema.ts';

export { KeysUnusable };

/** Where the keys are looked for. */
export interface KeyPlace {
  /** The keys folder (`PATTO_KEYS`), mode 0700; made on the first start. */
  readonly folder: string;
  /** The data folder, which must not hold the keys nor lie with them: one backup of both would outlive every erasure. */
  readonly dataFolder: string;
  /** `PATTO_KEY_ENCRYPTION_KEY` and `PATTO_DEPLOYMENT_SECRET` (base64url, 32 bytes each), given together, stand in for the folder. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The key-encryption keys, by epoch, and the deployment's secret. */
export interface Keys {
  /** The epoch that new keys are wrapped under, from 1. */
  readonly current: number;
  /** The oldest epoch whose key there still is: keys that were wrapped under an older one only are gone for good, whatever backup they lie in. */
  readonly oldest: number;
  /** Where they came from, for messages. */
  readonly place: string;
  /** 32 bytes that ids, digests and blind tokens of this deployment are derived from. */
  readonly deploymentSecret: Buffer;
  /** What tells one key from another without showing it, by the key's name. */
  readonly fingerprints: ReadonlyMap<string, string>;
  /** Wraps a subject's key under the current epoch: iv, tag and ciphertext, bound to epoch and subject. */
  wrap(key: Buffer, subject: string): Buffer;
  /** @throws KeysUnusable where this epoch's key is not there or is another one */
  unwrap(epoch: number, wrapped: Uint8Array, subject: string): Buffer;
}

const KEY_FILE = /^key-encryption-([1-9]\d*)\.key$/;
/** What the key of an epoch is called in the keys folder. */
export const keyFile = (epoch: number): string => `key-encryption-${epoch}.key`;
/** What a key of an epoch is called among the fingerprints. */
export const keyName = (epoch: number): string => `key-encryption key of epoch ${epoch}`;
const SECRET_FILE = 'deployment.secret';
const FIRST_EPOCH = 1;

/**
 * Opens the keys, and makes them on the first start of a deployment; where the data folder already has a keyring, none are made, since only the right
 * ones could open it.
 * @throws KeysUnusable
 */
export const openKeys = (place: KeyPlace): Keys => keysIn(place, !existsSync(join(place.dataFolder, KEYRING_FILE)));

/**
 * The keys as they are; it makes none.
 * @returns nothing where the first start has yet to make them
 * @throws KeysUnusable
 */
export const readKeys = (place: KeyPlace): Keys | undefined => {
  const { folder, dataFolder, environment } = place;
  const areGiven = environment['PATTO_KEY_ENCRYPTION_KEY'] || environment['PATTO_DEPLOYMENT_SECRET'];
  if (areGiven || existsSync(join(folder, SECRET_FILE)) || existsSync(join(dataFolder, KEYRING_FILE))) return keysIn(place, false);
  refuseTogether(folder, dataFolder);
  if (existsSync(folder)) openSecretFolder(folder);
  return undefined;
};

/** @param makes whether those that are missing are made */
const keysIn = ({ folder, dataFolder, environment }: KeyPlace, makes: boolean): Keys => {
  const { PATTO_KEY_ENCRYPTION_KEY: key, PATTO_DEPLOYMENT_SECRET: secret } = environment;
  if (key && secret) {
    const only = new Map([[FIRST_EPOCH, parseSecret(key, 'PATTO_KEY_ENCRYPTION_KEY')]]);
    return keysOf(only, parseSecret(secret, 'PATTO_DEPLOYMENT_SECRET'), 'PATTO_KEY_ENCRYPTION_KEY and PATTO_DEPLOYMENT_SECRET');
  }
  if (key || secret)
    throw new KeysUnusable('PATTO_KEY_ENCRYPTION_KEY and PATTO_DEPLOYMENT_SECRET belong together. Set both, or neither to use the keys folder.');

  refuseTogether(folder, dataFolder);
  if (makes || existsSync(folder)) openSecretFolder(folder);
  const demand = (file: string): Buffer => {
    const found = readSecret(join(folder, file)) ?? (makes ? makeSecret(join(folder, file)) : undefined);
    if (found) return found;
    throw new KeysUnusable(
      `${join(folder, file)} is missing, and ${dataFolder} holds content sealed with it. Put back the keys folder of this deployment, or set PATTO_KEYS to it.`,
    );
  };
  const stored = epochsIn(folder);
  const epochs = stored.length > 0 ? stored : [FIRST_EPOCH];
  return keysOf(new Map(epochs.map((epoch) => [epoch, demand(keyFile(epoch))])), demand(SECRET_FILE), folder);
};

const refuseTogether = (folder: string, dataFolder: string): void => {
  if (!isWithin(folder, dataFolder) && !isWithin(dataFolder, folder)) return;
  throw new KeysUnusable(
    `The keys folder ${folder} and the data folder ${dataFolder} lie in one another. Set PATTO_KEYS to a folder apart, that no backup of the data takes along.`,
  );
};

/** The epochs of which a keys folder has the key, the oldest first. */
export const epochsIn = (folder: string): readonly number[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .flatMap((file) => KEY_FILE.exec(file)?.[1] ?? [])
        .map(Number)
        .sort((a, b) => a - b)
    : [];

const keysOf = (keys: ReadonlyMap<number, Buffer>, deploymentSecret: Buffer, place: string): Keys => {
  const current = Math.max(...keys.keys());
  const keyOf = (epoch: number): Buffer => {
    const key = keys.get(epoch);
    if (!key) throw new KeysUnusable(`${place} has no key-encryption key of epoch ${epoch}. Put back the keys folder of this deployment.`);
    return key;
  };
  const bound = (epoch: number, subject: string): Buffer => Buffer.from(JSON.stringify(['patto wrapped key v1', epoch, subject]));
  return {
    current,
    oldest: Math.min(...keys.keys()),
    place,
    deploymentSecret,
    fingerprints: new Map([
      ['deployment secret', fingerprint(deploymentSecret)],
      ...[...keys].map(([epoch, key]): [string, string] => [keyName(epoch), fingerprint(key)]),
    ]),
    wrap: (key, subject) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keyOf(current), iv).setAAD(bound(current, subject));
      const wrapped = Buffer.concat([cipher.update(key), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), wrapped]);
    },
    unwrap: (epoch, stored, subject) => {
      const wrapped = Buffer.from(stored);
      const key = keyOf(epoch);
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, wrapped.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
        decipher.setAAD(bound(epoch, subject)).setAuthTag(wrapped.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
        return Buffer.concat([decipher.update(wrapped.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
      } catch (cause) {
        throw new KeysUnusable(`The key of ${subject} does not open with ${place}. The keyring is damaged: restore it from its backup.`, { cause });
      }
    },
  };
};

const fingerprint = (key: Buffer): string => hmac(key, 'patto key fingerprint v1').toString('base64url');
