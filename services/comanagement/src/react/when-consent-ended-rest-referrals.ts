import type { Id } from '@patto/contracts';
import { ConsentLapsed, ConsentWithdrawn } from '@patto/contracts/persons';
import { command } from '@patto/event-store/pure';
import { type Heard, when } from '@patto/messaging';
import { referrals } from '../read/referrals.ts';
import { OPEN } from '../referral/moves.ts';
import { RestWithConsent } from '../referral/rest-with-consent.ts';

/** What rests on this consent goes on hold, as of then, and nothing else does. */
const restOn = async (reason: RestWithConsent['reason'], { stream, time, find }: Heard) =>
  (await find(referrals, { consent: stream, state: { $in: OPEN } })).map(({ id }) =>
    command(RestWithConsent, { referral: id as Id<'referral'>, consent: stream as Id<'consent'>, reason }, time),
  );

/** A consent was taken back, */
export const whenConsentWithdrawnRestReferrals = when('when-consent-withdrawn-rest-referrals', ConsentWithdrawn, (_, heard) =>
  restOn('consent-withdrawn', heard),
);

/** or its time is over. */
export const whenConsentLapsedRestReferrals = when('when-consent-lapsed-rest-referrals', ConsentLapsed, (_, heard) => restOn('consent-over', heard));
