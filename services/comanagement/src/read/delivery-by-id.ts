import { type Asking, answers } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import { DeliveryView, deliveries, toldTo } from './deliveries.ts';
import { isShown, mayRead, refuseUnless } from './may-read.ts';

/** One delivery: to the performer, to each who attended their own part, their delegates, the body in charge, and auditors. */
export class DeliveryById {
  @IsId('delivery') readonly delivery!: Id<'delivery'>;
}

export const deliveryById = answers(DeliveryById, { purpose: 'care', dataCategories: ['referral'], answer: DeliveryView }, async ({ delivery }, ask) => {
  const view = await ask.one(deliveries, delivery);
  refuseUnless(view !== undefined && mayRead({ persons: view.subjects, parties: [view.performer] }, ask));
  return view && visible(toldTo(view, ask.by.onBehalfOf ?? ask.by.actor), ask);
});

/**
 * Whoever is shown one of a group reads of that one and of nobody else; the performer that all were there, and its own note. What a person said of it takes a
 * basis for that person, also of the performer, as when they took back the consent by which it knew of them; auditors read neither words nor notes.
 */
const visible = (view: DeliveryView, ask: Asking): DeliveryView => {
  const { notes, ...facts } = view;
  const isPerformer = view.performer === ask.by.organisation;
  if (isPerformer) ask.standsOn({ basis: 'own-part', relied: [] }, ...view.subjects);
  const attended = view.attended.flatMap((one) => {
    if (isShown(one.person, ask)) return [one];
    const { words: _, ...told } = one;
    return isPerformer || ask.kinds.includes('auditor') ? [told] : [];
  });
  const areNotesShown = isPerformer || view.subjects.every((person) => isShown(person, ask));
  return { ...facts, attended, subjects: attended.map(({ person }) => person), ...(notes && areNotesShown && { notes }) };
};
