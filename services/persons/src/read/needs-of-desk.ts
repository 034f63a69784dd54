import { answers, less } from '@patto/access';
import type { Stored } from '@patto/read-models';
import { IsIn, IsOptional } from 'class-validator';
import { readsNeeds, refuseUnless } from './may-read.ts';
import { NEED_STATUSES, NeedView, needs } from './needs.ts';

/** The needs at the desk of the asker's organisation, the most urgent first; the words are in each need. */
export class NeedsOfDesk {
  @IsOptional() @IsIn(NEED_STATUSES) readonly status?: NeedView['status'];
}

/** A need in the list of a desk. */
export class NeedAtDesk extends less(NeedView, 'words') {}

export const needsOfDesk = answers(NeedsOfDesk, { purpose: 'care', dataCategories: ['need'], page: NeedAtDesk }, async ({ status }, ask) => {
  refuseUnless(ask.by.organisation !== undefined);
  const told = ({ words: _, ...facts }: Stored<NeedView>): readonly NeedAtDesk[] => (readsNeeds(facts.person, facts.area, ask) ? [facts] : []);
  return ask.pageOf(needs, { desk: ask.party, ...(status && { status }) }, { sort: ['answerBy'] }, (some) => some.map(told));
});
