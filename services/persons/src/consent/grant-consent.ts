import { type Instant, instant, isBefore, IsId, IsInstant, type PersonId, Rejection } from '@patto/contracts';
import { ConsentGranted, ConsentTerms } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { answeredTerms, whoAnswers } from './answering.ts';
import { consent } from './consent.ts';

/** The person, or a delegate in scope, agrees that these organisations are told, for these purposes, content of these kinds, until then. */
export class GrantConsent extends ConsentTerms {
  @IsId('person') readonly person!: PersonId;
  @IsInstant() readonly until!: Instant;
}

export const grantConsent = decides(consent, GrantConsent, { kind: 'consent', stream: 'new', relies: whoAnswers }, (_, { until, ...asked }, context) => {
  const terms = answeredTerms(asked, context);
  if (!isBefore(context.now, until)) throw new Rejection('period-over', 'A consent ends later than it begins.', ['/until']);

  return [event(ConsentGranted, { person: asked.person, ...terms, until: instant(until) })];
});
