import { describe, expect, it } from '@jest/globals';
import type { ListedHoliday, ListedSchedule } from '@patto/contracts';
import { hoursAt, isOpenAt } from './opening.ts';

const rome = (schedules: readonly ListedSchedule[], holidays: readonly ListedHoliday[] = []) => ({ schedules, holidays, timezone: 'Europe/Rome' });
const monday: ListedSchedule = { frequency: 'WEEKLY', byDay: ['MO'], opensAt: '09:00', closesAt: '13:00' };

describe('the canteen of San Rocco, open on Mondays from nine to one', () => {
  it('is open from the first minute to the last in its own time zone', () => {
    expect(isOpenAt(rome([monday]), '2027-03-01T08:00:00Z')).toBe(true);
    expect(isOpenAt(rome([monday]), '2027-03-01T11:59:59Z')).toBe(true);
    expect(isOpenAt(rome([monday]), '2027-03-01T07:59:59Z')).toBe(false);
    expect(isOpenAt(rome([monday]), '2027-03-01T12:00:00Z')).toBe(false);
    expect(isOpenAt(rome([monday]), '2027-03-02T08:00:00Z')).toBe(false);
  });

  it('opens an hour earlier by UTC in summer', () => {
    expect(isOpenAt(rome([monday]), '2027-06-07T07:00:00Z')).toBe(true);
    expect(isOpenAt(rome([monday]), '2027-03-01T07:00:00Z')).toBe(false);
  });

  it('keeps the zone that its hours say themselves', () => {
    const there = { ...monday, timezone: 'America/Los_Angeles' };
    expect(isOpenAt(rome([there]), '2027-03-01T17:00:00Z')).toBe(true);
    expect(isOpenAt(rome([there]), '2027-03-01T08:00:00Z')).toBe(false);
    expect(isOpenAt(rome([{ ...monday, timezone: '-05:00' }]), '2027-03-01T14:00:00Z')).toBe(true);
  });

  it('is closed on days off, also on those that come back every year and reach over New Year', () => {
    const winter = { from: '12-24', to: '01-06', closed: true };
    expect(isOpenAt(rome([monday], [{ from: '2027-03-01', to: '2027-03-01', closed: true }]), '2027-03-01T09:00:00Z')).toBe(false);
    expect(isOpenAt(rome([monday], [winter]), '2028-01-03T09:00:00Z')).toBe(false);
    expect(isOpenAt(rome([monday], [winter]), '2028-01-10T09:00:00Z')).toBe(true);
  });

  it('has the hours of the day off instead of its own where these are said', () => {
    const shorter = rome([monday], [{ from: '2027-03-01', to: '2027-03-01', closed: false, opensAt: '15:00', closesAt: '16:00' }]);
    expect(isOpenAt(shorter, '2027-03-01T09:00:00Z')).toBe(false);
    expect(isOpenAt(shorter, '2027-03-01T14:30:00Z')).toBe(true);
  });
});

describe('hours over midnight', () => {
  const night = rome([{ frequency: 'WEEKLY', byDay: ['FR'], opensAt: '22:00', closesAt: '03:00' }]);

  it('belong to the day on which they begin', () => {
    expect(isOpenAt(night, '2027-03-05T22:30:00Z')).toBe(true); // Friday, 23:30 in Rome
    expect(isOpenAt(night, '2027-03-06T01:30:00Z')).toBe(true); // Saturday, 02:30
    expect(isOpenAt(night, '2027-03-06T02:00:00Z')).toBe(false); // Saturday, 03:00
    expect(isOpenAt(night, '2027-03-05T01:30:00Z')).toBe(false); // Friday, 02:30
  });

  it('are a whole day where it opens and closes at the same time', () =>
    expect(isOpenAt(rome([{ frequency: 'DAILY', opensAt: '00:00', closesAt: '00:00' }]), '2027-03-05T12:00:00Z')).toBe(true));
});

