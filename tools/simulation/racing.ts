import { describe, expect, it } from '@jest/globals';
import { positionAndSuspension, twoLastPositions } from './races.ts';

/** On a busy machine. */
const TIMEOUT_MS = 600_000;
/** What is broken on purpose is noticed among so many. */
const CONTROLS = 100;

const count = (told: readonly { readonly name: string }[], name: string): number => told.filter((one) => one.name === name).length;

/** Registers the tests of acts that come at once, so many times each. */
export const racing = ({ pairs, suspensions }: { readonly pairs: number; readonly suspensions: number }): void => {
  describe('two last positions at once, on the real log', () => {
    it(
      'carry the decision once, and both are counted',
      async () => {
        const { told, violations, refused } = await twoLastPositions(pairs, 1);
        expect([violations, refused]).toEqual([[], 0]);
        const carried = told.filter(({ name, data }) => name === 'DecisionCarried' && (data['change'] as { type: string }).type === 'capacity');
        expect(new Set(carried.map(({ stream }) => stream)).size).toBe(pairs);
        expect(carried).toHaveLength(pairs);
        for (const { data } of carried)
          expect((data['positions'] as { position: string }[]).map(({ position }) => position)).toEqual(['agree', 'agree', 'agree']);
      },
      TIMEOUT_MS,
    );

    it(
      'do not where the log does not look at revisions: the control',
      async () => {
        const { told } = await twoLastPositions(pairs, 1, 'revisions');
        expect(count(told, 'DecisionCarried')).not.toBe(pairs + 2); // Two established the services.
      },
      TIMEOUT_MS,
    );
  });

  describe('a position and the suspension of its author at once, on the real log', () => {
    it(
      `is never counted after the suspension, in ${suspensions} interleavings`,
      async () => {
        const { told, violations, refused } = await positionAndSuspension(suspensions, 2);
        expect(violations).toEqual([]);
        // Either of the two came first, many times.
        expect(refused).toBeGreaterThan(suspensions / 20);
        expect(count(told, 'DecisionCarried')).toBeGreaterThan(suspensions / 20);
        expect(count(told, 'ParticipationSuspended')).toBe(suspensions);
      },
      TIMEOUT_MS,
    );

    it(
      'is counted where the log does not look at guards: the control',
      async () => {
        expect((await positionAndSuspension(CONTROLS, 2, 'guards')).violations.join(' ')).toMatch(/without taking part|counted wrongly/);
      },
      TIMEOUT_MS,
    );
  });
};
