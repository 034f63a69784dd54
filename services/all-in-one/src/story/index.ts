import { foundDistrict } from './district.ts';
import { keepWord } from './keeping-word.ts';
import { agreePlan } from './marias-plan.ts';
import { meetPeople } from './people.ts';
import type { Teller } from './teller.ts';

export { type Answer, type Send, StoryBroken, type Teller, teller } from './teller.ts';

export type Story = Awaited<ReturnType<typeof tellStory>>;

/** The story of Valcurta, as far as it is built: seed data, whole-system test and demonstration in one. */
export const tellStory = async (tell: Teller, comune: string, issuer: string) => {
  const district = await foundDistrict(tell, comune, issuer);
  const people = await meetPeople(tell, district, issuer);
  const plan = await agreePlan(tell, district, people);
  await keepWord(tell, district, people, plan);
  return { ...district, ...people, ...plan };
};
