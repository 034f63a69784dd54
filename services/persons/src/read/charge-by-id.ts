import { answers } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import { ChargeView, charges } from './charges.ts';
import { isShown, ownPart, refuseUnless } from './may-read.ts';

/** One charge, to the person and to the body that took it. */
export class ChargeById {
  @IsId('charge') readonly charge!: Id<'charge'>;
}

export const chargeById = answers(ChargeById, { purpose: 'care', dataCategories: ['charge'], answer: ChargeView }, async ({ charge }, ask) => {
  const view = await ask.one(charges, charge);
  const isTheirs = view !== undefined && view.organisation === ask.by.organisation && ownPart(ask, view.person);
  refuseUnless(isShown(view?.person, ask) || isTheirs);
  return view;
});
