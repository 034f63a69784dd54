import { AreIds, type Instant, IsId, IsInstant } from '@patto/contracts';
import { ArrayMaxSize, IsInt, IsOptional, Min } from 'class-validator';
import { stoodOverTime } from './as-it-was.ts';
import { type AuthorityMove, type Span, spansInForce } from './authority-timeline.ts';
import type { Obligation } from './obligation.ts';

/** What is over sooner is no interval: so long one service takes to hear that somebody takes no part any more. */
const SHORTEST_MS = 1_000;
const AN_ORGANISATION = 'organisation-';
const MOST_PARTIES = 1_000;

/** Time in which an obligation was owed while who answered for it, or who was to carry it out, had nothing in force to do so under. */
export class OrphanInterval {
  @IsId('obligation') readonly obligation!: string;
  /** The pact or the mandate that it rests on. */
  @IsId('pact', 'mandate') readonly under!: string;
  /** The holders and performers who had none of it in force. */
  @AreIds('organisation') @ArrayMaxSize(MOST_PARTIES) readonly parties!: readonly string[];
  @IsInstant() readonly from!: Instant;
  /** Left out while it lasts. */
  @IsOptional() @IsInstant() readonly until?: Instant;
  /** How long it lasted, or has lasted up to now. */
  @IsInt() @Min(0) readonly seconds!: number;
}

interface Gap extends Span {
  readonly parties: readonly string[];
}

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

/** Gaps that overlap or touch are one. */
const merged = (gaps: readonly Gap[]): readonly Gap[] => {
  const found: Gap[] = [];
  for (const gap of gaps.toSorted((one, other) => one.from - other.from)) {
    const last = found.at(-1);
    if (!last || gap.from > last.until) found.push(gap);
    else found.splice(-1, 1, { from: last.from, until: Math.max(last.until, gap.until), parties: [...new Set([...last.parties, ...gap.parties])] });
  }
  return found;
};

/** The times up to now in which nobody performed an obligation, from its steps and from what happened to the authority that it rests on. */
export const orphanIntervals = (
  { id, under, steps }: Pick<Obligation, 'under' | 'steps'> & { readonly id: string },
  moves: readonly AuthorityMove[],
  now: Instant,
): readonly OrphanInterval[] => {
  if (under === undefined) return [];
  const stood = stoodOverTime(steps);
  const gaps = stood.flatMap(({ from, state, holder, performer }, index): readonly Gap[] => {
    if (state !== 'owed' && state !== 'breached') return [];
    const next = stood[index + 1];
    const span = { from: Date.parse(from), until: next ? Date.parse(next.from) : Number.POSITIVE_INFINITY };
    const organisations = [...new Set([holder, performer])].filter((party) => party?.startsWith(AN_ORGANISATION) === true) as string[];
    return organisations.flatMap((party) => without(span, spansInForce(moves, party)).map((gap) => ({ ...gap, parties: [party] })));
  });
  const end = Date.parse(now);
  const found = merged(gaps.filter(({ from, until }) => from < end && from < until));
  return found
    .filter(({ from, until }) => until - from >= SHORTEST_MS)
    .map(({ from, until, parties }) => ({
      obligation: id,
      under,
      parties,
      from: new Date(from).toISOString(),
      ...(until <= end && { until: new Date(until).toISOString() }),
      seconds: Math.floor((Math.min(until, end) - from) / 1_000),
    }));
};
