import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { IsPlainDate, IsText, type PlainDate } from '../fields.ts';
import { LONGEST_NOTE, LONGEST_RECORD_ID } from './directory-sizes.ts';

/** How often opening hours come back, as in RFC 5545. */
export const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;
const WEEKDAY = /^(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)$/;
const DAY_OF_SOME_YEAR = /^(\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const MOST_DAYS = 31; // Of a month; of the year nobody lists more one by one.

/** Places in a month or year, from its end where negative. */
const AreOrdinals = (last: number): PropertyDecorator => {
  const each = { each: true };
  const all = [IsArray(), ArrayMaxSize(MOST_DAYS), IsInt(each), Min(-last, each), Max(last, each)] as PropertyDecorator[];
  return (target, key) => {
    for (const decorate of all) decorate(target, key);
  };
};

/** Opening hours that come back by a rule: the part of RFC 5545 that HSDS uses. */
export class ListedSchedule {
  /** Where it is missing, the hours hold on `starts` only, or, without that, on every day on which the schedule is valid. */
  @IsOptional() @IsIn(FREQUENCIES) readonly frequency?: Frequency;
  /** Every so many days, weeks, months or years, counted from `starts`. */
  @IsOptional() @IsInt() @Min(1) @Max(366) readonly interval?: number;
  /** `MO`; with a monthly rule also `1SA` (the first Saturday) or `-1FR` (the last Friday). */
  @IsOptional() @IsArray() @ArrayMaxSize(MOST_DAYS) @Matches(WEEKDAY, { each: true }) readonly byDay?: readonly string[];
  /** Days of the month, from its end where negative. */
  @IsOptional() @AreOrdinals(31) readonly byMonthDay?: readonly number[];
  @IsOptional() @AreOrdinals(53) readonly byWeek?: readonly number[];
  @IsOptional() @AreOrdinals(366) readonly byYearDay?: readonly number[];
  /** The day of the first occurrence. */
  @IsOptional() @IsPlainDate() readonly starts?: PlainDate;
  /** The day of the last occurrence. */
  @IsOptional() @IsPlainDate() readonly until?: PlainDate;
  /** It occurs so many times from `starts` on. */
  @IsOptional() @IsInt() @Min(1) @Max(10_000) readonly count?: number;
  /** The day on which its weeks begin, Monday where it is not said. */
  @IsOptional() @Matches(/^(MO|TU|WE|TH|FR|SA|SU)$/) readonly weekStart?: string;
  @IsOptional() @IsPlainDate() readonly validFrom?: PlainDate;
  @IsOptional() @IsPlainDate() readonly validTo?: PlainDate;
  /** Local time, `09:30`. Without both times nothing is known of the hours. */
  @IsOptional() @Matches(TIME_OF_DAY) readonly opensAt?: string;
  /** Local time; not after `opensAt` means on the next day, and the same time means a whole day. */
  @IsOptional() @Matches(TIME_OF_DAY) readonly closesAt?: string;
  /** IANA name or offset from UTC, where it is not the listing's. */
  @IsOptional() @IsText(60) readonly timezone?: string;
  /** The record id of the only location at which a service keeps these hours. */
  @IsOptional() @IsText(LONGEST_RECORD_ID) readonly location?: string;
  /** What the source says of them in words. */
  @IsOptional() @IsText(LONGEST_NOTE) readonly note?: string;
}

/** Days on which the usual hours do not hold. */
export class ListedHoliday {
  /** The first and the last day: `2027-12-24`, or `12-24` for one that comes back every year. */
  @Matches(DAY_OF_SOME_YEAR) readonly from!: string;
  @Matches(DAY_OF_SOME_YEAR) readonly to!: string;
  @IsBoolean() readonly closed!: boolean;
  /** The hours of these days, where it is open. */
  @IsOptional() @Matches(TIME_OF_DAY) readonly opensAt?: string;
  @IsOptional() @Matches(TIME_OF_DAY) readonly closesAt?: string;
  /** The record id of the only location to which it applies. */
  @IsOptional() @IsText(LONGEST_RECORD_ID) readonly location?: string;
}
