/** The entries' own folder among the tiles. */
export type TileLevel = number | 'entries';

/** `1234067` as `x001/x234/067`, the way tlog-tiles spells an index in a path. */
export const indexPath = (index: number): string => {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  return groups.map((group, place) => (place < groups.length - 1 ? `x${group}` : group)).join('/');
};

/** Where a tile (or, at level `entries`, a bundle) lies below the ledger's folder and its URL; `width` 256 is the full one. */
export const tilePath = (level: TileLevel, index: number, width: number): string => `tile/${level}/${indexPath(index)}${width === 256 ? '' : `.p/${width}`}`;

/** The folder of the partial tiles that a full tile replaces. */
export const partialsPath = (level: TileLevel, index: number): string => `tile/${level}/${indexPath(index)}.p`;