describe('rules', () => {
  const hours = { opensAt: '00:00', closesAt: '00:00' };
  const days = (schedule: ListedSchedule, from: string, count: number) =>
    Array.from({ length: count }, (_, index) => Temporal.PlainDate.from(from).add({ days: index }).toString()).filter((day) =>
      isOpenAt({ schedules: [{ ...hours, ...schedule }], holidays: [], timezone: 'UTC' }, `${day}T12:00:00Z`),
    );

  it('come back every second week from the first day on', () =>
    expect(days({ frequency: 'WEEKLY', interval: 2, byDay: ['MO', 'WE'], starts: '2027-03-03' }, '2027-03-01', 21)).toEqual([
      '2027-03-03',
      '2027-03-15',
      '2027-03-17',
    ]));

  it('are never kept where every second week is said without a first one', () =>
    expect(days({ frequency: 'WEEKLY', interval: 2, byDay: ['MO'] }, '2027-03-01', 28)).toEqual([]));

  it('fall on the weekday of the first day where none is said', () =>
    expect(days({ frequency: 'WEEKLY', starts: '2027-03-02' }, '2027-03-01', 14)).toEqual(['2027-03-02', '2027-03-09']));

  it('know the first Saturday and the last Friday of a month', () =>
    expect(days({ frequency: 'MONTHLY', byDay: ['1SA', '-1FR'] }, '2027-03-01', 31)).toEqual(['2027-03-06', '2027-03-26']));

  it('know days of the month from both ends', () =>
    expect(days({ frequency: 'MONTHLY', byMonthDay: [15, -1] }, '2027-02-01', 28)).toEqual(['2027-02-15', '2027-02-28']));

  it('end with the last day, the last occurrence or their validity', () => {
    const daily = { frequency: 'DAILY', starts: '2027-03-01' } as const;
    expect(days({ ...daily, until: '2027-03-02' }, '2027-02-27', 10)).toEqual(['2027-03-01', '2027-03-02']);
    expect(days({ ...daily, interval: 2, count: 2 }, '2027-02-27', 10)).toEqual(['2027-03-01', '2027-03-03']);
    expect(days({ frequency: 'DAILY', validFrom: '2027-03-02', validTo: '2027-03-03' }, '2027-03-01', 10)).toEqual(['2027-03-02', '2027-03-03']);
  });

  it('keep to weeks of the year, and to a day of each year', () => {
    expect(days({ frequency: 'WEEKLY', byDay: ['TH'], byWeek: [9] }, '2027-02-25', 21)).toEqual(['2027-03-04']);
    expect(days({ frequency: 'YEARLY', starts: '2020-03-04' }, '2027-03-01', 10)).toEqual(['2027-03-04']);
    expect(days({ frequency: 'YEARLY', byYearDay: [-1] }, '2027-12-28', 10)).toEqual(['2027-12-31']);
  });

  it('without a frequency hold on their one day, or on every day on which they are valid', () => {
    expect(days({ starts: '2027-03-02' }, '2027-03-01', 5)).toEqual(['2027-03-02']);
    expect(days({ validFrom: '2027-03-04' }, '2027-03-01', 5)).toEqual(['2027-03-04', '2027-03-05']);
  });

  it('say nothing without times', () => expect(isOpenAt(rome([{ frequency: 'DAILY' }]), '2027-03-01T12:00:00Z')).toBe(false));
});

describe('the hours of a service at a location', () => {
  const place = { schedules: [{ ...monday, opensAt: '07:00' }], holidays: [{ from: '08-15', to: '08-15', closed: true }], timezone: 'Europe/Paris' };

  it('are its own, and the location’s where it has none there', () => {
    const own = rome([{ ...monday, location: 'l1' }]);
    expect(hoursAt(own, 'l1', place).schedules).toEqual(own.schedules);
    expect(hoursAt(own, 'l2', place)).toMatchObject({ schedules: place.schedules, timezone: 'Europe/Paris' });
    expect(hoursAt(rome([]), undefined, undefined).schedules).toEqual([]);
  });

  it('know the days off of both', () =>
    expect(hoursAt(rome([monday], [{ from: '01-01', to: '01-01', closed: true }]), 'l1', place).holidays.map(({ from }) => from)).toEqual(['01-01', '08-15']));
});
