import { describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

interface File {
  readonly path: string;
  readonly context: { readonly config: { readonly rootDir: string } };
}
interface Shares {
  shard(files: readonly File[], which: { readonly shardIndex: number; readonly shardCount: number }): readonly File[];
}
const Shares = createRequire(import.meta.url)('./shares.cjs') as { new (options: object): Shares; readonly SECONDS: Readonly<Record<string, number>> };

const rootDir = resolve(import.meta.dirname, '..', '..');
const ORDINARY = 200;
const slow = Object.keys(Shares.SECONDS);
const all = [...slow, ...Array.from({ length: ORDINARY }, (_, index) => `libs/some/src/file-${index}.spec.ts`)];

/** What each of so many processes runs, as Jest asks for it in each of them. */
const sharesOf = (shardCount: number) => {
  const files = all.map((name) => ({ path: join(rootDir, name), context: { config: { rootDir } } }));
  const given = Array.from({ length: shardCount }, (_, index) => new Shares({}).shard(files, { shardIndex: index + 1, shardCount }));
  return given.map((share) => share.map(({ path }) => path.slice(rootDir.length + 1)));
};

describe('a run of all tests in several processes', () => {
  it.each([1, 2, 3])('runs each file in one of %d', (count) => {
    expect(sharesOf(count).flat().toSorted()).toEqual(all.toSorted());
  });

  it('gives each of them about as much to do', () => {
    const [one = 0, other = 0] = sharesOf(2).map((share) => share.reduce((sum, name) => sum + (Shares.SECONDS[name] ?? 0), 0));
    expect(Math.abs(one - other)).toBeLessThan(0.1 * (one + other));
    expect(sharesOf(2).map(({ length }) => Math.abs(length - all.length / 2) < 0.1 * all.length)).toEqual([true, true]);
  });

  it('knows no slow file that is no longer there', () => {
    expect(slow.filter((name) => !existsSync(join(rootDir, name)))).toEqual([]);
  });
});
