import { AreIds, type Instant, IsId, IsInstant } from '@patto/contracts';
import { ArrayMaxSize, IsInt, IsOptional, Min } from 'class-validator';
import type { Span } from './authority-timeline.ts';
import type { Obligation } from './obligation.ts';

const MOST_PARTIES = 1_000;
/** What is over sooner is no interval: so long one service takes to hear what another one recorded. */
const SHORTEST_MS = 1_000;

/** Time in which it was not as it should be who carries out an obligation. */
export class Interval {
  @IsId('obligation') readonly obligation!: string;
  /** The pact or the mandate that it rests on. */
  @IsOptional() @IsId('pact', 'mandate') readonly under?: string;
  @AreIds('person', 'organisation') @ArrayMaxSize(MOST_PARTIES) readonly parties!: readonly string[];
  @IsInstant() readonly from!: Instant;
  /** Left out while it lasts. */
  @IsOptional() @IsInstant() readonly until?: Instant;
  /** How long it lasted, or has lasted up to now. */
  @IsInt() @Min(0) readonly seconds!: number;
}

export interface SpanOfParties extends Span {
  readonly parties: readonly string[];
}

/** Spans that overlap or touch are one, of all their parties. */
const merged = (spans: readonly SpanOfParties[]): readonly SpanOfParties[] => {
  const found: SpanOfParties[] = [];
  for (const span of spans.toSorted((one, other) => one.from - other.from)) {
    const last = found.at(-1);
    if (!last || span.from > last.until) found.push(span);
    else found.splice(-1, 1, { from: last.from, until: Math.max(last.until, span.until), parties: [...new Set([...last.parties, ...span.parties])] });
  }
  return found;
};

/** The intervals up to now that these spans make. */
export const intervalsOf = (
  { id, under }: Pick<Obligation, 'under'> & { readonly id: string },
  spans: readonly SpanOfParties[],
  now: Instant,
): readonly Interval[] => {
  const end = Date.parse(now);
  const found = merged(spans.filter(({ from, until }) => from < end && from < until));
  return found
    .filter(({ from, until }) => until - from >= SHORTEST_MS)
    .map(({ from, until, parties }) => ({
      obligation: id,
      ...(under !== undefined && { under }),
      parties,
      from: new Date(from).toISOString(),
      ...(until <= end && { until: new Date(until).toISOString() }),
      seconds: Math.floor((Math.min(until, end) - from) / 1_000),
    }));
};
