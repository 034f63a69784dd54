import { hash } from 'node:crypto';

/** Bytes of one SHA-256 hash. */
export const HASH_BYTES = 32;

/** The root of the tree without entries: SHA-256 of nothing (RFC 6962, 2.1). */
export const EMPTY_ROOT: Buffer = Buffer.from(hash('sha256', '', 'hex'), 'hex');

const LEAF_PREFIX = 0x00;
const NODE_PREFIX = 0x01;

// Hashing copies into these two buffers and takes the hash as a latin1 text: a new buffer for each hash would halve the speed.
const leafInput = Buffer.alloc(1 + 65_535);
leafInput[0] = LEAF_PREFIX;
const nodeInput = Buffer.alloc(1 + 2 * HASH_BYTES);
nodeInput[0] = NODE_PREFIX;

/** Writes SHA-256(0x00 ‖ entry) into `target` at `offset`; the entry has at most 65,535 bytes. */
export const writeLeafHash = (entry: Uint8Array, target: Buffer, offset: number): void => {
  leafInput.set(entry, 1);
  target.write(hash('sha256', leafInput.subarray(0, 1 + entry.length), 'latin1'), offset, HASH_BYTES, 'latin1');
};

/**
 * Writes SHA-256(0x00 ‖ entry) of the entry that lies from `start` to `end` of a bundle. The byte before it, the last of its length, is the prefix meanwhile,
 * which saves a copy of every entry.
 */
export const writeLeafHashIn = (bundle: Buffer, start: number, end: number, target: Buffer, offset: number): void => {
  const before = bundle[start - 1] as number;
  bundle[start - 1] = LEAF_PREFIX;
  target.write(hash('sha256', bundle.subarray(start - 1, end), 'latin1'), offset, HASH_BYTES, 'latin1');
  bundle[start - 1] = before;
};

/** Writes SHA-256(0x01 ‖ left ‖ right) into `target` at `offset`; left and right are the 64 bytes of `pair` at `pairOffset`. */
export const writeNodeHash = (pair: Buffer, pairOffset: number, target: Buffer, offset: number): void => {
  pair.copy(nodeInput, 1, pairOffset, pairOffset + 2 * HASH_BYTES);
  target.write(hash('sha256', nodeInput, 'latin1'), offset, HASH_BYTES, 'latin1');
};

/** SHA-256(0x00 ‖ entry). */
export const leafHash = (entry: Uint8Array): Buffer => {
  const leaf = Buffer.alloc(HASH_BYTES);
  writeLeafHash(entry, leaf, 0);
  return leaf;
};

/** SHA-256(0x01 ‖ left ‖ right). */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => {
  const node = Buffer.alloc(HASH_BYTES);
  writeNodeHash(Buffer.concat([left, right]), 0, node, 0);
  return node;
};
