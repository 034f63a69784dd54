import { createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';

/** A sealed part as an event holds it. */
export interface SealedIn {
  readonly subject: string;
  readonly part: string;
  readonly alg: string;
  readonly iv: string;
  readonly tag: string;
  readonly commit: string;
  readonly sealed: string;
}

/** The one way of sealing that there is: AES-256-GCM under a key of its own, to which an HMAC commits. */
const ALGORITHM = 'A1';
const COMMITS = 'patto key commitment v1';
const KEY_BYTES = 32;

/** What a sealed part says under a key that was handed out; a `fault` where it is not the key that the event commits to, or the part was changed. */
export const openWith = (
  key: Buffer,
  { subject, part, alg, iv, tag, commit, sealed }: SealedIn,
  event: { readonly id: string; readonly type: string },
): { readonly value?: unknown; readonly fault?: string } => {
  if (alg !== ALGORITHM || key.length !== KEY_BYTES) return { fault: 'it is sealed in another way than this verifier knows' };
  const committed = Buffer.from(commit, 'base64url');
  const own = createHmac('sha256', key).update(COMMITS).digest();
  if (committed.length !== own.length || !timingSafeEqual(committed, own)) return { fault: 'the key is not the one that the event commits to' };
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(JSON.stringify([alg, event.id, event.type, subject, part]))).setAuthTag(Buffer.from(tag, 'base64url'));
    return { value: JSON.parse(decipher.update(sealed, 'base64url', 'utf8') + decipher.final('utf8')) };
  } catch {
    return { fault: 'it does not open with its key' };
  }
};
