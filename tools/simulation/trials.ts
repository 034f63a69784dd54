import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Broken } from './deployment.ts';
import { type District, makeDistrict } from './district.ts';
import { type Outcome, runSchedule } from './schedule.ts';

/** Thousands of schedules on a busy machine. */
const TIMEOUT_MS = 3_600_000;
/** What is broken is looked for in so many schedules at most, and the same is seen twice in so many. */
const CONTROLS = 60;
const AGAIN = 5;

/** Registers the tests of so many schedules, from this seed on. */
export const simulates = ({ from, schedules }: { readonly from: number; readonly schedules: number }): void => {
  describe('a deployment whose processes die, whose messages come late, twice and in another order', () => {
    const folder = mkdtempSync(join(tmpdir(), 'patto-district-'));
    let district: District | undefined;
    beforeAll(async () => {
      district = await makeDistrict(folder);
    });
    afterAll(() => rmSync(folder, { recursive: true }));
    const run = (seed: number, broken?: Broken): Promise<Outcome> => {
      if (!district) throw new Error('The district is made before its schedules run.');
      return runSchedule({ folder, district }, seed, broken && { broken });
    };

    it(
      `keeps its promises in ${schedules} schedules`,
      async () => {
        const sum = { deaths: 0, duplicates: 0, reordered: 0, again: 0, wentBack: 0, repeated: 0, acknowledged: 0 };
        const points = new Set<string>();
        for (let seed = from; seed < from + schedules; seed += 1) {
          const { violations, faults, disturbed, wentBack, repeated, acknowledged } = await run(seed);
          expect({ seed, violations }).toEqual({ seed, violations: [] });
          for (const [point, times] of Object.entries(faults)) {
            points.add(point);
            sum.deaths += times;
          }
          sum.duplicates += disturbed.duplicates;
          sum.reordered += disturbed.reordered;
          sum.again += disturbed.again;
          sum.wentBack += wentBack;
          sum.repeated += repeated;
          sum.acknowledged += acknowledged;
        }
        expect(Object.entries(sum).filter(([, times]) => times < schedules / 4)).toEqual([]);
        expect(points.size).toBe(7); // Every point at which a process may die.
      },
      TIMEOUT_MS,
    );

    it(
      'does the same again from the same seed, and something else from another',
      async () => {
        const traces: string[] = [];
        for (let seed = from; seed < from + AGAIN; seed += 1) {
          const { trace } = await run(seed);
          expect((await run(seed)).trace).toBe(trace);
          traces.push(trace);
        }
        expect(new Set(traces).size).toBe(AGAIN);
      },
      TIMEOUT_MS,
    );

    it.each<Broken>(['reactions with ids by chance', 'a relay that moves on before it tells'])(
      'is caught with %s: the control',
      async (broken) => {
        const found: string[] = [];
        for (let seed = from; seed < from + CONTROLS && found.length === 0; seed += 1) found.push(...(await run(seed, broken)).violations);
        expect(found).not.toEqual([]);
      },
      TIMEOUT_MS,
    );
  });
};
