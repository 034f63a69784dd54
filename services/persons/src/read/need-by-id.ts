import { answers } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import { isFor, isInCharge, readsNeeds, refuseUnless } from './may-read.ts';
import { NeedView, needs } from './needs.ts';

/** One need, to the person, to the desk that reads it and to the body in charge. */
export class NeedById {
  @IsId('need') readonly need!: Id<'need'>;
}

export const needById = answers(NeedById, { purpose: 'care', dataCategories: ['need'], answer: NeedView }, async ({ need }, ask) => {
  const view = await ask.one(needs, need);
  const isAtDesk = view !== undefined && view.desk === ask.by.organisation && readsNeeds(view.area, ask);
  refuseUnless(view !== undefined && (isFor(view.person, ask) || isAtDesk || isInCharge([view.person], ask)));
  return view;
});
