import type { ListedSchedule } from '@patto/contracts';

/** A day of the calendar with what opening rules ask of it, computed once. */
export interface Day {
  /** `2027-03-01` */
  readonly iso: string;
  readonly date: Temporal.PlainDate;
  /** `MO` */
  readonly weekday: string;
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const DAYS_PER_WEEK = 7;

export const dayOf = (date: Temporal.PlainDate): Day => ({ iso: date.toString(), date, weekday: WEEKDAYS[date.dayOfWeek - 1] as string });

/** Whether the hours of a schedule hold on this day: its rule in the sense of RFC 5545, within its validity. */
export const occursOn = (schedule: ListedSchedule, day: Day): boolean => {
  const { starts, until, validFrom, validTo, count } = schedule;
  if ((starts && day.iso < starts) || (until && day.iso > until)) return false;
  if ((validFrom && day.iso < validFrom) || (validTo && day.iso > validTo)) return false;
  return matchesRule(schedule, day) && (count === undefined || ordinalOf(schedule, day) <= count);
};

const matchesRule = (schedule: ListedSchedule, day: Day): boolean => {
  switch (schedule.frequency ?? (schedule.byDay ? 'WEEKLY' : undefined)) {
    case 'DAILY':
      return isInStep(schedule, (anchor) => daysBetween(anchor, day.date)) && isListed(schedule.byDay, day.weekday);
    case 'WEEKLY':
      return isInStep(schedule, (anchor) => weeksBetween(anchor, day.date, schedule.weekStart)) && isInWeek(schedule, day) && isOnWeekday(schedule, day);
    case 'MONTHLY':
      return isInStep(schedule, (anchor) => monthsBetween(anchor, day.date)) && isOnMonthDay(schedule, day);
    case 'YEARLY':
      return isInStep(schedule, (anchor) => day.date.year - anchor.year) && isInWeek(schedule, day) && isOnYearDay(schedule, day);
    case undefined:
      return schedule.starts === undefined || schedule.starts === day.iso;
  }
};

/** Where every second week is said without a first one, nobody can know which; it is then never open. */
const isInStep = ({ interval = 1, starts, validFrom }: ListedSchedule, stepsSince: (anchor: Temporal.PlainDate) => number): boolean => {
  if (interval === 1) return true;
  const anchor = starts ?? validFrom;
  return anchor !== undefined && stepsSince(Temporal.PlainDate.from(anchor)) % interval === 0;
};

const daysBetween = (from: Temporal.PlainDate, to: Temporal.PlainDate) => from.until(to, { largestUnit: 'days' }).days;
const monthsBetween = (from: Temporal.PlainDate, to: Temporal.PlainDate) => (to.year - from.year) * 12 + to.month - from.month;
const weeksBetween = (from: Temporal.PlainDate, to: Temporal.PlainDate, weekStart = 'MO') => {
  const first = WEEKDAYS.indexOf(weekStart) + 1;
  const startOfWeek = (date: Temporal.PlainDate) => date.subtract({ days: (date.dayOfWeek - first + DAYS_PER_WEEK) % DAYS_PER_WEEK });
  return daysBetween(startOfWeek(from), startOfWeek(to)) / DAYS_PER_WEEK;
};

const isListed = <Value>(list: readonly Value[] | undefined, ...values: readonly Value[]) => list === undefined || values.some((value) => list.includes(value));

const isInWeek = ({ byWeek }: ListedSchedule, { date }: Day): boolean => {
  if (byWeek === undefined) return true;
  const weeks = Temporal.PlainDate.from({ year: date.yearOfWeek ?? date.year, month: 12, day: 28 }).weekOfYear ?? 52; // 28 December is always in the last week.
  const week = date.weekOfYear ?? 0;
  return isListed(byWeek, week, week - weeks - 1);
};

const isOnWeekday = ({ byDay, starts }: ListedSchedule, day: Day): boolean => {
  if (byDay !== undefined) return byDay.includes(day.weekday);
  return starts !== undefined && Temporal.PlainDate.from(starts).dayOfWeek === day.date.dayOfWeek;
};

const isOnMonthDay = ({ byDay, byMonthDay, starts }: ListedSchedule, { date, weekday }: Day): boolean => {
  if (byDay === undefined && byMonthDay === undefined) return starts !== undefined && Temporal.PlainDate.from(starts).day === date.day;
  const fromStart = Math.ceil(date.day / DAYS_PER_WEEK);
  const fromEnd = -Math.ceil((date.daysInMonth - date.day + 1) / DAYS_PER_WEEK);
  return isListed(byMonthDay, date.day, date.day - date.daysInMonth - 1) && isListed(byDay, weekday, `${fromStart}${weekday}`, `${fromEnd}${weekday}`);
};

const isOnYearDay = ({ byDay, byYearDay, byWeek, starts }: ListedSchedule, { iso, date, weekday }: Day): boolean => {
  if (byDay === undefined && byYearDay === undefined && byWeek === undefined) return starts !== undefined && starts.slice(5) === iso.slice(5);
  return isListed(byYearDay, date.dayOfYear, date.dayOfYear - date.daysInYear - 1) && isListed(byDay, weekday);
};

/** Which occurrence since its first day this is, from 1; without a first day nobody can know, and it counts as the first. */
const ordinalOf = (schedule: ListedSchedule, day: Day): number => {
  const { starts, count = 0 } = schedule;
  let ordinal = 1;
  if (starts === undefined) return ordinal;
  for (let date = Temporal.PlainDate.from(starts); ordinal <= count && Temporal.PlainDate.compare(date, day.date) < 0; date = date.add({ days: 1 })) {
    if (matchesRule(schedule, dayOf(date))) ordinal += 1;
  }
  return ordinal;
};
