import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { command } from '@patto/event-store/pure';
import { districtPolicy } from '@patto/access';
import { PublishPolicy } from '@patto/accountability';
import type { Id } from '@patto/contracts';
import { EndAffiliation } from '../../services/partnerships/src/affiliation/end-affiliation.ts';
import { AppointDelegate } from '../../services/persons/src/network/appoint-delegate.ts';
import { RevokeDelegate } from '../../services/persons/src/network/revoke-delegate.ts';
import { chances } from '../simulation/chances.ts';
import { casesOf, type Case, consented, type People, settle, soon } from './cases.ts';
import { type Broken, openPlace, type Place } from './place.ts';
import { openReads, type Reads } from './reads.ts';

const TIMEOUT_MS = 1_200_000;
/** The revocation begins so many turns of the event loop after the act at most, or the act after it. */
const MOST_TURNS_APART = 12;
/** What is broken shows within so few rounds. */
const MOST_ROUNDS_BROKEN = 60;
const KINDS = ['affiliation', 'mandate', 'delegation', 'consent', 'participation', 'policy'] as const;

/** What came of many pairs that were begun at the same time. */
interface Outcome {
  went: number;
  refused: number;
  /** Acts or answers that went through after the revocation. */
  late: number;
}

/** Interleaves acts and reads with the revocation of what they rely on, `rounds` times for each kind of authority. */
export const interleaves = (rounds: number): void => {
  describe.each<[string, Broken | undefined]>([
    ['as it is', undefined],
    ['without guards, which has to be noticed', 'appends without guards'],
    ['without a second look, which has to be noticed', 'answers without a second look'],
  ])('authority that is taken away while somebody acts or reads on it, %s', (_, broken) => {
    const random = chances(7);
    const times = broken ? Math.min(rounds, MOST_ROUNDS_BROKEN) : rounds;
    let place: Place;
    let people: People;
    let cases: Readonly<Record<string, Case>>;
    let reads: Reads;
    beforeAll(async () => {
      place = await openPlace(random, broken);
      people = await settle(place);
      cases = await casesOf(place, people);
      reads = await openReads(place);
    }, TIMEOUT_MS);
    afterAll(() => place?.close());

    const later = async <Result>(begin: () => Promise<Result>, turns: number): Promise<Result> => {
      for (let left = turns; left > 0; left -= 1) await turn();
      return begin();
    };
    const apart = (): readonly [number, number] => (random.below(2) === 0 ? [random.below(MOST_TURNS_APART), 0] : [0, random.below(MOST_TURNS_APART)]);

    const acting = async (begin: Case): Promise<Outcome> => {
      const outcome = { went: 0, refused: 0, late: 0 };
      for (let round = 0; round < times; round += 1) {
        const { act, revoke, restore } = await begin(round);
        const [actAfter, revokeAfter] = apart();
        const [acted, revoked] = await Promise.all([later(act, actAfter), later(revoke, revokeAfter)]);
        if (acted === undefined) outcome.refused += 1;
        else outcome.went += 1;
        if (acted !== undefined && acted > revoked) outcome.late += 1;
        await restore?.();
      }
      return outcome;
    };

    /** An answer is late where the revocation was acknowledged before the last look at what the answer rests on. */
    const reading = async (
      prepare: (round: number) => Promise<{ read: () => Promise<boolean>; revoke: () => Promise<unknown>; restore?: () => Promise<unknown> }>,
    ) => {
      const outcome = { went: 0, refused: 0, late: 0 };
      for (let round = 0; round < times; round += 1) {
        const { read, revoke, restore } = await prepare(round);
        const [readAfter, revokeAfter] = apart();
        place.looks.revoked = false;
        place.looks.wasRevoked = false;
        const [shown] = await Promise.all([
          later(read, readAfter),
          later(revoke, revokeAfter).then(() => {
            place.looks.revoked = true;
          }),
        ]);
        if (shown) outcome.went += 1;
        else outcome.refused += 1;
        if (shown && place.looks.wasRevoked) outcome.late += 1;
        await restore?.();
      }
      return outcome;
    };

    const hasBoth = ({ went, refused }: Outcome) => {
      expect(went).toBeGreaterThan(0);
      expect(refused).toBeGreaterThan(0);
    };

    if (broken !== 'answers without a second look') {
      it.each(KINDS)(
        'lets no act through after its %s is gone',
        async (kind) => {
          const before = place.fired.guards;
          const outcome = await acting(cases[kind] as Case);
          hasBoth(outcome);
          if (broken) expect(outcome.late).toBeGreaterThan(0);
          else expect(outcome.late).toBe(0);
          if (!broken) expect(place.fired.guards).toBeGreaterThan(before);
        },
        TIMEOUT_MS,
      );
    }

    if (broken !== 'appends without guards') {
      const readingCases: Readonly<Record<string, Parameters<typeof reading>[0]>> = {
        affiliation: async (round) => {
          const { stream } = await place.does(people.admin, people.affiliation(people.comune, `reader-${round}`, 'operator'));
          return {
            read: () => reads({ operator: place.operator(`reader-${round}`) }, people.maria),
            revoke: () => place.does(people.admin, command(EndAffiliation, { affiliation: stream as Id<'affiliation'>, reason: 'left' })),
          };
        },
        delegation: async () => {
          const { maria, anna } = people;
          await place.does(
            { person: maria },
            command(AppointDelegate, { person: maria, delegate: anna, basis: 'delegation', acts: ['report-need'], exercise: 'instead', until: soon() }),
          );
          return {
            read: () => reads({ person: anna }, maria, maria),
            revoke: () => place.does({ person: maria }, command(RevokeDelegate, { person: maria, delegate: anna })),
          };
        },
        consent: async () => {
          const { withdraw } = await consented(place, people);
          return { read: () => reads(people.franca, people.maria), revoke: withdraw };
        },
        policy: async (round) => {
          const forbids = { roles: ['administrator' as const], action: ['PersonById'], inverted: true as const, reason: `Not in round ${round}.` };
          return {
            read: () => reads(people.admin, people.maria),
            revoke: () => place.does(people.admin, command(PublishPolicy, { rules: [...districtPolicy(), forbids] })),
            restore: () => place.does(people.admin, command(PublishPolicy, { rules: districtPolicy() })),
          };
        },
      };
      it.each(Object.keys(readingCases))(
        'opens no answer after its %s is gone',
        async (kind) => {
          const before = place.fired.looks;
          const outcome = await reading(readingCases[kind] as Parameters<typeof reading>[0]);
          hasBoth(outcome);
          if (broken) expect(outcome.late).toBeGreaterThan(0);
          else expect(outcome.late).toBe(0);
          expect(place.fired.looks).toBeGreaterThan(before);
        },
        TIMEOUT_MS,
      );
    }
  });
};
