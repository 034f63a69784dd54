import { ACCREDITATION, AREA, type District } from './district.ts';
import type { MariasPlan } from './marias-plan.ts';
import type { Teller } from './teller.ts';

const DAY_MS = 24 * 3_600_000;
const UNIT = 'hours-a-week';

/** Step 2: the parties decide together that there is care at home. @returns the service */
export const establishHomeCare = async (tell: Teller, { pact, comune, filo }: District): Promise<string> => {
  const terms = {
    title: 'Care at home',
    category: 'care-at-home',
    area: AREA,
    accountable: comune,
    performer: filo,
    locations: ['At home in Valcurta'],
    capacity: [{ unit: UNIT, amount: 20 }],
    schedule: [],
  };
  const { id } = await tell.does('sara', '/decisions', { pact, change: { type: 'establishment', terms } });
  for (const party of ['sara', 'paolo', 'chiara', 'luca']) await tell.does(party, `/decisions/${id}/positions`, { position: 'agree' });
  return (await tell.reads('sara', `/services?pact=${pact}`)).items[0].id;
};

/** The referral that followed from the plan is taken; steps 18 and 19 begin with the first visit, written down two days later. */
export const startHomeCare = async (tell: Teller, maria: string, { service }: MariasPlan): Promise<string> => {
  const referral: string = (await tell.reads('chiara', `/referrals?service=${service}`)).items[0].id;
  await tell.does('chiara', `/referrals/${referral}/acknowledgement`);
  await tell.does('chiara', `/referrals/${referral}/acceptance`, { steps: ['contacted', 'assessed', 'enrolled'] });
  await tell.does('chiara', `/referrals/${referral}/start`);
  const visited = new Date(tell.now().getTime() + 2 * DAY_MS);
  await tell.until(new Date(visited.getTime() + 2 * DAY_MS));
  const happenedAt = visited.toISOString();
  const visit = await tell.does('chiara', '/deliveries', { service, person: maria, referral, attendance: 'attended', where: 'home', happenedAt });
  await tell.does('maria', `/deliveries/${visit.id}/confirmation`);
  return referral;
};

/** Steps 21 and 22: Filo loses its accreditation and Corte steps in; there is more care at home once the Comune's act is there. @returns the last decision */
export const goOnWithCorte = async (tell: Teller, { pact, asl, filo }: District, service: string): Promise<string> => {
  await tell.does('sara', `/organisations/${filo}/attributes/${ACCREDITATION}/revocation`, { motivation: 'Removed from the register' });
  await tell.until(new Date(tell.now().getTime() + 3 * DAY_MS));
  const offered: string = (await tell.reads('luca', `/transfers?service=${service}&status=offered`)).items[0].id;
  await tell.does('luca', `/transfers/${offered}/acceptance`);

  const change = { type: 'capacity', service, capacity: [{ unit: UNIT, amount: 26 }] };
  const { id } = await tell.does('sara', '/decisions', { pact, change });
  const positions = `/decisions/${id}/positions`;
  await tell.isRefused('participation-suspended', 'chiara', positions, { position: 'agree' });
  await tell.does('paolo', positions, { position: 'object', reason: 'Six hours more need a nurse beside them.' });
  await tell.does('luca', positions, { position: 'agree' });
  await tell.does('sara', positions, { position: 'agree' });
  await tell.does('sara', `/decisions/${id}/objections/${asl}/answer`, { answer: 'A nurse comes with the hours, from the budget of the Comune.' });
  await tell.does('sara', `/decisions/${id}/act`, { act: 'Determina 57/2026' });
  return id;
};
