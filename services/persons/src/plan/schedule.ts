import { type Id, type Instant, instant, later, Rejection } from '@patto/contracts';
import { type Occurrence, type Schedule, WEEKDAYS } from '@patto/contracts/persons';

/** The shortest recurrence: what is owed more often is one commitment a day. */
const SHORTEST_RECURRENCE = 'P1D';

type NewObligation = (category: 'obligation') => Id<'obligation'>;

/** One date of a schedule, the first being 1; nothing where the schedule has no such date. */
export const occurrence = ({ dueAt: first, every, until, tolerance }: Schedule, number: number, newId: NewObligation): Occurrence | undefined => {
  if (number > 1 && !every) return undefined;
  const dueAt = every ? later(first, every, number - 1) : instant(first);
  if (until && dueAt > instant(until)) return undefined;
  return { obligation: newId('obligation'), number, dueAt, breachAt: later(dueAt, tolerance) };
};

/** The date after this one. */
export const following = (schedule: Schedule, { number }: Occurrence, newId: NewObligation): readonly Occurrence[] =>
  [occurrence(schedule, number + 1, newId) ?? []].flat();

/** The first date, from this one on, that does not lie before `at`; what is owed once keeps its date. */
export const firstFrom = (schedule: Schedule, from: number, at: Instant, newId: NewObligation): Occurrence | undefined => {
  if (!schedule.every) return occurrence(schedule, from, newId);
  let number = from;
  while (later(schedule.dueAt, schedule.every, number - 1) < at) number += 1;
  return occurrence(schedule, number, newId);
};

/** From when a date can be fulfilled: after the one before it is past, so that one deed never counts for two dates. */
export const opensAt = ({ dueAt: first, every, tolerance }: Schedule, { number, dueAt }: Occurrence): Instant | undefined => {
  if (!every || number === 1) return undefined;
  const before = later(first, every, number - 2);
  const past = later(before, tolerance);
  return past < dueAt ? past : before;
};

/** So many dates of a recurrence tell whether all fall on the same days of the week: months and years move them sooner. */
const TELLING_DATES = 12;

/** Whether the dates of a schedule fall on these days. They are days in UTC, as its months are. */
export const fallsOn = ({ dueAt, every, until }: Schedule, days: readonly string[]): boolean => {
  const dates = every ? Array.from({ length: TELLING_DATES }, (_, number) => later(dueAt, every, number)) : [instant(dueAt)];
  return dates.filter((date) => !until || date <= instant(until)).every((date) => days.includes(weekdayOf(date)));
};

const weekdayOf = (date: Instant): string => WEEKDAYS[(new Date(date).getUTCDay() + WEEKDAYS.length - 1) % WEEKDAYS.length] as string;

/** @throws Rejection `period-over` where it begins in the past, `schedule-impossible` */
export const mustBeKeepable = ({ dueAt, every, until }: Schedule, now: Instant): void => {
  if (instant(dueAt) <= now) throw new Rejection('period-over', 'The first date has to lie ahead.', ['/schedule/dueAt']);
  if (until && instant(until) < instant(dueAt)) throw new Rejection('schedule-impossible', 'It ends before it begins.', ['/schedule/until']);
  if (every && later(dueAt, every) < later(dueAt, SHORTEST_RECURRENCE)) {
    throw new Rejection('schedule-impossible', 'A recurrence is a day or longer.', ['/schedule/every']);
  }
};
