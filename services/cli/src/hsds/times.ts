/** A time of day as HSDS files write it, with the zone that its own suffix says. */
export interface TimeOfDay {
  /** `09:30` */
  readonly time: string;
  /** `UTC` or an offset such as `-05:00`. */
  readonly zone?: string;
}

const TIME = /^(?<hour>\d{1,2})(?::(?<minute>\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*(?<half>[ap])?\.?(?:m\.?)?\s*(?<zone>z|[+-]\d{2}:?\d{2})?$/i;
const HOURS_PER_HALF_DAY = 12;

/** Reads `09:00`, `9am`, `4:00 PM`, `09:00:00Z`, `09:00-05:00`; nothing for anything else. */
export const timeOf = (text: string): TimeOfDay | undefined => {
  const { hour = '', minute = '00', half, zone } = TIME.exec(text.trim())?.groups ?? {};
  const said = Number(hour);
  if (hour === '' || Number(minute) > 59 || said > (half ? HOURS_PER_HALF_DAY : 24) || (said === 24 && minute !== '00')) return undefined;
  const hours = half ? (said % HOURS_PER_HALF_DAY) + (half.toLowerCase() === 'p' ? HOURS_PER_HALF_DAY : 0) : said % 24;
  const time = `${String(hours).padStart(2, '0')}:${minute}`;
  if (!zone) return { time };
  return { time, zone: /z/i.test(zone) ? 'UTC' : `${zone.slice(0, 3)}:${zone.slice(-2)}` };
};

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const EVERY_YEAR = '0001'; // What Ohana writes for a holiday that comes back each year.

/**
 * Reads `2027-12-24`, `12/24/2027`, `12/24/27` and `December 24, 2027` as `2027-12-24`, and a day of the year 1 as `12-24`, of every year;
 * nothing for anything else or a day that does not exist.
 */
export const dateOf = (text: string): string | undefined => {
  const [, isoYear, isoMonth, isoDay] = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:T.*)?$/.exec(text) ?? [];
  if (isoYear) return checked(isoYear, isoMonth, isoDay);
  const [, month, day, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})$/.exec(text) ?? [];
  if (year) return checked(year.padStart(4, '20'), month, day);
  const [, name = '', wordDay, wordYear = ''] = /^([a-z]+)\.? (\d{1,2}),? (\d{4})$/i.exec(text) ?? [];
  const index = name.length < 3 ? -1 : MONTHS.findIndex((each) => each.startsWith(name.toLowerCase()));
  return index < 0 ? undefined : checked(wordYear, String(index + 1), wordDay);
};

const checked = (year = '', month = '', day = ''): string | undefined => {
  try {
    const isYearly = year === EVERY_YEAR;
    const date = Temporal.PlainDate.from({ year: isYearly ? 2000 : Number(year), month: Number(month), day: Number(day) }, { overflow: 'reject' });
    return isYearly ? date.toString().slice(5) : date.toString();
  } catch {
    return undefined;
  }
};

/** Whether hours can be read in this zone: a name of the IANA database, or an offset as `+01:00`. */
export const isTimeZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};
