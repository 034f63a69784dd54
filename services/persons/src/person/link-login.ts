import { IsId, IsText, type PersonId } from '@patto/contracts';
import { LoginLinked } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { keepsDetails, mustKeepDetails } from './keeping-details.ts';
import { person } from './person.ts';

/** The body that has seen the person's papers says with which login they act for themself. One login belongs to one person; a new one replaces it. */
export class LinkLogin {
  @IsId('person') readonly person!: PersonId;
  @IsText(300) readonly issuer!: string;
  @IsText(300) readonly subject!: string;
}

export const linkLogin = decides(person, LinkLogin, { relies: keepsDetails }, (state, { issuer, subject }, context) => {
  mustKeepDetails(state, context);
  return [event(LoginLinked, { login: { issuer, subject } })];
});
