import { type Asking, answers } from '@patto/access';
import { IsCode } from '@patto/contracts';
import type { Stored } from '@patto/read-models';
import { IsInt, IsOptional } from 'class-validator';
import { type PlanDocument, plans } from './plans.ts';

/** So many plans are read at a time, so that a whole district is never in memory at once. */
const BATCH = 200;

/** What is wanted of one category in one area, counted in plans. Of the plans themselves it says nothing. */
export class CapabilityGap {
  @IsCode() readonly category!: string;
  @IsCode() readonly area!: string;
  /** Plans that are not closed and could not have it. */
  @IsInt() readonly wanted!: number;
  /** Those of them that were told of an answer since. */
  @IsInt() readonly available!: number;
  /** Wanted less available. */
  @IsInt() readonly gap!: number;
}

/** All plans that want something there, a batch at a time. */
async function* wanting(area: string | undefined, ask: Asking): AsyncGenerator<Stored<PlanDocument>> {
  let last = '';
  for (;;) {
    const there = area ? { 'unavailable.area': area } : { 'unavailable.0': { $exists: true } };
    const batch = await ask.find(plans, { ...there, status: { $ne: 'closed' }, id: { $gt: last } }, { sort: ['id'], limit: BATCH });
    yield* batch;
    if (batch.length < BATCH) return;
    last = batch.at(-1)?.id ?? last;
  }
}

const keyOf = ({ category, area }: Pick<CapabilityGap, 'category' | 'area'>): string => `${category} ${area}`;

/** What could not be had, by category and area, the widest gap first. */
export class CapabilityGaps {
  @IsOptional() @IsCode() readonly area?: string;
}

export const capabilityGaps = answers(CapabilityGaps, { purpose: 'planning', dataCategories: [], list: CapabilityGap }, async ({ area }, ask) => {
  const gaps = new Map<string, CapabilityGap>();
  for await (const { unavailable, answers: told } of wanting(area, ask)) {
    const answered = new Set(told.map(keyOf));
    // A plan that reports the same twice wants it once.
    for (const [key, { category, area: there }] of new Map(unavailable.map((report) => [keyOf(report), report]))) {
      if (area && there !== area) continue;
      const sofar = gaps.get(key) ?? { wanted: 0, available: 0 };
      const wanted = sofar.wanted + 1;
      const available = sofar.available + (answered.has(key) ? 1 : 0);
      gaps.set(key, { category, area: there, wanted, available, gap: wanted - available });
    }
  }
  return { items: [...gaps.entries()].toSorted(([a, one], [b, other]) => other.gap - one.gap || (a < b ? -1 : 1)).map(([, gap]) => gap) };
});
