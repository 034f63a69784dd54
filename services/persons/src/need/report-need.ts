import { categoryOf, IsCode, IsId, IsText, later, mandateFor, type OrganisationId, type PersonId, Rejection } from '@patto/contracts';
import { delegationsBehind, NeedReported, personActing } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { IsOptional } from 'class-validator';
import { need, NEED_ANSWER_TERM } from './need.ts';

/** A person says what they need, or somebody says it about them, to a desk that may read needs there; the desk owes an answer. */
export class ReportNeed {
  @IsId('person') readonly person!: PersonId;
  @IsCode() readonly category!: string;
  @IsCode() readonly area!: string;
  @IsId('organisation') readonly desk!: OrganisationId;
  /** In their own words. */
  @IsOptional() @IsText(4_000) readonly words?: string;
}

export const reportNeed = decides(
  need,
  ReportNeed,
  {
    kind: 'report-need',
    stream: 'new',
    relies: (command, facts, { by }) => ({
      delegations: by.onBehalfOf === command.person || by.actor === command.person ? delegationsBehind(facts, by, 'report-need') : [],
      subject: facts.find('person', command.person)[0],
      deskMandate: mandateFor(facts, command.desk, { ...command, competence: 'reading-needs' }),
    }),
  },
  (_, { person, category, area, desk, words }, { by, relied, now, newId }) => {
    if (by.onBehalfOf || by.actor === person) personActing(by, 'report-need', relied.delegations);
    if (!relied.subject && categoryOf(by.actor) === 'person') throw new Rejection('not-a-recipient', 'Nothing can be reported about this person.');
    if (!relied.subject) throw new Rejection('unknown-party', 'This person is not registered.', ['/person']);
    if (!relied.deskMandate) throw new Rejection('desk-not-competent', 'This organisation may not read such needs in this area.', ['/desk']);

    return [event(NeedReported, { person, category, area, desk, obligation: newId('obligation'), answerBy: later(now, NEED_ANSWER_TERM), words })];
  },
);
