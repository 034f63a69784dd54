import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Keyring } from './keyring.ts';
import { epochsIn, type KeyPlace, type Keys, KeysUnusable, keyFile, openKeys } from './keys.ts';
import { makeSecret, syncFolder } from './secret-file.ts';

/** What a rotation did. */
export interface Rotated {
  /** The epoch that everything is wrapped under now. */
  readonly epoch: number;
  /** The epochs whose keys were destroyed. */
  readonly retired: readonly number[];
  /** How many subjects' keys were wrapped anew. */
  readonly rewrapped: number;
}

/**
 * Makes a new key-encryption key, wraps every subject's key anew under it, and destroys the old ones: from then on no backup of a keyring from before
 * opens. It can be broken off at any point and begun again: where a folder has keys of more than one epoch, that rotation is ended and no other begun.
 * The keyring is nobody else's meanwhile.
 * @param open opens the keyring with these keys
 * @throws KeysUnusable where the keys are not in a folder
 */
export const rotateKeys = async (place: KeyPlace, open: (keys: Keys) => Promise<Keyring>): Promise<Rotated> => {
  const before = openKeys(place); // Refuses a folder that is not in order, before a key is added to it.
  if (before.place !== place.folder) throw new KeysUnusable(`The keys come from ${before.place}. Rotate them where they are kept, and set the new ones.`);
  if (epochsIn(place.folder).length === 1) makeSecret(join(place.folder, keyFile(before.current + 1)));
  const keys = openKeys(place);
  const keyring = await open(keys);
  const rewrapped = await keyring.rewrap().finally(() => keyring.close());
  const retired = epochsIn(place.folder).filter((epoch) => epoch < keys.current);
  for (const epoch of retired) rmSync(join(place.folder, keyFile(epoch)));
  syncFolder(place.folder);
  return { epoch: keys.current, retired, rewrapped };
};
