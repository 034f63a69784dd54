import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { randoms, SealedFolder } from '../testing/sealed-folder.ts';
import { verifyFolder } from './index.ts';

const COPIES = 1_000;
const COPIES_OF_A_SIZE = 10;
const MOST_GROWN = 40;
const TIMEOUT_MS = 600_000; // A copy of a log of thousands of events is read in some ten milliseconds, on a machine that does nothing else.

const folder = new SealedFolder();
const random = randoms(7);
afterAll(async () => {
  await folder.close();
  folder.remove();
});

describe('verifying clean copies of a log that is written meanwhile', () => {
  it(
    `raises no alarm on ${COPIES}, at sizes that differ, with and without a tail, against a checkpoint from before`,
    async () => {
      let size = 0;
      let kept = '';
      const verdicts = new Map<string, number>();
      for (let copies = 0; copies < COPIES; copies += 1) {
        if (copies % COPIES_OF_A_SIZE === 0) {
          await folder.recordTo((size += 1 + random(MOST_GROWN)));
          await folder.seal();
        }
        if (copies % COPIES_OF_A_SIZE === COPIES_OF_A_SIZE / 2) await folder.recordTo((size += 1 + random(MOST_GROWN)));
        const data = folder.copy();
        const note = readFileSync(join(data, 'ledger', 'events', 'checkpoint'), 'utf8');
        kept ||= note;
        const { verdict, findings, notChecked } = await verifyFolder(data, { key: folder.key.verifierKey, kept: [{ file: 'kept', note: kept }] });
        expect({ findings, notChecked }).toEqual({ findings: [], notChecked: [] });
        verdicts.set(verdict, 1 + (verdicts.get(verdict) ?? 0));
        if (random(3) === 0) kept = note;
        rmSync(data, { recursive: true });
      }
      expect([...verdicts].toSorted()).toEqual([
        ['fits', COPIES / 2],
        ['unsealed-tail', COPIES / 2],
      ]);
    },
    TIMEOUT_MS,
  );
});
