import { answers } from '@patto/access';
import { IsCode, IsId, type PartyId } from '@patto/contracts';
import { IsIn, IsOptional } from 'class-validator';
import { OBLIGATION_STATES, type ObligationState } from '../register/obligation.ts';
import { AskedObligations, theseObligations } from './asked-obligations.ts';
import { inList, ObligationView, obligations } from './obligations.ts';

/** Obligations that the asker may see, those due first before the others; what never falls due comes before them. */
export class ObligationList extends AskedObligations {
  @IsOptional() @IsId('person', 'organisation') readonly holder?: PartyId;
  @IsOptional() @IsId('person', 'organisation') readonly performer?: PartyId;
  @IsOptional() @IsIn(OBLIGATION_STATES) readonly state?: ObligationState;
  @IsOptional() @IsCode() readonly kind?: string;
}

export const obligationList = answers(
  ObligationList,
  { purpose: 'accountability', dataCategories: ['obligations'], page: ObligationView },
  async ({ holder, performer, state, kind, ...asked }, ask) => {
    const more = { ...(holder && { holder }), ...(performer && { performer }), ...(state && { state }), ...(kind && { kind }) };
    const page = await ask.page(obligations, theseObligations(asked, ask, more), { sort: ['dueAt'] });
    return { ...page, items: page.items.map(inList) };
  },
);
