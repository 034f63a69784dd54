import { answers } from '@patto/access';
import { IsText } from '@patto/contracts';

/** A bundle of entries of the ledger, by its place in the layout: for auditors, and each fetch is on record before the bytes leave. */
export class LedgerEntries {
  @IsText(100) readonly path!: string;
}

export const ledgerEntries = answers(LedgerEntries, { purpose: 'audit', dataCategories: ['facts'], alwaysOnRecord: true }, ({ path }) => ({ path }));
