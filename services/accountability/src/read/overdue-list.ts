import { answers } from '@patto/access';
import { IsId, type PartyId } from '@patto/contracts';
import { SIDES, type Side } from '@patto/contracts/persons';
import { IsIn, IsOptional } from 'class-validator';
import { AskedObligations, theseObligations } from './asked-obligations.ts';
import { inList, ObligationView, obligations } from './obligations.ts';

/** What is late, those due first before the others: owed past its date, or breached. It is told of every side alike. */
export class OverdueList extends AskedObligations {
  @IsOptional() @IsId('person', 'organisation') readonly holder?: PartyId;
  @IsOptional() @IsIn(SIDES) readonly side?: Side;
}

export const overdueList = answers(
  OverdueList,
  { purpose: 'accountability', dataCategories: ['obligations'], page: ObligationView },
  async ({ holder, side, ...asked }, ask) => {
    const late = { $or: [{ state: 'breached' }, { state: 'owed', dueAt: { $lt: ask.now } }] };
    const page = await ask.page(obligations, theseObligations(asked, ask, { ...late, ...(holder && { holder }), ...(side && { side }) }), { sort: ['dueAt'] });
    return { ...page, items: page.items.map(inList) };
  },
);
