import { answers } from '@patto/access';
import { IsId, type OperatorId } from '@patto/contracts';
import { IsIn, IsOptional } from 'class-validator';
import { type ChargeView, charges } from './charges.ts';
import { refuseUnless } from './may-read.ts';

/** The charges of the asker's organisation, by case manager where that is asked. */
export class ChargesOfBody {
  @IsOptional() @IsIn(['in-charge', 'declined', 'closed']) readonly status?: ChargeView['status'];
  @IsOptional() @IsId('operator') readonly caseManager?: OperatorId;
}

export const chargesOfBody = answers(ChargesOfBody, { purpose: 'care', dataCategories: ['charge'] }, async ({ status, caseManager }, ask) => {
  refuseUnless(ask.by.organisation !== undefined);
  const filter = { organisation: ask.party, ...(status && { status }), ...(caseManager && { caseManager }) };
  const page = await ask.page(charges, filter, { sort: ['-since'] });
  return { ...page, items: page.items.map(({ note: _, ...facts }) => facts) };
});
