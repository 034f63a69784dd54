import { answers } from '@patto/access';
import { IsId, type PersonId } from '@patto/contracts';
import { networkOf } from '../network/network.ts';
import { isFor, isInCharge, refuseUnless } from './may-read.ts';
import { NetworkView, networks } from './networks.ts';

/** Who acts for a person and who supports them, to them, to their delegates and to the body in charge. */
export class NetworkOfPerson {
  @IsId('person') readonly person!: PersonId;
}

export const networkOfPerson = answers(NetworkOfPerson, { purpose: 'care', dataCategories: ['network'], answer: NetworkView }, async ({ person }, ask) => {
  refuseUnless(isFor(person, ask) || isInCharge([person], ask));
  return (await ask.one(networks, networkOf({ person }))) ?? { id: networkOf({ person }), person, delegates: [], supporters: [] };
});
