import type { Sealed } from '@patto/contracts';
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { hmac } from './derive.ts';
import type { SealedPart } from './keyring.ts';

/** A sealed part is not what was sealed: altered, moved to another event or member, or under another key. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

/** HKDF-SHA256, AES-256-GCM, HMAC-SHA256 commitment, spaces up to the bucket: another way of sealing gets another name. */
export const ALGORITHM = 'A1';
/** What GCM is made for; other lengths are hashed first. */
export const IV_BYTES = 12;
export const TAG_BYTES = 16;
const COMMITMENT_BYTES = 32;
/** Text is filled up to a multiple of so many bytes, so that its length tells little: most names look alike, a note shows its rough size only. */
const BUCKET_BYTES = 32;

interface Place {
  /** The event's id. */
  readonly event: string;
  readonly type: string;
  readonly subject: string;
  readonly part: string;
}

/** The key of one part of one event: whoever is handed it can open that part and nothing else. */
export const partKey = (dataKey: Uint8Array, { event, part }: Place): Buffer =>
  Buffer.from(hkdfSync('sha256', dataKey, 'patto sealed part v1', JSON.stringify([event, part]), 32));

/** GCM lets one text be made to open under two keys with two meanings; the commitment names the one key. */
const commitmentTo = (key: Buffer): Buffer => hmac(key, 'patto key commitment v1');

const associated = ({ event, type, subject, part }: Place): Buffer => Buffer.from(JSON.stringify([ALGORITHM, event, type, subject, part]));

/** JSON filled up with spaces, which it ignores at its end. */
const padded = (value: unknown): Buffer => {
  const json = JSON.stringify(value);
  if (json === undefined) throw new TypeError('What JSON cannot say cannot be sealed.');
  const length = Buffer.byteLength(json);
  const text = Buffer.alloc(Math.ceil(length / BUCKET_BYTES) * BUCKET_BYTES, ' ');
  text.write(json);
  return text;
};

/** Seals one value in its place, under its subject's key. */
export const seal = (dataKey: Uint8Array, place: Place, value: unknown): Sealed => {
  const key = partKey(dataKey, place);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(associated(place));
  const sealed = Buffer.concat([cipher.update(padded(value)), cipher.final()]);
  return {
    subject: place.subject,
    part: place.part,
    alg: ALGORITHM,
    iv: iv.toString('base64url'),
    tag: cipher.getAuthTag().toString('base64url'),
    commit: commitmentTo(key).toString('base64url'),
    sealed: sealed.toString('base64url'),
  };
};

/** Opens a sealed part with its subject's key. @throws SealBroken */
export const unseal = (dataKey: Uint8Array, sealed: SealedPart): unknown => {
  const broken = (why: string, cause?: unknown) => new SealBroken(`The part ${sealed.part} of the event ${sealed.event} ${why}.`, { cause });
  if (sealed.alg !== ALGORITHM) throw broken('is sealed in a way that this version does not know');
  const iv = bytes(sealed.iv, IV_BYTES);
  const tag = bytes(sealed.tag, TAG_BYTES);
  const commit = bytes(sealed.commit, COMMITMENT_BYTES);
  const text = bytes(sealed.sealed);
  if (!iv || !tag || !commit || !text) throw broken('is not whole');
  const key = partKey(dataKey, sealed);
  if (!timingSafeEqual(commit, commitmentTo(key))) throw broken('was sealed with another key, or for another event');
  let json: string;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES }).setAAD(associated(sealed)).setAuthTag(tag);
    json = decipher.update(text, undefined, 'utf8') + decipher.final('utf8');
  } catch (cause) {
    throw broken('is not what was sealed', cause);
  }
  return JSON.parse(json);
};

/** The bytes of a base64url text; undefined where it is not the one text that these bytes have, or they are not so many. */
const bytes = (text: unknown, length?: number): Buffer | undefined => {
  if (typeof text !== 'string') return undefined;
  const decoded = Buffer.from(text, 'base64url');
  return decoded.toString('base64url') === text && (length === undefined || decoded.length === length) ? decoded : undefined;
};
