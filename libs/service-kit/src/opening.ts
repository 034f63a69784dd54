import type { Erased, Permission, Withheld } from '@patto/access';
import type { Keyring, SealedPart } from '@patto/privacy';
import type { AccessReceipt } from '@patto/privacy';

/** What stands in an answer for content whose key was destroyed. */
const ERASED: Erased = { erased: true };

/** What stands in an answer for content that the policy does not let this asker see. */
const WITHHELD: Withheld = { withheld: true };

const isSealed = (value: object): value is SealedPart => 'sealed' in value && 'commit' in value && 'subject' in value && 'event' in value;

/** The answer without the parts that the policy withholds from this asker. */
export const withheld = (answer: unknown, permission: Permission): unknown => {
  if (permission.opensAll || typeof answer !== 'object' || answer === null) return answer;
  if (isSealed(answer)) return permission.mayOpen(answer.part) ? answer : WITHHELD;
  if (Array.isArray(answer)) return answer.map((one: unknown) => withheld(one, permission));
  return Object.fromEntries(Object.entries(answer).map(([member, inner]) => [member, withheld(inner, permission)]));
};

/** The sealed parts anywhere in an answer. */
export const sealedParts = (answer: unknown): readonly SealedPart[] => {
  if (typeof answer !== 'object' || answer === null) return [];
  if (isSealed(answer)) return [answer];
  return Object.values(answer).flatMap(sealedParts);
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
  const replaced = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (clear.has(value)) return clear.get(value);
    if (Array.isArray(value)) return value.map(replaced);
    return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, replaced(inner)]));
  };
  return replaced(answer);
};
