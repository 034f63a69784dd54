import { formatProof, LedgerFiles, parseCheckpoint, type Proofs, proofsFrom, splitNote } from '@patto/audit-ledger';
import { Rejection } from '@patto/contracts';
import type { World } from '@patto/service-kit';
import { note } from './file.ts';
import { type LedgerName, ledgerPlace } from './place.ts';

const kept = { events: new WeakMap<World, Proofs>(), accesses: new WeakMap<World, Proofs>() };

const signedSize = async (world: World, ledger: LedgerName): Promise<number> => {
  const checkpoint = await note(world, ledger, 'checkpoint').catch((error: unknown) => {
    if (error instanceof Rejection) return undefined; // Nothing is sealed yet.
    throw error;
  });
  return checkpoint === undefined ? 0 : sizeOf(checkpoint.toString());
};

const sizeOf = (signed: string): number => parseCheckpoint(splitNote(signed).text).size;

/** Proofs about a ledger of a deployment; the tiles that they come from are kept expanded. */
const proofsOf = (world: World, ledger: LedgerName): Proofs => {
  const known = kept[ledger].get(world);
  const proofs = known ?? proofsFrom(new LedgerFiles(ledgerPlace(ledger, world.settings).folder), () => signedSize(world, ledger));
  kept[ledger].set(world, proofs);
  return proofs;
};

const notSealed = (error: unknown): never => {
  throw error instanceof RangeError ? new Rejection('not-sealed', 'The ledger has not come so far.') : error;
};

/** The last checkpoint under which an entry is: one that is witnessed, where there is one, else the newest. */
export const noteOver = async (world: World, index: number): Promise<string> => {
  const witnessed = await note(world, 'events', 'witnessed').then(String, () => undefined);
  return witnessed !== undefined && sizeOf(witnessed) > index ? witnessed : (await note(world, 'events', 'checkpoint')).toString();
};

/** The proof that the event at this position is in the ledger, as a file of its own. @throws Rejection `not-sealed` */
export const proofOf = async (world: World, index: number): Promise<string> => {
  const over = await noteOver(world, index);
  const hashes = await proofsOf(world, 'events').inclusion(index, sizeOf(over)).catch(notSealed);
  return formatProof({ index, hashes, note: over });
};

/** Two sizes of a ledger, the earlier first. */
export interface Sizes {
  readonly from: number;
  readonly to: number;
}

/** The proof that a ledger of `to` entries begins with the one of `from`, in base64, a hash a line. @throws Rejection `not-sealed` */
export const consistencyOf = async (world: World, ledger: LedgerName, { from, to }: Sizes): Promise<string> => {
  const hashes = await proofsOf(world, ledger).consistency(from, to).catch(notSealed);
  return hashes.map((hash) => `${hash.toString('base64')}\n`).join('');
};
