import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HASH_BYTES } from './merkle.ts';
import type { Findings } from './findings.ts';
import { FULL, find, type LogName, pathOf, type SealedFiles } from './sealed-files.ts';
import { splitBundle } from './stored-tiles.ts';

/** `tile/0/x001/234.p/7`: level, index in groups, and width. */
const TILE_PATH = /^tile\/(entries|[0-9])\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/**
 * Checks the files of a folder that the walk over the log did not read: partial tiles of earlier checkpoints must begin what
 * replaced them, and no other file has a place among the tiles. They may also be gone: nothing rests on what was replaced, and the sealer
 * removes them itself. What lies beyond the checkpoint is not sealed, and not looked at.
 */
export const checkOldTiles = async (data: string, log: LogName, files: SealedFiles, size: number, findings: Findings): Promise<void> => {
  const folder = join(data, 'ledger', log);
  const found = await readdir(join(folder, 'tile'), { recursive: true, withFileTypes: true }).catch(() => []);
  for (const file of found) {
    if (file.isDirectory() || file.name.startsWith('.')) continue; // file managers leave such names in what they copy
    const path = join(file.parentPath, file.name)
      .slice(folder.length + 1)
      .replaceAll('\\', '/');
    const tile = tileAt(path);
    if (!tile) findings.add(files.nameOf(path), 'the file has no place among the tiles');
    else await checkOldTile(files, tile, size, findings);
  }
};

interface TilePath {
  readonly level: number | 'entries';
  readonly index: number;
  readonly width: number;
}

const tileAt = (path: string): TilePath | undefined => {
  const [, level, groups = '', width] = TILE_PATH.exec(path) ?? [];
  if (level === undefined) return undefined;
  const tile = { level: level === 'entries' ? level : Number(level), index: Number(groups.replaceAll(/[x/]/g, '')), width: Number(width ?? FULL) } as const;
  return pathOf(tile.level, tile.index, tile.width) === path ? tile : undefined;
};

const checkOldTile = async (files: SealedFiles, { level, index, width }: TilePath, size: number, findings: Findings): Promise<void> => {
  const hashes = Math.floor(size / FULL ** (level === 'entries' ? 0 : level));
  const sealedWidth = Math.min(FULL, hashes - index * FULL);
  if (width >= sealedWidth) return; // the one that was compared, or beyond the checkpoint
  const [old, sealed] = await Promise.all([files.read(pathOf(level, index, width)), find(files, level, index, sealedWidth)]);
  if (!old || !sealed) return; // replaced while this ran, or missing and found to be
  const whole = level === 'entries' ? splitBundle(old).entries.length === width : old.length === width * HASH_BYTES;
  if (!whole || !sealed.bytes.subarray(0, old.length).equals(old)) {
    findings.add(files.nameOf(pathOf(level, index, width)), 'it is not the beginning of the tile that replaced it');
  }
};
