import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { Ledger } from './ledger.ts';
import { provesConsistency } from './proofs.ts';
import { entry, SealedFolders, sealTo } from './testing/sealed-folders.ts';

const KILLS = 100;
const TIMEOUT_MS = 600_000; // A process starts for each kill.
const LONGEST_LIFE_MS = 250; // Ten to fifty checkpoints, so that kills come between any two writes.

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const RUN_TYPESCRIPT = here('../../event-store/src/sqlite/trials/run-typescript.mjs');
const folders = new SealedFolders();
afterAll(() => folders.remove());

interface Published {
  readonly size: number;
  readonly root: Buffer;
}

/** Lets a process seal for a while after its first checkpoint, and kills it; what it said that it published. */
const sealAndDie = async (folder: string): Promise<Published[]> => {
  const args = ['--conditions=source', '--import', RUN_TYPESCRIPT, here('./testing/sealing-child.ts'), folder, join(folders.root, 'events.key')];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    if (said === '') setTimeout(() => child.kill('SIGKILL'), Math.random() * LONGEST_LIFE_MS);
    said += chunk.toString();
  });
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  return said
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split(' '))
    .map(([size, root]) => ({ size: Number(size), root: Buffer.from(root as string, 'base64') }));
};

/** Whether the ledger goes on from a checkpoint that was published once: no fork, and nothing of it lost. */
const goesOnFrom = async (ledger: Ledger, { size, root }: Published): Promise<boolean> =>
  ledger.signedSize >= size && provesConsistency(size, root, ledger.signedSize, ledger.root(), await ledger.proofs.consistency(size, ledger.signedSize));

describe('a sealer that is killed at any moment', () => {
  it(
    `goes on without a fork or a gap, ${KILLS} times`,
    async () => {
      const folder = folders.place();
      let checkpoints = 0;
      let headAhead = 0;
      for (let kill = 0; kill < KILLS; kill += 1) {
        const published = await sealAndDie(folder);
        checkpoints += published.length;
        const ledger = await folders.open(folder);
        if (ledger.size > ledger.signedSize) headAhead += 1;
        await ledger.sign();
        for (const one of published) expect(await goesOnFrom(ledger, one)).toBe(true);
        const last = ledger.signedSize - 1;
        for (const index of [0, last >> 1, last]) expect(await ledger.entry(index)).toEqual(entry(index));
        await ledger.close();
      }
      expect(checkpoints).toBeGreaterThan(KILLS);
      process.stderr.write(`${KILLS} kills, ${checkpoints} checkpoints, ${headAhead} of the kills between head and checkpoint\n`);
    },
    TIMEOUT_MS,
  );

  it(
    'would be caught if it began anew instead: the control',
    async () => {
      const folder = folders.place();
      const published = await sealAndDie(folder);
      rmSync(folder, { recursive: true });
      for (const state of ['head', 'lease']) rmSync(`${folder}.${state}`);
      const ledger = await folders.open(folder);
      await ledger.append([Buffer.from('another beginning')]);
      await sealTo(ledger, 1 + (published.at(-1)?.size ?? 0));
      for (const one of published) expect(await goesOnFrom(ledger, one)).toBe(false);
      expect(published.length).toBeGreaterThan(0);
      await ledger.close();
    },
    TIMEOUT_MS,
  );
});
