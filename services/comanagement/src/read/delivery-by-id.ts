import { answers } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import { DeliveryView, deliveries, toldTo } from './deliveries.ts';
import { mayRead, refuseUnless } from './may-read.ts';

/** One delivery: to the performer, to each who attended their own part, their delegates, the body in charge, and auditors. */
export class DeliveryById {
  @IsId('delivery') readonly delivery!: Id<'delivery'>;
}

export const deliveryById = answers(DeliveryById, { purpose: 'care', dataCategories: ['plan'], answer: DeliveryView }, async ({ delivery }, ask) => {
  const view = await ask.one(deliveries, delivery);
  refuseUnless(view !== undefined && mayRead({ persons: view.subjects, parties: [view.performer] }, ask));
  return view && visible(toldTo(view, ask.by.onBehalfOf ?? ask.by.actor), ask);
});

/** A body in charge of one of a group reads of those whom it is in charge of, and of nobody else. */
const visible = (view: DeliveryView, ask: Parameters<typeof mayRead>[1]): DeliveryView => {
  const attended = view.attended.filter(({ person }) => mayRead({ persons: [person], parties: [view.performer] }, ask));
  return { ...view, attended, subjects: attended.map(({ person }) => person) };
};
