import type { Id } from '@patto/contracts';
import { ServiceClosed, ServiceResumed, ServiceSuspended, ServiceSuspendedUrgently, UrgentSuspensionLapsed } from '@patto/contracts/comanagement';
import { command } from '@patto/event-store/pure';
import { type Heard, when } from '@patto/messaging';
import { referrals } from '../read/referrals.ts';
import { EndReferral } from '../referral/end-referral.ts';
import { OPEN } from '../referral/moves.ts';
import { RestWithService } from '../referral/rest-with-service.ts';

/** What has started rests with its service and goes on with it. Who waits keeps the place in the line. */
const tellStarted = async (_: object, { stream: service, find }: Heard) =>
  (await find(referrals, { service, state: { $in: ['in-progress', 'on-hold'] } })).map(({ id }) =>
    command(RestWithService, { referral: id as Id<'referral'> }),
  );

export const whenServiceSuspendedTellReferrals = when('when-service-suspended-tell-referrals', ServiceSuspended, tellStarted);
export const whenServiceSuspendedUrgentlyTellReferrals = when('when-service-suspended-urgently-tell-referrals', ServiceSuspendedUrgently, tellStarted);
export const whenServiceResumedTellReferrals = when('when-service-resumed-tell-referrals', ServiceResumed, tellStarted);
export const whenUrgentSuspensionLapsedTellReferrals = when('when-urgent-suspension-lapsed-tell-referrals', UrgentSuspensionLapsed, tellStarted);

/** A closed service ends its referrals, also of those who wait: whoever asked for one says what came of it, and refers the person elsewhere. */
export const whenServiceClosedEndReferrals = when('when-service-closed-end-referrals', ServiceClosed, async (_, { stream: service, find }) =>
  (await find(referrals, { service, state: { $in: OPEN } })).map(({ id }) =>
    command(EndReferral, { referral: id as Id<'referral'>, reason: 'service-closed' as const }),
  ),
);
