import { correctPersonDetails } from './correct-person-details.ts';
import { issueLoginCode } from './issue-login-code.ts';
import { linkExternalRecord } from './link-external-record.ts';
import { noteErasure } from './note-erasure.ts';
import { recordMajority } from './record-majority.ts';
import { redeemLoginCode } from './redeem-login-code.ts';
import { registerPerson } from './register-person.ts';

/** What is decided about a person. */
export const personDecisions = [registerPerson, correctPersonDetails, recordMajority, issueLoginCode, redeemLoginCode, linkExternalRecord, noteErasure];
