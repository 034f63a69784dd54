import { answers } from '@patto/access';
import { IsIn, IsOptional } from 'class-validator';
import { readsNeeds, refuseUnless } from './may-read.ts';
import { type NeedView, needs } from './needs.ts';

const STATUSES = ['waiting', 'overdue', 'taken', 'turned-down'] as const;

/** The needs at the desk of the asker's organisation, the most urgent first; the words are in each need. */
export class NeedsOfDesk {
  @IsOptional() @IsIn(STATUSES) readonly status?: NeedView['status'];
}

export const needsOfDesk = answers(NeedsOfDesk, { purpose: 'care', dataCategories: ['need'] }, async ({ status }, ask) => {
  refuseUnless(ask.by.organisation !== undefined);
  const page = await ask.page(needs, { desk: ask.party, ...(status && { status }) }, { sort: ['answerBy'] });
  return { ...page, items: page.items.filter(({ area }) => readsNeeds(area, ask)).map(({ words: _, ...facts }) => facts) };
});
