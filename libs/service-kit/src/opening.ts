import type { Erased } from '@patto/access';
import type { Keyring, SealedPart } from '@patto/privacy';
import type { AccessReceipt } from '@patto/privacy';

/** What stands in an answer for content whose key was destroyed. */
const ERASED: Erased = { erased: true };

const isSealed = (value: object): value is SealedPart => 'sealed' in value && 'commit' in value && 'subject' in value && 'event' in value;

/** The sealed parts anywhere in an answer. */
export const sealedParts = (answer: unknown): readonly SealedPart[] => {
  if (typeof answer !== 'object' || answer === null) return [];
  if (isSealed(answer)) return [answer];
  return Object.values(answer).flatMap(sealedParts);
};

/** The answer with its sealed parts opened; the receipt says that the access is on record. */
export const opened = async (answer: unknown, parts: readonly SealedPart[], keyring: Keyring, receipt: AccessReceipt): Promise<unknown> => {
  const values = await keyring.open(parts, receipt);
  const clear = new Map<object, unknown>(parts.map((part, index) => [part, values[index] === undefined ? ERASED : values[index]]));
  const replaced = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (clear.has(value)) return clear.get(value);
    if (Array.isArray(value)) return value.map(replaced);
    return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, replaced(inner)]));
  };
  return replaced(answer);
};
