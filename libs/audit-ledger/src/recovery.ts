import { entryEnd, LENGTH_BYTES, OpenBundle } from './bundle.ts';
import { type Checkpoint, openCheckpoint, parseCheckpoint } from './checkpoint.ts';
import type { LedgerFiles } from './files.ts';
import { Frontier, type FullTile, partialWidth, TILE_WIDTH } from './frontier.ts';
import { HASH_BYTES, leafHash } from './hashing.ts';
import type { LedgerKey } from './key.ts';
import { LedgerRefused } from './refused.ts';

/** So many bundles are read while one is hashed. */
const READ_AHEAD = 4;

/** What an open ledger goes on from. */
export interface Recovered {
  /** The last checkpoint as published, if there is one. */
  readonly note: string | undefined;
  /** The tree under it, and the tree under the head: a crash between the two leaves the head ahead by one batch. */
  readonly signed: Frontier;
  readonly current: Frontier;
  /** The entries of its bundle that is not full yet. */
  readonly pending: OpenBundle;
  readonly head: string | undefined;
}

/** The state after the last write that counts, checked against the stored bytes. @throws LedgerRefused */
export const recover = async (files: LedgerFiles, origin: string, key: LedgerKey): Promise<Recovered> => {
  await keepVerifierKey(files, key);
  const head = await files.text(files.headFile);
  const note = await files.text(files.checkpointFile);
  if (head === undefined && note !== undefined) {
    throw new LedgerRefused(`${files.headFile} is missing, so it is not known what was signed last. Restore it with ${files.checkpointFile} from one backup.`);
  }
  if (head === undefined) {
    await removeUnpublished(files, 0);
    return { note, signed: new Frontier(), current: new Frontier(), pending: new OpenBundle(), head };
  }
  try {
    const goal = parseCheckpoint(head);
    const signed = note === undefined ? new Frontier() : await treeUnder(files, openCheckpoint(note, origin, key.verifier));
    if (goal.origin !== origin) throw new Error(`${files.headFile} is of ${goal.origin}.`);
    if (goal.size < signed.size) throw new Error(`${files.headFile} is behind the checkpoint.`);
    const current = await replay(files, signed, goal.size);
    if (!current.root().equals(goal.root)) throw new Error(`The stored entries do not have the root that ${files.headFile} states.`);
    await removeUnpublished(files, goal.size);
    return { note, signed, current, pending: await pendingEntries(files, current), head };
  } catch (error) {
    throw new LedgerRefused(`The ledger in ${files.folder} does not fit what it signed, so it does not go on: ${(error as Error).message}`, { cause: error });
  }
};

/**
 * The tree of the first `size` entries: `from`, and what the stored bundles hold after it, hashed anew.
 * Throws where a stored tile is not what its entries give.
 */
export const replay = async (files: LedgerFiles, from: Frontier, size: number): Promise<Frontier> => {
  const tree = from.copy();
  const bundles = Math.ceil(size / TILE_WIDTH);
  const ahead: Promise<Buffer>[] = [];
  let next = Math.floor(tree.size / TILE_WIDTH);
  while (tree.size < size) {
    for (; next < bundles && ahead.length < READ_AHEAD; next++) {
      const reading = files.bundle(next, Math.min(TILE_WIDTH, size - next * TILE_WIDTH));
      reading.catch(() => undefined); // It is waited for below, where its error counts.
      ahead.push(reading);
    }
    const full = appendBundle(tree, (await ahead.shift()) as Buffer, size);
    await Promise.all(full.map(({ level, index, hashes }) => sameTile(files, level, index, hashes)));
  }
  for (let level = 0, span = 1; span <= size; level++, span *= TILE_WIDTH) {
    const hashes = tree.partialTile(level);
    if (hashes.length > 0) await sameTile(files, level, Math.floor(size / span / TILE_WIDTH), hashes);
  }
  return tree;
};

/** Adds what a bundle holds beyond the tree's own part of it, up to `size` entries in all. Throws where it ends before. */
const appendBundle = (tree: Frontier, bundle: Buffer, size: number): readonly FullTile[] => {
  const has = tree.size % TILE_WIDTH;
  const width = Math.min(TILE_WIDTH, size - tree.size + has);
  let full: readonly FullTile[] = [];
  for (let [offset, place] = [0, 0]; place < width; place++) {
    const end = entryEnd(bundle, offset);
    if (place >= has) full = tree.appendFrom(bundle, offset + LENGTH_BYTES, end);
    offset = end;
  }
  return full;
};

const sameTile = async (files: LedgerFiles, level: number, index: number, hashes: Buffer): Promise<void> => {
  const stored = await files.tile(level, index, hashes.length / HASH_BYTES);
  if (!stored.equals(hashes)) throw new LedgerRefused(`Tile ${index} of level ${level} is not what its entries give.`);
};

/** The tree under a checkpoint, from its stored tiles. */
const treeUnder = async (files: LedgerFiles, { size, root }: Checkpoint): Promise<Frontier> => {
  const edges: Buffer[] = [];
  for (let level = 0, span = 1; span <= size; level++, span *= TILE_WIDTH) {
    const width = partialWidth(size, level);
    edges[level] = width === 0 ? Buffer.alloc(0) : await files.tile(level, Math.floor(size / span / TILE_WIDTH), width);
  }
  const tree = Frontier.of(size, (level) => edges[level] ?? Buffer.alloc(0));
  if (!tree.root().equals(root)) throw new Error(`The stored tiles do not have the root of the checkpoint of ${size} entries.`);
  return tree;
};

const pendingEntries = async (files: LedgerFiles, tree: Frontier): Promise<OpenBundle> => {
  const pending = new OpenBundle();
  const width = partialWidth(tree.size, 0);
  if (width === 0) return pending;
  const entries = await files.entries(Math.floor(tree.size / TILE_WIDTH), width);
  if (!Buffer.concat(entries.map(leafHash)).equals(tree.partialTile(0))) throw new Error('The last entry bundle is not what its tile states.');
  for (const entry of entries) pending.add(entry);
  return pending;
};

/** What an unfinished batch left behind would be taken for a part of the log once the log has grown past it. */
const removeUnpublished = async (files: LedgerFiles, size: number): Promise<void> => {
  // No log here outgrows four levels: 2^32 entries.
  for (const level of ['entries', 0, 1, 2, 3] as const) {
    const span = TILE_WIDTH ** (level === 'entries' ? 0 : level);
    const edge = Math.floor(size / span / TILE_WIDTH);
    let left = await files.removeUnpublished(level, edge, Math.floor(size / span) % TILE_WIDTH);
    for (let index = edge + 1; left; index++) left = await files.removeUnpublished(level, index, 0);
  }
};

const keepVerifierKey = async (files: LedgerFiles, key: LedgerKey): Promise<void> => {
  const stored = await files.text(files.verifierKeyFile);
  if (stored === undefined) await files.replace(files.verifierKeyFile, `${key.verifierKey}\n`);
  else if (stored.trim() !== key.verifierKey) throw new LedgerRefused(`${files.verifierKeyFile} is another key than the one to sign with.`);
};
