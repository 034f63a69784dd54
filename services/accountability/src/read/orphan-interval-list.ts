import { type Asking, answers } from '@patto/access';
import { type Id, type Instant, IsId, IsInstant } from '@patto/contracts';
import type { Filter } from '@patto/read-models';
import { IsOptional } from 'class-validator';
import { OrphanInterval, orphanIntervals } from '../register/orphan-intervals.ts';
import { authorityTimelines } from './authority-timelines.ts';
import { seenBy } from './may-read-obligation.ts';
import { obligations } from './obligations.ts';

/** To those who take part in the pact is told what is owed under it about no person in particular, as a service is; to others what concerns them. */
const seenUnder = (pact: Id<'pact'> | undefined, ask: Asking): Filter => {
  const own = seenBy(ask);
  const takesPart = pact !== undefined && ask.facts.find('participation', pact, ask.party).length > 0;
  return own.parties !== undefined && takesPart ? { $or: [own, { 'subjects.0': { $exists: false } }] } : own;
};

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
    const page = await ask.page(obligations, { ...asked, ...seenUnder(pact, ask) });
    const rested = [...new Set(page.items.flatMap(({ under }) => under ?? []))];
    const timelines = new Map((await Promise.all(rested.map((under) => ask.one(authorityTimelines, under)))).flatMap((one) => (one ? [[one.id, one]] : [])));
    const items = page.items.flatMap((obligation) => orphanIntervals(obligation, timelines.get(obligation.under ?? '')?.moves ?? [], ask.now));
    return { ...page, items: items.filter((interval) => isWithin(interval, period)) };
  },
);
