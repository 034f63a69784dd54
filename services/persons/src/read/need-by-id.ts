import { answers } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import { isShown, readsNeeds, refuseUnless } from './may-read.ts';
import { NeedView, needs } from './needs.ts';

/** One need, to the person, to the desk that reads it and to the body in charge. */
export class NeedById {
  @IsId('need') readonly need!: Id<'need'>;
}

export const needById = answers(NeedById, { purpose: 'care', dataCategories: ['need'], answer: NeedView }, async ({ need }, ask) => {
  const view = await ask.one(needs, need);
  const isAtDesk = view !== undefined && view.desk === ask.by.organisation && readsNeeds(view.person, view.area, ask);
  refuseUnless(isShown(view?.person, ask) || isAtDesk);
  return view;
});
