import { answers } from '@patto/access';
import { type Id, type Instant, IsId, IsInstant } from '@patto/contracts';
import { IsOptional } from 'class-validator';
import { OrphanInterval, orphanIntervals } from '../register/orphan-intervals.ts';
import { authorityTimelines } from './authority-timelines.ts';
import { seenBy } from './may-read-obligation.ts';
import { obligations } from './obligations.ts';

/** When nobody performed what is owed under a pact, or in a service; a page is one of obligations, and many of them never were without a performer. */
export class OrphanIntervalList {
  @IsOptional() @IsId('pact') readonly pact?: Id<'pact'>;
  @IsOptional() @IsId('service') readonly service?: Id<'service'>;
  /** Those that had not ended by then, and those that had begun before. */
  @IsOptional() @IsInstant() readonly from?: Instant;
  @IsOptional() @IsInstant() readonly to?: Instant;
}

const isWithin = ({ from, until }: OrphanInterval, asked: Pick<OrphanIntervalList, 'from' | 'to'>): boolean =>
  (asked.from === undefined || until === undefined || Date.parse(until) > Date.parse(asked.from)) &&
  (asked.to === undefined || Date.parse(from) < Date.parse(asked.to));

export const orphanIntervalList = answers(
  OrphanIntervalList,
  { purpose: 'accountability', dataCategories: ['obligations'], page: OrphanInterval },
  async ({ pact, service, ...period }, ask) => {
    const asked = { under: pact ?? { $exists: true }, ...(service && { stream: service }) };
    const page = await ask.page(obligations, { ...asked, ...seenBy(ask) });
    const rested = [...new Set(page.items.flatMap(({ under }) => under ?? []))];
    const timelines = new Map((await Promise.all(rested.map((under) => ask.one(authorityTimelines, under)))).flatMap((one) => (one ? [[one.id, one]] : [])));
    const items = page.items.flatMap((obligation) => orphanIntervals(obligation, timelines.get(obligation.under ?? '')?.moves ?? [], ask.now));
    return { ...page, items: items.filter((interval) => isWithin(interval, period)) };
  },
);
