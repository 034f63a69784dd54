import { MOST_CLOCK_LAG_MS } from '@patto/event-store';
import { type Finding, fail, ok } from './finding.ts';
import type { LogEnds } from './logs.ts';

/** Compares a clock with what was recorded last: a log takes nothing that is much older than that. @param now in milliseconds */
export const lookAtClock = (ends: LogEnds, now: number): Finding => {
  const lastRecorded = Math.max(0, ...[...ends.values()].map(({ recordedAt }) => recordedAt));
  const behind = Math.ceil((lastRecorded - now) / 1_000);
  if (lastRecorded - now <= MOST_CLOCK_LAG_MS) return ok('clock', 'It is not behind what was recorded last.');
  return fail(
    'clock',
    `This machine is ${behind} seconds behind what was recorded last, and nothing is recorded until it has caught up. Set its clock, and keep it by NTP.`,
  );
};
