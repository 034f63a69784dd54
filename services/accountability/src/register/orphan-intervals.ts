import type { Instant } from '@patto/contracts';
import { stoodOverTime } from './as-it-was.ts';
import { type AuthorityMove, type Span, spansInForce } from './authority-timeline.ts';
import { Interval, intervalsOf, type SpanOfParties } from './interval.ts';
import type { Obligation } from './obligation.ts';

const AN_ORGANISATION = 'organisation-';

/** Time in which an obligation was owed while who answered for it, or who was to carry it out, had nothing in force to do so under: those are its parties. */
export class OrphanInterval extends Interval {}

/** What is left of a span without these others. */
const without = (span: Span, others: readonly Span[]): readonly Span[] =>
  others.reduce<readonly Span[]>(
    (rest, other) =>
      rest.flatMap(({ from, until }) =>
        [
          { from, until: Math.min(until, other.from) },
          { from: Math.max(from, other.until), until },
        ].filter((left) => left.from < left.until),
      ),
    [span],
  );

/** The times up to now in which nobody performed an obligation, from its steps and from what happened to the authority that it rests on. */
export const orphanIntervals = (
  obligation: Pick<Obligation, 'under' | 'steps'> & { readonly id: string },
  moves: readonly AuthorityMove[],
  now: Instant,
): readonly OrphanInterval[] => {
  if (obligation.under === undefined) return [];
  const stood = stoodOverTime(obligation.steps);
  const gaps = stood.flatMap(({ from, state, holder, performer }, index): readonly SpanOfParties[] => {
    if (state !== 'owed' && state !== 'breached') return [];
    const next = stood[index + 1];
    const span = { from: Date.parse(from), until: next ? Date.parse(next.from) : Number.POSITIVE_INFINITY };
    const organisations = [...new Set([holder, performer])].filter((party) => party?.startsWith(AN_ORGANISATION) === true) as string[];
    return organisations.flatMap((party) => without(span, spansInForce(moves, party)).map((gap) => ({ ...gap, parties: [party] })));
  });
  return intervalsOf(obligation, gaps, now);
};
