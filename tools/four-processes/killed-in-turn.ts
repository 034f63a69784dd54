import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openEngines } from './engines.ts';
import { actedTwice, killInTurn, type KillingOptions } from './killing.ts';

/** Everything has come to rest by then, counted from the last command. */
const CONVERGES_WITHIN_MS = 30_000;
const SLOW_MS = 900_000;

/** Registers the tests of what four processes keep while each of them, the broker and the databases die. */
export const keepsAllWhatever = async (what: string, options: KillingOptions): Promise<void> => {
  const engines = await openEngines(what);
  describe(what, () => {
    if (!engines) {
      it('is not tried here, and the last lines of the tests say why', () => expect(engines).toBeUndefined());
      return;
    }
    let came: Awaited<ReturnType<typeof killInTurn>>;
    beforeAll(async () => {
      came = await killInTurn(engines, options);
      const { sent, retries, restMs, lastBehind, acknowledged } = came;
      const rest = `at rest after ${restMs} ms, last of all ${lastBehind.join(', ') || 'nothing'}`;
      process.stdout.write(`${what}: ${sent} commands, ${retries} sent again, ${acknowledged.length} units acknowledged, ${rest}\n`);
    }, SLOW_MS);
    afterAll(() => engines.stop(), SLOW_MS);

    it('answers every command in the end', () => {
      expect(came.lost).toEqual([]);
      expect(came.acknowledged.length).toBeGreaterThan(0);
    });

    it('has all on record that it acknowledged, once', () => {
      const streams = new Set(came.events.map(({ stream }) => stream));
      expect(came.acknowledged.flatMap((one) => Object.values(one)).filter((id) => !streams.has(id))).toEqual([]);
      expect(new Set(came.acknowledged.map(({ need }) => need)).size).toBe(came.acknowledged.length);
      expect(new Set(came.acknowledged.map(({ organisation }) => organisation)).size).toBe(came.acknowledged.length);
      expect(came.events.map(({ position }) => position)).toEqual(came.events.map((_, index) => index));
    });

    it('lets each reaction act once for each cause, and leaves none out', () => {
      expect(actedTwice(came.events)).toEqual([]);
      const taken = came.events.filter(({ type }) => type.startsWith('patto.persons.NeedTaken.')).map(({ stream }) => stream);
      expect(taken.toSorted()).toEqual(came.acknowledged.map(({ need }) => need).toSorted());
    });

    it('parks and refuses nothing', () => {
      expect(came.events.filter(({ stream }) => /^[a-z]+-work-/.test(stream)).map(({ body }) => body)).toEqual([]);
    });

    it(`comes to rest within ${CONVERGES_WITHIN_MS / 1_000} s`, () => {
      expect(came.restMs).toBeLessThan(CONVERGES_WITHIN_MS);
    });
  });
};
