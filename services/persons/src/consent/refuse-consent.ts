import { IsId, IsText, type PersonId } from '@patto/contracts';
import { ConsentRefused, ConsentTerms } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { IsOptional } from 'class-validator';
import { answeredTerms, whoAnswers } from './answering.ts';
import { consent } from './consent.ts';

/** The person, or a delegate in scope, was asked and says no; the no is on record. */
export class RefuseConsent extends ConsentTerms {
  @IsId('person') readonly person!: PersonId;
  @IsOptional() @IsText(2_000) readonly words?: string;
}

export const refuseConsent = decides(consent, RefuseConsent, { kind: 'consent', stream: 'new', relies: whoAnswers }, (_, { words, ...asked }, context) => [
  event(ConsentRefused, { person: asked.person, ...answeredTerms(asked, context), words }),
]);
