import type { Erased, Permission, Withheld } from '@patto/access';
import type { Keyring, SealedPart } from '@patto/privacy';
import type { AccessReceipt } from '@patto/privacy';
import { replacing } from './replacing.ts';

/** What stands in an answer for content whose key was destroyed. */
const ERASED: Erased = { erased: true };

/** What stands in an answer for content that the policy does not let this asker see. */
const WITHHELD: Withheld = { withheld: true };

const isSealed = (value: object): value is SealedPart => 'sealed' in value && 'commit' in value && 'subject' in value && 'event' in value;

/** The answer without the parts that the policy withholds from this asker. */
export const withheld = (answer: unknown, permission: Permission): unknown => {
  if (permission.opensAll) return answer;
  return replacing(answer, (found) => (isSealed(found) && !permission.mayOpen(found.part) ? WITHHELD : found));
};

/** The sealed parts anywhere in an answer. */
export const sealedParts = (answer: unknown): readonly SealedPart[] => {
  const found: SealedPart[] = [];
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isSealed(value)) found.push(value);
    else for (const inner of Object.values(value)) look(inner);
  };
  look(answer);
  return found;
};

/** What stands in an answer for sealed parts: their content, or the keys that open them. */
export type Opener = (keyring: Keyring, parts: readonly SealedPart[], receipt: AccessReceipt) => Promise<readonly unknown[]>;

/** Their content. */
export const content: Opener = (keyring, parts, receipt) => keyring.open(parts, receipt);

/** The keys of these parts, in base64url: evidence that opens offline. */
export const partKeys: Opener = async (keyring, parts, receipt) => (await keyring.disclose(parts, receipt)).map((key) => key?.toString('base64url'));

/** The answer with its sealed parts opened; the receipt says that the access is on record. */
export const opened = (answer: unknown, parts: readonly SealedPart[], values: readonly unknown[]): unknown => {
  const clear = new Map<object, unknown>(parts.map((part, index) => [part, values[index] === undefined ? ERASED : values[index]]));
  return replacing(answer, (found) => (clear.has(found) ? clear.get(found) : found));
};
