import type { District } from './district.ts';
import type { People } from './people.ts';
import type { Teller } from './teller.ts';

const HALF_A_YEAR_MS = 182 * 24 * 3_600_000;

/** What Maria let Passi be told, and the referral that rests on it. */
export interface Rides {
  readonly consent: string;
  readonly rides: string;
}

/** Steps 16 and 17: Passi is outside the pact, so nothing covers telling it of Maria until she consents; it answers through a one-time link. */
export const referToPassi = async (tell: Teller, { passi }: District, { maria }: People): Promise<Rides> => {
  const referral = { person: maria, recipient: passi, category: 'transport', words: 'To the market on Thursdays, with help on the stairs.' };
  await tell.isRefused('no-legal-basis', 'sara', '/referrals/outside', referral);

  const terms = { recipients: [passi], purposes: ['care'], dataCategories: ['referral'], until: new Date(tell.now().getTime() + HALF_A_YEAR_MS).toISOString() };
  const consent = (await tell.does('maria', `/persons/${maria}/consents`, terms)).id;
  const rides = (await tell.does('sara', '/referrals/outside', referral)).id;
  const { secret = '' } = await tell.does('sara', `/referrals/${rides}/links`);
  await tell.doesByLink(secret, `/referrals/${rides}/acceptance`, { steps: ['contacted'] });
  await tell.reads('giulia', `/referrals/${rides}`);
  return { consent, rides };
};

/** Step 23: Maria takes the consent back; what rested on it is on hold, and Passi is shown nothing more. */
export const withdrawFromPassi = async (tell: Teller, { consent, rides }: Rides): Promise<void> => {
  await tell.does('maria', `/consents/${consent}/withdrawal`, { words: 'My nephew takes me now.' });
  await tell.isRefused('no-legal-basis', 'giulia', `/referrals/${rides}`);
  await tell.isRefused('not-in-this-state', 'giulia', `/referrals/${rides}/completion`, {});
};
