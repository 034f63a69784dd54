import { assessMaria } from './assessing.ts';
import { auditTheYear } from './auditing.ts';
import { foundDistrict } from './district.ts';
import { establishHomeCare, goOnWithCorte, startHomeCare } from './home-care.ts';
import { keepWord } from './keeping-word.ts';
import { agreePlan } from './marias-plan.ts';
import { meetPeople } from './people.ts';
import { referToPassi, rideToTheMarket, withdrawFromPassi } from './rides-with-passi.ts';
import type { Teller } from './teller.ts';

export { type Answer, type Send, StoryBroken, type Teller, teller } from './teller.ts';

export type Story = Awaited<ReturnType<typeof tellStory>>;

/** The story of Valcurta, as far as it is built: seed data, whole-system test and demonstration in one. */
export const tellStory = async (tell: Teller, comune: string, issuer: string) => {
  const district = await foundDistrict(tell, comune, issuer);
  const service = await establishHomeCare(tell, district);
  const people = await meetPeople(tell, district);
  const assessment = await assessMaria(tell, district, people);
  const plan = await agreePlan(tell, district, people, service);
  const referral = await startHomeCare(tell, people.maria, plan);
  // Step 14: a company is told its own lines of a plan, and Elena has none.
  await tell.isRefused('not-a-recipient', 'elena', `/plans/${plan.plan}`);
  const passi = await referToPassi(tell, district, people);
  await keepWord(tell, people, plan);
  const ride = await rideToTheMarket(tell, people, passi);
  const moreHours = await goOnWithCorte(tell, district, service);
  await withdrawFromPassi(tell, passi);
  const audit = await auditTheYear(tell, people, plan);
  return { ...district, ...people, assessment, ...plan, referral, ...passi, ride, moreHours, audit };
};
