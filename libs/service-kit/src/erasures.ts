import type { World } from './world.ts';

/** Applies, before anything is opened, every erasure on record: a keyring from a backup may still hold keys that were destroyed since. */
export const applyErasures = async ({ facts, keyring, clock }: World): Promise<void> => {
  const ordered = (await facts.current()).at(new Date(clock()).toISOString()).find('erasure');
  for (const { is } of ordered) await keyring.destroy(is.person);
};
