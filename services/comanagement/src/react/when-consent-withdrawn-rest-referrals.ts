import type { Id } from '@patto/contracts';
import { ConsentWithdrawn } from '@patto/contracts/persons';
import { command } from '@patto/event-store/pure';
import { when } from '@patto/messaging';
import { referrals } from '../read/referrals.ts';
import { OPEN } from '../referral/moves.ts';
import { RestWithConsent } from '../referral/rest-with-consent.ts';

/** What rests on a consent that was taken back goes on hold, as of then, and nothing else does. */
export const whenConsentWithdrawnRestReferrals = when('when-consent-withdrawn-rest-referrals', ConsentWithdrawn, async (_, { stream, time, find }) =>
  (await find(referrals, { consent: stream, state: { $in: OPEN } })).map(({ id }) =>
    command(RestWithConsent, { referral: id as Id<'referral'>, consent: stream as Id<'consent'> }, time),
  ),
);
