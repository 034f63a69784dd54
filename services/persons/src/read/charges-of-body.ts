import { answers, less } from '@patto/access';
import { IsId, type OperatorId } from '@patto/contracts';
import { IsIn, IsOptional } from 'class-validator';
import { CHARGE_STATUSES, type ChargeStatus, ChargeView, charges } from './charges.ts';
import { refuseUnless } from './may-read.ts';

/** The charges of the asker's organisation, by case manager where that is asked. */
export class ChargesOfBody {
  @IsOptional() @IsIn(CHARGE_STATUSES) readonly status?: ChargeStatus;
  @IsOptional() @IsId('operator') readonly caseManager?: OperatorId;
}

/** A charge in the list of a body. */
export class ChargeOfBody extends less(ChargeView, 'note') {}

export const chargesOfBody = answers(
  ChargesOfBody,
  { purpose: 'care', dataCategories: ['charge'], page: ChargeOfBody },
  async ({ status, caseManager }, ask) => {
    refuseUnless(ask.by.organisation !== undefined);
    const filter = { organisation: ask.party, ...(status && { status }), ...(caseManager && { caseManager }) };
    const page = await ask.page(charges, filter, { sort: ['-since'] });
    return { ...page, items: page.items.map(({ note: _, ...facts }) => facts) };
  },
);
