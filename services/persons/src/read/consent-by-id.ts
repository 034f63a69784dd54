import { answers } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import { ConsentView, consents } from './consents.ts';
import { isShown, refuseUnless } from './may-read.ts';

/** One consent, to the person, to who acts for them and to the body in charge. */
export class ConsentById {
  @IsId('consent') readonly consent!: Id<'consent'>;
}

export const consentById = answers(ConsentById, { purpose: 'care', dataCategories: ['consent'], answer: ConsentView }, async ({ consent }, ask) => {
  const view = await ask.one(consents, consent);
  refuseUnless(isShown(view?.person, ask));
  return view;
});
