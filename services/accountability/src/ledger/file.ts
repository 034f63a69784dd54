import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Rejection } from '@patto/contracts';
import type { World } from '@patto/service-kit';
import { type LedgerName, ledgerPlace } from './place.ts';

/** A place in the tlog-tiles layout, and nothing else under the ledger's folder. */
const PLACE = /^(x\d{3}\/)*\d{3}(\.p\/\d{1,3})?$/;
const LEVEL = /^\d{1,2}$/;

const nothing = () => new Rejection('not-found', 'The ledger has no such file.');

const read = async ({ settings }: World, ledger: LedgerName, path: string): Promise<Buffer> => {
  try {
    return await readFile(join(ledgerPlace(ledger, settings).folder, path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw nothing();
    throw error;
  }
};

/** The last checkpoint, the last that enough witnesses cosigned, or the verifier key, which anybody may have. @throws Rejection `not-found` before there is one */
export const note = (world: World, ledger: LedgerName, name: 'checkpoint' | 'witnessed' | 'verifier.key'): Promise<Buffer> => read(world, ledger, name);

/** A hash tile, which anybody may have: it tells nothing of what happened. @throws Rejection `not-found` */
export const hashTile = (world: World, ledger: LedgerName, path: string | readonly string[]): Promise<Buffer> => {
  const [level = '', ...rest] = [path].flat().join('/').split('/');
  if (!LEVEL.test(level) || !PLACE.test(rest.join('/'))) throw nothing();
  return read(world, ledger, `tile/${level}/${rest.join('/')}`);
};

/** A bundle of entries, which hold every fact. @throws Rejection `not-found` */
export const entryBundle = (world: World, ledger: LedgerName, path: string | readonly string[]): Promise<Buffer> => {
  const place = [path].flat().join('/');
  if (!PLACE.test(place)) throw nothing();
  return read(world, ledger, `tile/entries/${place}`);
};
