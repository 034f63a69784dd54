import { describe, expect, it } from '@jest/globals';
import type { ObligationVerb } from '@patto/contracts';
import { comune, corte, filo, named } from '@patto/testing';
import fc from 'fast-check';
import type { AuthorityMove } from './authority-timeline.ts';
import type { Responsible, Step } from './obligation.ts';
import { orphanIntervals } from './orphan-intervals.ts';

const START = Date.parse('2027-03-01T00:00:00Z');
const LAST_SECOND = 150;
const at = (second: number): string => new Date(START + second * 1_000).toISOString();

/** What may happen in a service: somebody is suspended or takes part again, somebody takes it over, it rests, it runs. */
type What = { readonly suspends: string } | { readonly resumes: string } | { readonly takesOver: string } | { readonly rests: boolean };
interface Line {
  readonly what: What;
  /** In seconds from the start. */
  readonly recorded: number;
  readonly happened: number;
}

const step = (verb: ObligationVerb, { recorded, happened }: Omit<Line, 'what'>, names?: Responsible): Step => ({
  position: recorded,
  time: at(recorded),
  happenedAt: at(happened),
  verb,
  event: '00000000-0000-8000-8000-000000000001',
  type: 'patto.tests.Step.v1',
  state: 'owed',
  ...(names && { names }),
});
const move = (does: AuthorityMove['does'], party: string, { recorded, happened }: Omit<Line, 'what'>): AuthorityMove => {
  return { kind: 'participation', key: party, does, party, time: at(recorded), happenedAt: at(happened), position: recorded };
};

const registered = (lines: readonly Line[]) => {
  const beginning = { recorded: 0, happened: 0 };
  const steps = [step('assumed', beginning, { holder: comune, performer: filo })];
  const moves = [comune, filo, corte].map((party) => move('begins', party, beginning));
  for (const line of lines) {
    const { what } = line;
    if ('suspends' in what) moves.push(move('suspends', what.suspends, line));
    else if ('resumes' in what) moves.push(move('resumes', what.resumes, line));
    else if ('takesOver' in what) steps.push(step('handed-over', line, { performer: what.takesOver }));
    else steps.push(step(what.rests ? 'suspended' : 'resumed', line));
  }
  return orphanIntervals({ id: named('obligation', 1), under: named('pact', 1), steps }, moves, at(LAST_SECOND));
};

/** The same as somebody would find it out who looks at a calendar second by second. */
const byHand = (lines: readonly Line[]): readonly [number, number | undefined][] => {
  const happened = lines.toSorted((one, other) => one.happened - other.happened || one.recorded - other.recorded);
  const isOrphan = (second: number): boolean => {
    const out = new Set<string>();
    let [performer, rests] = [filo as string, false];
    for (const { what } of happened.filter((line) => line.happened <= second)) {
      if ('suspends' in what) out.add(what.suspends);
      else if ('resumes' in what) out.delete(what.resumes);
      else if ('takesOver' in what) performer = what.takesOver;
      else rests = what.rests;
    }
    return !rests && (out.has(comune) || out.has(performer));
  };
  const found: [number, number | undefined][] = [];
  for (let second = 0; second < LAST_SECOND; second += 1) {
    const isLast = second === LAST_SECOND - 1;
    if (!isOrphan(second)) continue;
    const last = found.at(-1);
    const until = isLast ? undefined : second + 1;
    if (last?.[1] === second) last[1] = until;
    else found.push([second, until]);
  }
  return found;
};

describe('time in which nobody performs', () => {
  const party = fc.constantFrom(comune, filo, corte);
  const what = fc.oneof(
    fc.record({ suspends: party }),
    fc.record({ resumes: party }),
    fc.record({ takesOver: fc.constantFrom(filo, corte) }),
    fc.record({ rests: fc.boolean() }),
  );
  const happenings = fc.array(fc.record({ what, late: fc.integer({ min: 0, max: 25 }) }), { maxLength: 14 });

  it('is what a calendar shows second by second, whatever happens and however late it becomes known', () => {
    fc.assert(
      fc.property(happenings, (all) => {
        const lines = all.map(({ what: one, late }, index): Line => {
          const recorded = (index + 1) * 10;
          return { what: one, recorded, happened: Math.max(1, recorded - late) };
        });
        const found = registered(lines).map(({ from, until }) => [from, until]);
        expect(found).toEqual(byHand(lines).map(([from, until]) => [at(from), until === undefined ? undefined : at(until)]));
      }),
      { numRuns: 300 },
    );
  });
});
