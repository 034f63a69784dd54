import { answers } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import { DoubleClaim, doubleClaims } from '../register/double-claims.ts';
import { mustSee } from './may-read-obligation.ts';
import { obligations } from './obligations.ts';

/** When several carried out one obligation at once. */
export class DoubleClaimsOfObligation {
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
}

export const doubleClaimsOfObligation = answers(
  DoubleClaimsOfObligation,
  { purpose: 'accountability', dataCategories: ['obligations'], list: DoubleClaim },
  async ({ obligation }, ask) => {
    const found = mustSee(await ask.one(obligations, obligation), ask);
    return found && { items: doubleClaims(found, ask.now) };
  },
);
