import { type Keys, KeysUnusable } from './keys.ts';

/** What a keyring remembers of a key that it was made with. */
export interface MadeWith {
  readonly name: string;
  readonly fingerprint: string;
}

/** Refuses other keys than a keyring was made with. @param keyring as it is called at the beginning of a sentence @throws KeysUnusable */
export const refuseOtherKeys = (keyring: string, known: readonly MadeWith[], keys: Keys): void => {
  for (const { name, fingerprint } of known) {
    const present = keys.fingerprints.get(name);
    if (present === fingerprint) continue;
    const what = present === undefined ? `has no ${name}` : `has another ${name}`;
    throw new KeysUnusable(
      `${keyring} was made with other keys: ${keys.place} ${what}. Put back the keys of this deployment from their backup, or, where keys were rotated since, a keyring from after that: what was wrapped under a key that is gone, nobody can open.`,
    );
  }
};
