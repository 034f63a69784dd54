import { answers } from '@patto/access';
import { DoubleClaim, doubleClaims } from '../register/double-claims.ts';
import { AskedIntervals, isWithin, theseObligations } from './asked-obligations.ts';
import { obligations } from './obligations.ts';

/** When several carried out one thing at once. */
export class DoubleClaimList extends AskedIntervals {}

export const doubleClaimList = answers(DoubleClaimList, { purpose: 'accountability', dataCategories: ['obligations'], page: DoubleClaim }, (asked, ask) =>
  ask.pageOf(obligations, theseObligations(asked, ask), {}, (some) => some.map((one) => doubleClaims(one, ask.now).filter((claim) => isWithin(claim, asked)))),
);
