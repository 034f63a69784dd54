import { createHmac, hkdfSync } from 'node:crypto';

/** A key of its own for one use of a secret: who has it has neither the secret nor the key of another use. */
export const deriveKey = (secret: Uint8Array, use: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', use, 32));

/** HMAC-SHA256 of a text in UTF-8. */
export const hmac = (key: Uint8Array, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** The UUID of version 8 (RFC 9562) that these parts have under a key. The parts stand in a JSON list, so that no two lists run into one text. */
export const deriveUuid = (key: Uint8Array, parts: readonly string[]): string => {
  const bytes = hmac(key, JSON.stringify(parts)).subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};
