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
  /** Where they came from, for messages. */
  readonly place: string;
  /** 32 bytes that ids, digests and blind tokens of this deployment are derived from. */
  readonly deploymentSecret: Uint8Array;
  /** Wraps a subject's key under the current epoch: iv, tag and ciphertext, bound to epoch and subject. */
  wrap(key: Uint8Array, subject: string): Uint8Array;
  /** @throws KeysUnusable where this epoch's key is not there or is another one */
  unwrap(epoch: number, wrapped: Uint8Array, subject: string): Buffer;
  /** Tells whether two key-encryption keys are the same without showing them; undefined of an epoch that is not there. */
  fingerprint(epoch: number): string | undefined;
}

/** The keys are missing, open to others, in the wrong place or not those of this deployment; the message says what to do. */
export class KeysUnusable extends Error {
  override readonly name = 'KeysUnusable';
}

/** Opens the keys, and makes them on the first start of a deployment: where the data folder already has a keyring, none are made. */
export declare const openKeys: (place: KeyPlace) => Keys;
