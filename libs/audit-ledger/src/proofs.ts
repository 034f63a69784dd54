import { TILE_WIDTH } from './frontier.ts';
import { nodeHash } from './hashing.ts';

/** The root over the entries from `index · 256^level` on, `count` (a power of two, at most 256) times 256^level of them. */
export type NodeReader = (level: number, index: number, count: number) => Promise<Buffer>;

/** The largest power of two below `count`, which is at least 2: where RFC 6962 splits a tree. */
const splitOf = (count: number): number => {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
};

const isPowerOfTwo = (count: number): boolean => splitOf(count + 1) === count;

/** The root over the entries from `start` to `end`, a subtree of the tree; a perfect one is a node of a tile. */
const rangeRoot = async (nodes: NodeReader, start: number, end: number): Promise<Buffer> => {
  const count = end - start;
  if (isPowerOfTwo(count)) {
    const level = Math.floor(Math.log2(count) / Math.log2(TILE_WIDTH));
    const span = TILE_WIDTH ** level;
    return nodes(level, start / span, count / span);
  }
  const middle = start + splitOf(count);
  return nodeHash(await rangeRoot(nodes, start, middle), await rangeRoot(nodes, middle, end));
};

/** The audit path of RFC 6962, 2.1.1. */
export const inclusionProof = async (nodes: NodeReader, index: number, size: number): Promise<Buffer[]> => {
  const path = async (start: number, end: number): Promise<Buffer[]> => {
    if (end - start === 1) return [];
    const middle = start + splitOf(end - start);
    return index < middle
      ? [...(await path(start, middle)), await rangeRoot(nodes, middle, end)]
      : [...(await path(middle, end)), await rangeRoot(nodes, start, middle)];
  };
  return path(0, size);
};

/** The consistency proof of RFC 6962, 2.1.2. */
export const consistencyProof = async (nodes: NodeReader, from: number, to: number): Promise<Buffer[]> => {
  const path = async (start: number, end: number, known: boolean): Promise<Buffer[]> => {
    if (from === end) return known ? [] : [await rangeRoot(nodes, start, end)];
    const middle = start + splitOf(end - start);
    return from <= middle
      ? [...(await path(start, middle, known)), await rangeRoot(nodes, middle, end)]
      : [...(await path(middle, end, false)), await rangeRoot(nodes, start, middle)];
  };
  return path(0, to, true);
};

/** Whether the proof leads from the leaf to the root (RFC 9162, 2.1.3.2). */
export const provesInclusion = (leaf: Buffer, index: number, size: number, proof: readonly Buffer[], root: Buffer): boolean => {
  if (!(index >= 0 && index < size)) return false;
  let node = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 && hash.equals(root);
};

/** Whether the proof shows that the tree of `to` entries extends the one of `from` (RFC 9162, 2.1.4.2); false for `from` 0, where nothing is proved. */
export const provesConsistency = (from: number, fromRoot: Buffer, to: number, toRoot: Buffer, proof: readonly Buffer[]): boolean => {
  if (from < 1 || from > to) return false;
  if (from === to) return proof.length === 0 && fromRoot.equals(toRoot);
  const [first, ...rest] = isPowerOfTwo(from) ? [fromRoot, ...proof] : proof;
  if (!first) return false;
  let node = from - 1;
  let last = to - 1;
  while (node % 2 === 1) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  let before = first;
  let after = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      before = nodeHash(sibling, before);
      after = nodeHash(sibling, after);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    } else {
      after = nodeHash(after, sibling);
    }
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 && before.equals(fromRoot) && after.equals(toRoot);
};
