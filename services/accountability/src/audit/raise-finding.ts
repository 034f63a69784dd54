import { type Id, type Instant, IsId, IsInstant, IsText, instant, type OperatorId, type OrganisationId, type PersonId, Rejection } from '@patto/contracts';
import { FindingRaised, SEVERITIES, type Severity } from '@patto/contracts/accountability';
import { registered } from '@patto/contracts/partnerships';
import { decides, event } from '@patto/event-store/pure';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsUUID } from 'class-validator';
import { audit, running } from './audit.ts';

/** Says that something was not as it should be, to the organisation that has to answer by a date. */
export class RaiseFinding {
  @IsId('audit') readonly audit!: Id<'audit'>;
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsIn(SEVERITIES) readonly severity!: Severity;
  @IsArray() @ArrayMaxSize(100) @IsUUID(undefined, { each: true }) readonly events!: readonly string[];
  @IsInstant() readonly answerBy!: Instant;
  @IsOptional() @IsId('person') readonly person?: PersonId;
  @IsText(4_000) readonly words!: string;
}

export const raiseFinding = decides(
  audit,
  RaiseFinding,
  { relies: ({ organisation }, facts) => ({ concerned: registered(facts, organisation) }) },
  (state, { organisation, severity, events, answerBy, person, words }, { by, now, newId, relied }) => {
    const { auditor } = running(state, { by });
    if (!relied.concerned) throw new Rejection('unknown-organisation', 'There is no such organisation here.', ['/organisation']);
    if (organisation === auditor) throw new Rejection('own-obligation', 'Nobody answers to themself.', ['/organisation']);
    if (instant(answerBy) <= now) throw new Rejection('period-impossible', 'The answer is due ahead of now.', ['/answerBy']);
    const concerning = person ?? (by.actor as OperatorId);
    const ids = { finding: newId('finding'), obligation: newId('obligation') };
    return [event(FindingRaised, { ...ids, organisation, auditor, severity, events, answerBy: instant(answerBy), concerning, words })];
  },
);
