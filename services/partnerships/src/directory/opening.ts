import type { Instant, ListedHoliday, ListedLocation, ListedSchedule, ListedService } from '@patto/contracts';
import { type Day, dayOf, occursOn } from './days.ts';

/** Opening hours with the time zone in which they are read. */
export type Hours = Pick<ListedService, 'schedules' | 'holidays' | 'timezone'>;

/**
 * The hours that a service keeps at one of its locations: its own there, or else the location's. Days off of either hold.
 * @param record the location's record id
 */
export const hoursAt = (service: Hours, record?: string, location?: Pick<ListedLocation, 'schedules' | 'holidays' | 'timezone'>): Hours => {
  const isHere = (item: { readonly location?: string }) => item.location === undefined || item.location === record;
  const own = service.schedules.filter(isHere);
  const holidays = [...service.holidays.filter(isHere), ...(location?.holidays ?? [])];
  if (own.length > 0 || !location) return { schedules: own, holidays, timezone: service.timezone };
  return { schedules: location.schedules, holidays, timezone: location.timezone };
};

/** Whether it is open at this instant, in its own time zone; hours over midnight belong to the day on which they begin. */
export const isOpenAt = (hours: Hours, instant: Instant): boolean => {
  const at = Temporal.Instant.from(instant);
  return hours.schedules.some((schedule) => isOpenBySchedule(schedule, hours, at)) || hours.holidays.some((holiday) => isOpenOnHoliday(holiday, hours, at));
};

const isOpenBySchedule = (schedule: ListedSchedule, { holidays, timezone }: Hours, at: Temporal.Instant): boolean =>
  beginnings(at, schedule.timezone ?? timezone).some(
    ({ day, minute }) => isWithin(schedule, minute) && occursOn(schedule, day) && !holidays.some((holiday) => isOn(holiday, day)),
  );

const isOpenOnHoliday = (holiday: ListedHoliday, { timezone }: Hours, at: Temporal.Instant): boolean =>
  !holiday.closed && beginnings(at, timezone).some(({ day, minute }) => isWithin(holiday, minute) && isOn(holiday, day));

const MINUTES_PER_DAY = 24 * 60;

/** The days on which hours that hold at this instant may have begun, and the minutes that have passed since their midnight. */
const beginnings = (at: Temporal.Instant, timezone: string): readonly { readonly day: Day; readonly minute: number }[] => {
  const local = at.toZonedDateTimeISO(timezone);
  const minute = local.hour * 60 + local.minute;
  const today = local.toPlainDate();
  return [
    { day: dayOf(today), minute },
    { day: dayOf(today.subtract({ days: 1 })), minute: minute + MINUTES_PER_DAY },
  ];
};

const isWithin = ({ opensAt, closesAt }: Pick<ListedSchedule, 'opensAt' | 'closesAt'>, minute: number): boolean => {
  if (opensAt === undefined || closesAt === undefined) return false;
  const opens = minutesOf(opensAt);
  const closes = minutesOf(closesAt);
  return opens <= minute && minute < (closes > opens ? closes : closes + MINUTES_PER_DAY);
};

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** A holiday of every year has no year, and may reach over New Year. */
const isOn = ({ from, to }: ListedHoliday, { iso }: Day): boolean => {
  const day = from.length < iso.length ? iso.slice(5) : iso;
  return from <= to ? from <= day && day <= to : day >= from || day <= to;
};
