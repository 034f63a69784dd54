import type { Duration, Instant } from './fields.ts';

/** The same moment in the one form in which instants compare as text: UTC with milliseconds. */
export const instant = (at: Instant): Instant => new Date(at).toISOString();

/** The moment that lies `times` periods after another. Months and years are counted in UTC. */
export const later = (at: Instant, period: Duration, times = 1): Instant => {
  const { years, months, weeks, days, hours, minutes, seconds } = Temporal.Duration.from(period);
  return Temporal.Instant.from(at)
    .toZonedDateTimeISO('UTC')
    .add({
      years: years * times,
      months: months * times,
      weeks: weeks * times,
      days: days * times,
      hours: hours * times,
      minutes: minutes * times,
      seconds: seconds * times,
    })
    .toInstant()
    .toString({ smallestUnit: 'millisecond' });
};

/** Whether one moment lies before another, however each is written. */
export const isBefore = (one: Instant, other: Instant): boolean => Date.parse(one) < Date.parse(other);
