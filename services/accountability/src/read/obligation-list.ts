import { answers } from '@patto/access';
import { IsCode, IsId, type PartyId, type PersonId } from '@patto/contracts';
import { IsIn, IsOptional } from 'class-validator';
import { OBLIGATION_STATES, type ObligationState } from '../register/obligation.ts';
import { seenBy } from './may-read-obligation.ts';
import { ObligationView, obligations } from './obligations.ts';

/** Obligations that the asker may see, those due first before the others; what never falls due comes before them. */
export class ObligationList {
  @IsOptional() @IsId('person', 'organisation') readonly holder?: PartyId;
  @IsOptional() @IsId('person', 'organisation') readonly performer?: PartyId;
  @IsOptional() @IsId('person') readonly subject?: PersonId;
  @IsOptional() @IsIn(OBLIGATION_STATES) readonly state?: ObligationState;
  @IsOptional() @IsCode() readonly kind?: string;
}

export const obligationList = answers(
  ObligationList,
  { purpose: 'accountability', dataCategories: ['obligations'], page: ObligationView },
  async ({ holder, performer, subject, state, kind }, ask) => {
    const asked = {
      ...(holder && { holder }),
      ...(performer && { performer }),
      ...(subject && { subjects: subject }),
      ...(state && { state }),
      ...(kind && { kind }),
    };
    const page = await ask.page(obligations, { ...asked, ...seenBy(ask) }, { sort: ['dueAt'] });
    return { ...page, items: page.items.map(({ steps: _steps, ...standing }) => standing) };
  },
);
