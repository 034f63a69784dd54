import type { District } from './district.ts';
import type { People } from './people.ts';
import type { Teller } from './teller.ts';

const TWO_DAYS_MS = 2 * 24 * 3_600_000;
const HALF_A_YEAR_MS = 182 * 24 * 3_600_000;

/** What Maria let Passi be told, and the referral that rests on it. */
export interface Rides {
  readonly consent: string;
  readonly rides: string;
}

/** Steps 16 and 17: Passi is outside the pact, so nothing covers telling it of Maria until she consents; it answers through a one-time link, and begins. */
export const referToPassi = async (tell: Teller, { passi }: District, { maria }: People): Promise<Rides> => {
  const referral = { person: maria, recipient: passi, category: 'transport', words: 'To the market on Thursdays, with help on the stairs.' };
  await tell.isRefused('no-legal-basis', 'sara', '/referrals/outside', referral);

  const terms = { recipients: [passi], purposes: ['care'], dataCategories: ['referral'], until: new Date(tell.now().getTime() + HALF_A_YEAR_MS).toISOString() };
  const consent = (await tell.does('maria', `/persons/${maria}/consents`, terms)).id;
  const rides = (await tell.does('sara', '/referrals/outside', referral)).id;
  const { secret = '' } = await tell.does('sara', `/referrals/${rides}/links`);
  await tell.doesByLink(secret, `/referrals/${rides}/acceptance`, { steps: ['contacted'] });
  await tell.reads('giulia', `/referrals/${rides}`);
  await tell.does('giulia', `/referrals/${rides}/start`);
  return { consent, rides };
};

/** Step 18: Passi writes Monday's ride down on Wednesday, and Maria confirms it. @returns the delivery */
export const rideToTheMarket = async (tell: Teller, { maria }: People, { rides }: Rides): Promise<string> => {
  const happenedAt = new Date(tell.now().getTime() - TWO_DAYS_MS).toISOString();
  const ride = { person: maria, referral: rides, attendance: 'attended', where: 'outdoors', notes: 'Waited for her at the cheese stall.', happenedAt };
  const { id } = await tell.does('giulia', '/deliveries', ride);
  await tell.does('maria', `/deliveries/${id}/confirmation`);
  return id;
};

/** Step 23: Maria takes the consent back; what rested on it is on hold, and Passi is shown nothing more. */
export const withdrawFromPassi = async (tell: Teller, { consent, rides }: Rides): Promise<void> => {
  await tell.does('maria', `/consents/${consent}/withdrawal`, { words: 'My nephew takes me now.' });
  await tell.isRefused('no-legal-basis', 'giulia', `/referrals/${rides}`);
  await tell.isRefused('not-in-this-state', 'giulia', `/referrals/${rides}/completion`, {});
};
