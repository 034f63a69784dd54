import type { MariasPlan } from './marias-plan.ts';
import type { People } from './people.ts';
import type { Teller } from './teller.ts';

const A_YEAR_MS = 365 * 24 * 3_600_000;
const MOST_ON_A_PAGE = 200;

/** Step 25: Marta replays the year of Maria's plan, event by event; Maria sees that she looked, and for what. The audit stays open, so that she can take evidence. */
export const auditTheYear = async (tell: Teller, { maria }: People, { plan }: MariasPlan): Promise<string> => {
  const now = tell.now().getTime();
  const period = { from: new Date(now - A_YEAR_MS).toISOString(), until: new Date(now + A_YEAR_MS).toISOString() };
  const { id: audit } = await tell.does('marta', '/audits', { basis: 'law', act: 'L. 328/2000, art. 22', scope: plan, ...period });
  await tell.reads('marta', `/audits/${audit}/events?limit=${MOST_ON_A_PAGE}`);
  await tell.reads('maria', `/persons/${maria}/accesses`);
  return audit;
};
