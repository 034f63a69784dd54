import { IsId, later, type PersonId } from '@patto/contracts';
import { LoginCodeIssued } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { keepsDetails, mustKeepDetails } from './keeping-details.ts';
import { person } from './person.ts';

/** How long a code is good: long enough for a letter and a weekend. */
const GOOD_FOR = 'P7D';

/**
 * The body that has seen the person's papers hands them a one-time code, with which they link a login of their own. It ends the code
 * before; a login that is linked stays until the code is redeemed.
 */
export class IssueLoginCode {
  @IsId('person') readonly person!: PersonId;
}

export const issueLoginCode = decides(person, IssueLoginCode, { handsOut: 'secret', relies: keepsDetails }, (state, _, context) => {
  mustKeepDetails(state, context);
  return [event(LoginCodeIssued, { code: context.idFor('code', context.secret()), until: later(context.now, GOOD_FOR) })];
});
