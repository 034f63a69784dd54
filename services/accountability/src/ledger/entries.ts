import { answers } from '@patto/access';
import { IsText } from '@patto/contracts';

const onRecord = { purpose: 'audit', dataCategories: ['facts'], alwaysOnRecord: true };

/** A bundle of entries of the ledger, by its place in the layout: for auditors, and each fetch is on record before the bytes leave. */
export class LedgerEntries {
  @IsText(100) readonly path!: string;
}

export const ledgerEntries = answers(LedgerEntries, { ...onRecord, answer: LedgerEntries }, ({ path }) => ({ path }));

/** The same of the ledger of accesses. */
export class AccessLedgerEntries {
  @IsText(100) readonly path!: string;
}

export const accessLedgerEntries = answers(AccessLedgerEntries, { ...onRecord, answer: AccessLedgerEntries }, ({ path }) => ({ path }));
