import { answers } from '@patto/access';
import { OrphanInterval, orphanIntervals } from '../register/orphan-intervals.ts';
import { AskedIntervals, isWithin, theseObligations } from './asked-obligations.ts';
import { authorityTimelines } from './authority-timelines.ts';
import { obligations } from './obligations.ts';

/** When nobody performed what is owed. */
export class OrphanIntervalList extends AskedIntervals {}

export const orphanIntervalList = answers(
  OrphanIntervalList,
  { purpose: 'accountability', dataCategories: ['obligations'], page: OrphanInterval },
  (asked, ask) => {
    const timelineOf = async (under: string) => (await ask.one(authorityTimelines, under))?.moves ?? [];
    return ask.pageOf(obligations, theseObligations(asked, ask, { under: { $exists: true } }), {}, async (some) => {
      const rested = [...new Set(some.flatMap(({ under }) => under ?? []))];
      const timelines = new Map(await Promise.all(rested.map(async (under) => [under, await timelineOf(under)] as const)));
      return some.map((one) => orphanIntervals(one, timelines.get(one.under ?? '') ?? [], ask.now).filter((interval) => isWithin(interval, asked)));
    });
  },
);
