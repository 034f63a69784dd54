import { describe, expect, it } from '@jest/globals';
import { Frontier, perfectRoot, TILE_WIDTH } from './frontier.ts';
import { leafHash, nodeHash } from './hashing.ts';
import { indexPath, tilePath } from './layout.ts';
import { consistencyProof, inclusionProof, provesConsistency, provesInclusion, type NodeReader } from './proofs.ts';

const entry = (index: number): Buffer => Buffer.from(`event ${index}`);
const treeOf = (entries: readonly Uint8Array[]): Frontier => {
  const tree = new Frontier();
  for (const one of entries) tree.append(one);
  return tree;
};

/** RFC 6962, 2.1, word by word: the slow way that everything else is held against. */
const rootByDefinition = (leaves: readonly Buffer[]): Buffer => {
  if (leaves.length === 1) return leaves[0] as Buffer;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(rootByDefinition(leaves.slice(0, split)), rootByDefinition(leaves.slice(split)));
};

/** Nodes of any level, straight from the leaves. */
const hashesOf =
  (leaves: readonly Buffer[]): NodeReader =>
  async (level, index, count) => {
    const span = TILE_WIDTH ** level;
    return perfectRoot(
      Buffer.concat(Array.from({ length: count }, (_, n) => perfectRoot(Buffer.concat(leaves.slice((index + n) * span, (index + n + 1) * span))))),
    );
  };

describe('the Merkle tree', () => {
  it('has the roots of the test vectors of certificate transparency', () => {
    const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
    const roots = [
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ];
    roots.forEach((root, size) => {
      expect(
        treeOf(inputs.slice(0, size).map((hex) => Buffer.from(hex, 'hex')))
          .root()
          .toString('hex'),
      ).toBe(root);
    });
  });

  it('has at every size the root of the definition', () => {
    const tree = new Frontier();
    const leaves: Buffer[] = [];
    for (let size = 1; size <= 600; size++) {
      tree.append(entry(size));
      leaves.push(leafHash(entry(size)));
      expect(tree.root()).toEqual(rootByDefinition(leaves));
    }
  });

  it('has the root of the definition around the edges of two levels of tiles', () => {
    const edges = [65_279, 65_280, 65_535, 65_536, 65_537, 65_792, 65_793];
    const tree = new Frontier();
    const leaves: Buffer[] = [];
    for (let size = 1; size <= 65_793; size++) {
      tree.append(entry(size));
      leaves.push(leafHash(entry(size)));
      if (edges.includes(size)) expect(tree.root()).toEqual(rootByDefinition(leaves));
    }
  });

  it('goes on from its partial tiles alone', () => {
    const tree = treeOf(Array.from({ length: 700 }, (_, n) => entry(n)));
    const other = Frontier.of(700, (level) => tree.partialTile(level));
    other.append(entry(700));
    expect(tree.size).toBe(700);
    tree.append(entry(700));
    expect(other.root()).toEqual(tree.root());
  });
});

describe('a proof', () => {
  const leaves = Array.from({ length: 700 }, (_, n) => leafHash(entry(n)));
  const tiles = hashesOf(leaves);
  const roots = [Buffer.alloc(32), ...leaves.map((_, n) => (n < 20 || n > 250 ? rootByDefinition(leaves.slice(0, n + 1)) : Buffer.alloc(32)))];
  const rootAt = (size: number): Buffer => roots[size] as Buffer;
  const sizes = [1, 2, 3, 4, 7, 8, 9, 255, 256, 257, 511, 512, 513, 700];

  it('leads each entry to the root, and no other entry, place or size', async () => {
    for (const size of sizes) {
      for (const index of new Set([0, 1, 2, size >> 1, size - 2, size - 1].filter((n) => n >= 0 && n < size))) {
        const proof = await inclusionProof(tiles, index, size);
        const leaf = leaves[index] as Buffer;
        expect(provesInclusion(leaf, index, size, proof, rootAt(size))).toBe(true);
        expect(provesInclusion(leafHash(entry(9999)), index, size, proof, rootAt(size))).toBe(false);
        expect(provesInclusion(leaf, size, size, proof, rootAt(size))).toBe(false);
        expect(provesInclusion(leaf, index, size, [...proof, leaf], rootAt(size))).toBe(false);
        if (proof.length > 0) expect(provesInclusion(leaf, index, size, proof.slice(1), rootAt(size))).toBe(false);
        if (size > 1) expect(provesInclusion(leaf, (index + 1) % size, size, proof, rootAt(size))).toBe(false);
      }
    }
  });

  it('shows that a tree extends an earlier one, and no other', async () => {
    for (const from of sizes) {
      for (const to of sizes.filter((size) => size >= from)) {
        const proof = await consistencyProof(tiles, from, to);
        expect(provesConsistency(from, rootAt(from), to, rootAt(to), proof)).toBe(true);
        expect(provesConsistency(from, leafHash(entry(9999)), to, rootAt(to), proof)).toBe(false);
        expect(provesConsistency(from, rootAt(from), to, leafHash(entry(9999)), proof)).toBe(false);
        expect(provesConsistency(from, rootAt(from), to, rootAt(to), [...proof, rootAt(to)])).toBe(false);
        expect(provesConsistency(0, rootAt(from), to, rootAt(to), proof)).toBe(false);
      }
    }
  });
});

describe('the path of a tile', () => {
  it('has its index in groups of three digits', () => {
    expect(indexPath(0)).toBe('000');
    expect(indexPath(1_234_067)).toBe('x001/x234/067');
    expect(tilePath(1, 256, TILE_WIDTH)).toBe('tile/1/256');
    expect(tilePath('entries', 1_000, 7)).toBe('tile/entries/x001/000.p/7');
  });
});
