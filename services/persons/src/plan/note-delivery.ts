import { type Id, IsId, type OrganisationId } from '@patto/contracts';
import type { Occurrence } from '@patto/contracts/persons';
import { decides } from '@patto/event-store/pure';
import { IsUUID } from 'class-validator';
import { allOwed, type Commitment } from './commitments.ts';
import { mustShow, settled } from './fulfil-commitment.ts';
import { plan } from './plan.ts';
import { opensAt } from './schedule.ts';

/**
 * What a commitment owes was delivered, when `happenedAt` says; sent by the reaction to the record of it. The record is the evidence, and one that comes
 * late annuls the breach of a date that was kept. What was delivered and settles no date is no refusal: it is on record where it was recorded.
 */
export class NoteDelivery {
  @IsId('plan') readonly plan!: Id<'plan'>;
  @IsId('commitment') readonly commitment!: Id<'commitment'>;
  /** Who delivered it: another than the line says where somebody has stepped in. */
  @IsId('organisation') readonly performer!: OrganisationId;
  /** The event that recorded the delivery. */
  @IsUUID('all') readonly recorded!: string;
}

/** The date that something done then counts for: the one whose time it was, else the longest overdue. Records may come in any order. */
const dateOf = ({ schedule, ...line }: Commitment, happenedAt: string): Occurrence | undefined => {
  const dates = allOwed({ schedule, ...line }).toSorted((one, other) => one.number - other.number);
  const isOpenFor = (date: Occurrence) => {
    const opens = opensAt(schedule, date);
    return !opens || happenedAt > opens;
  };
  return dates.find((date) => happenedAt <= date.breachAt && isOpenFor(date)) ?? dates.find(({ breachAt }) => breachAt < happenedAt);
};

export const noteDelivery = decides(plan, NoteDelivery, (state, { commitment, performer, recorded }, context) => {
  const line = state.commitments[commitment];
  if (line?.status !== 'in-force' || line.shown.includes(recorded)) return [];
  const date = dateOf(line, context.happenedAt);
  if (!date) return [];
  const evidence = { event: recorded };
  mustShow(line, evidence);

  return settled({ commitment, evidence }, { ...line, performer }, date, context);
});
