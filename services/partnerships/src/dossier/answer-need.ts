import { type Id, IsId, IsText, Rejection } from '@patto/contracts';
import { NeedAnswered, refuseUnlessPublicBody, registered } from '@patto/contracts/partnerships';
import { decides, event } from '@patto/event-store/pure';
import { dossier } from './dossier.ts';

/** A public body says what answers a need: a pact, a service or a call. */
export class AnswerNeed {
  @IsId('dossier') readonly dossier!: Id<'dossier'>;
  @IsId('pact', 'service', 'listing', 'call') readonly answer!: Id<'pact' | 'service' | 'listing' | 'call'>;
  @IsText(500) readonly explanation!: string;
}

export const answerNeed = decides(
  dossier,
  AnswerNeed,
  { relies: ({ answer }, facts, { by }) => ({ own: registered(facts, by.organisation), pact: facts.find('participation', answer)[0] }) },
  ({ category, area, unmet, seenBy, answers }, { answer, explanation }, { by, relied }) => {
    refuseUnlessPublicBody(relied.own, by);
    if (unmet === 0 && seenBy.length === 0) throw new Rejection('need-not-known', 'Nobody has signalled this need.');
    if (answer.startsWith('pact-') && !relied.pact) throw new Rejection('pact-over', 'The pact that is to answer is not active.', ['/answer']);
    return answers.includes(answer) ? [] : [event(NeedAnswered, { category, area, answer, explanation })];
  },
);
