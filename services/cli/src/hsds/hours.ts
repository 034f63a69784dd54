import {
  FREQUENCIES,
  type Frequency,
  type ListedHoliday,
  type ListedSchedule,
  LONGEST_NOTE,
  LONGEST_RECORD_ID,
  MOST_HOLIDAYS,
  MOST_SCHEDULES,
} from '@patto/contracts';
import type { Table } from './names.ts';
import type { Report } from './report.ts';
import type { Row, Stage, Staged } from './stage.ts';
import { cutTo, listOf } from './text.ts';
import { dateOf, isTimeZone, timeOf } from './times.ts';

type Hours = { readonly schedules: readonly ListedSchedule[]; readonly holidays: readonly ListedHoliday[] };

/** The opening hours and days off that an input says of a service or a location. */
export const hoursOf = (table: Table, owner: Staged, stage: Stage, report: Report): Hours => {
  const id = owner.row.id ?? '';
  const schedules = rowsOf(table, id, 'schedules', stage).flatMap((each) => new HoursReader(table, each, stage, report).schedule() ?? []);
  const holidays = rowsOf(table, id, 'holidays', stage).flatMap((each) => new HoursReader(table, each, stage, report).holiday() ?? []);
  if (schedules.length > MOST_SCHEDULES) report.warn(owner, `Of the opening hours only the first ${MOST_SCHEDULES} are kept.`);
  if (holidays.length > MOST_HOLIDAYS) report.warn(owner, `Of the days off only the first ${MOST_HOLIDAYS} are kept.`);
  return { schedules: schedules.slice(0, MOST_SCHEDULES), holidays: holidays.slice(0, MOST_HOLIDAYS) };
};

/** A location has the hours that are its own; a service also those of it at one of its locations. */
const rowsOf = (table: Table, id: string, what: 'schedules' | 'holidays', stage: Stage): readonly Staged[] => {
  const rows = stage.children(table, id, what);
  if (table === 'locations') return rows.filter(({ row }) => !row.service_id && !row.service_at_location_id);
  const links = stage.children('services', id, 'services_at_location').flatMap(({ row }) => row.id ?? []);
  const ofLinks = links.flatMap((link) => stage.children('services_at_location', link, what)).filter(({ row }) => row.service_id !== id);
  return [...rows, ...ofLinks].map((found) => {
    const location = found.row.location_id ?? stage.one('services_at_location', found.row.service_at_location_id ?? '')?.row.location_id;
    return location ? { ...found, row: { ...found.row, location_id: location } } : found;
  });
};

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const ENGLISH_WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** Reads one row of hours, and warns of each field that cannot be read. A rule that would mean other days without such a field is left out. */
class HoursReader {
  readonly #row: Row;
  #isSpoilt = false;

  constructor(
    private readonly table: Table,
    private readonly from: Staged,
    private readonly stage: Stage,
    private readonly report: Report,
  ) {
    this.#row = from.row;
  }

  schedule(): ListedSchedule | undefined {
    const row = this.#row;
    const opens = this.#read('opens_at', timeOf);
    const closes = this.#read('closes_at', timeOf);
    const weekday = this.#read('weekday', weekdayOf);
    const schedule = {
      frequency: weekday ? 'WEEKLY' : this.#read('freq', frequencyOf),
      interval: this.#read('interval', (text) => numberIn(1, 366, text)),
      byDay: weekday ? [weekday] : this.#read('byday', (text) => all(listOf(text), dayOf)),
      byMonthDay: this.#read('bymonthday', (text) => all(listOf(text), (day) => numberIn(-31, 31, day))),
      byWeek: this.#read('byweekno', (text) => all(listOf(text), (week) => numberIn(-53, 53, week))),
      byYearDay: this.#read('byyearday', (text) => all(listOf(text), (day) => numberIn(-366, 366, day))),
      starts: this.#read('dtstart', plainDateOf),
      until: this.#read('until', plainDateOf),
      count: this.#read('count', (text) => numberIn(1, 10_000, text)),
      weekStart: this.#read('wkst', (text) => WEEKDAYS.find((day) => day === text.toUpperCase())),
      validFrom: this.#read('valid_from', plainDateOf),
      validTo: this.#read('valid_to', plainDateOf),
      opensAt: opens?.time,
      closesAt: closes?.time,
      timezone: opens?.zone ?? this.#timezone(),
      location: this.#location(),
      note: row.description && cutTo(LONGEST_NOTE, row.description),
    } satisfies { [Member in keyof ListedSchedule]: ListedSchedule[Member] | undefined };
    return this.#isSpoilt ? undefined : present(schedule);
  }

  holiday(): ListedHoliday | undefined {
    const [from, to] = [this.#read('start_date', dateOf), this.#read('end_date', dateOf)];
    const closed = !/^(false|f|no|n|0)$/i.test(this.#row.closed ?? '');
    const days = from ?? to;
    if (days === undefined || days.length !== (to ?? days).length) {
      this.#spoil('start_date', 'The days of this holiday cannot be read; it is left out.');
      return undefined;
    }
    const hours = closed ? {} : { opensAt: this.#read('opens_at', timeOf)?.time, closesAt: this.#read('closes_at', timeOf)?.time };
    return this.#isSpoilt ? undefined : present({ from: days, to: to ?? days, closed, ...hours, location: this.#location() });
  }

  #location(): string | undefined {
    return this.table === 'services' ? this.#row.location_id?.slice(0, LONGEST_RECORD_ID) : undefined;
  }

  #timezone(): string | undefined {
    const zone = this.#row.timezone;
    if (!zone || isTimeZone(zone)) return zone;
    this.report.warn(this.stage.placeOf(this.from, 'timezone'), 'There is no such time zone; it is dropped. Names are as Europe/Rome, offsets as +01:00.');
    return undefined;
  }

  #read<Value>(column: string, reader: (text: string) => Value | undefined): Value | undefined {
    const text = this.#row[column];
    if (text === undefined) return undefined;
    const value = reader(text);
    if (value === undefined) this.#spoil(column, `The ${column} of these hours cannot be read; they are left out.`);
    return value;
  }

  #spoil(column: string, reason: string): void {
    if (!this.#isSpoilt) this.report.warn(this.stage.placeOf(this.from, column), reason);
    this.#isSpoilt = true;
  }
}

const present = <Content extends object>(content: Content): { [Member in keyof Content]: Exclude<Content[Member], undefined> } =>
  JSON.parse(JSON.stringify(content));

/** A weekday of 1.x: a name, or a number with Monday as 1 and Sunday as 7 or 0. */
const weekdayOf = (text: string): string | undefined => {
  if (/^[0-7]$/.test(text)) return WEEKDAYS[(Number(text) + 6) % 7];
  return text.length < 2 ? undefined : WEEKDAYS[ENGLISH_WEEKDAYS.findIndex((day) => day.startsWith(text.toLowerCase().replace(/\.$/, '')))];
};

const frequencyOf = (text: string): Frequency | undefined => FREQUENCIES.find((each) => each === text.toUpperCase());
const dayOf = (text: string): string | undefined => (/^(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)$/i.test(text) ? text.toUpperCase() : undefined);
const plainDateOf = (text: string): string | undefined => dateOf(text)?.padStart(10, '0001-');

const numberIn = (least: number, most: number, text: string): number | undefined =>
  /^-?\d{1,5}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined;

const all = <Value>(items: readonly string[], reader: (item: string) => Value | undefined): readonly Value[] | undefined => {
  const values = items.map(reader);
  return values.includes(undefined) ? undefined : (values as readonly Value[]);
};
