import { answers, less } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import { DeliveryView, deliveries } from './deliveries.ts';
import { readableReferral } from './referral-by-id.ts';

/** What was delivered under one referral, the latest first. */
export class DeliveriesOfReferral {
  @IsId('referral') readonly referral!: Id<'referral'>;
}

/** A delivery in a list, without what was noted about it. */
export class DeliveryInList extends less(DeliveryView, 'notes') {}

export const deliveriesOfReferral = answers(
  DeliveriesOfReferral,
  { purpose: 'care', dataCategories: ['referral'], page: DeliveryInList },
  async ({ referral }, ask) => {
    await readableReferral(referral, ask);
    const page = await ask.page(deliveries, { 'attended.referral': referral }, { sort: ['-deliveredAt'] });
    const items = page.items.map(({ notes: _, ...facts }) => {
      // Of a group only who is referred: the others are no part of this referral.
      const attended = facts.attended.filter((one) => one.referral === referral);
      return { ...facts, attended, subjects: attended.map(({ person }) => person) };
    });
    return { ...page, items };
  },
);
