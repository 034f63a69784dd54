import { type Asking, answers } from '@patto/access';
import { IsId, type PersonId } from '@patto/contracts';
import { networkOf } from '../network/network.ts';
import { isShown, refuseUnless } from './may-read.ts';
import { NetworkView, networks } from './networks.ts';

/** The limits that a supporter set are for those around the person: they agreed to support, and said so for them. */
const standsOnSupport = (person: PersonId, supporter: PersonId, ask: Asking): void => {
  const relied = ask.facts.find('support', person, supporter).filter(({ is }) => is.supporter === supporter);
  if (relied.length > 0) ask.standsOn({ basis: 'consent', relied }, supporter);
};

/** Who acts for a person and who supports them, to them, to their delegates and to the body in charge. */
export class NetworkOfPerson {
  @IsId('person') readonly person!: PersonId;
}

export const networkOfPerson = answers(NetworkOfPerson, { purpose: 'care', dataCategories: ['network'], answer: NetworkView }, async ({ person }, ask) => {
  refuseUnless(isShown(person, ask));
  const view = await ask.one(networks, networkOf({ person }));
  for (const { supporter } of view?.supporters ?? []) standsOnSupport(person, supporter, ask);
  return view ?? { id: networkOf({ person }), person, delegates: [], supporters: [] };
});
