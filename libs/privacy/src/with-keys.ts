import type { SealedPart } from './keyring.ts';
import { AccessReceipt } from './receipt.ts';

/**
 * What is made of each part with its subject's key, in the order given; undefined where that is gone.
 * @throws TypeError where the receipt does not cover each subject: then nothing is made
 */
export const withKeys = async <Made>(
  parts: readonly SealedPart[],
  receipt: AccessReceipt,
  keysOf: (subjects: readonly string[]) => Promise<ReadonlyMap<string, Buffer | undefined>>,
  make: (key: Buffer, part: SealedPart) => Made,
): Promise<readonly (Made | undefined)[]> => {
  const subjects = [...new Set(parts.map(({ subject }) => subject))];
  const uncovered = subjects.find((subject) => !AccessReceipt.covers(receipt, subject));
  if (uncovered) throw new TypeError(`No access record covers the content of ${uncovered}.`);
  const keys = await keysOf(subjects);
  return parts.map((part) => {
    const key = keys.get(part.subject);
    return key && make(key, part);
  });
};
