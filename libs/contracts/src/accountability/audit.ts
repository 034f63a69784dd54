import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsUUID } from 'class-validator';
import { authority, obligation } from '../effects.ts';
import { Event } from '../event.ts';
import { type Instant, IsInstant, IsText } from '../fields.ts';
import { type Id, IsId, type OperatorId, type OrganisationId, type PersonId } from '../ids.ts';
import { Personal } from '../personal.ts';

/** On what an audit rests. */
export const AUDIT_BASES = ['law', 'mandate', 'pact', 'court-order', 'request-of-the-person'] as const;
export type AuditBasis = (typeof AUDIT_BASES)[number];

/** How much a finding weighs. */
export const SEVERITIES = ['observation', 'minor', 'major', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What an organisation says to a finding. */
export const FINDING_ANSWERS = ['accepted', 'remedied', 'contested'] as const;
export type FindingAnswer = (typeof FINDING_ANSWERS)[number];

export const AUDIT_OUTCOMES = ['in-order', 'findings-settled', 'findings-standing', 'ended-early'] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

/** So many events one finding points at. */
const MOST_EVENTS = 100;
const LONGEST_TEXT = 4_000;

/** An auditor begins to look into what happened in a period: of the whole district, or of one organisation, pact, service, person or plan. */
@Event('accountability.audit', { version: 1, effect: authority('audit', 'begins', { with: { audit: '$stream', auditor: 'auditor', scope: 'scope' } }) })
export class AuditOpened {
  @IsId('organisation') readonly auditor!: OrganisationId;
  @IsIn(AUDIT_BASES) readonly basis!: AuditBasis;
  /** The act or article that it rests on. */
  @IsText(300) readonly act!: string;
  /** The one that it is about; the whole district where it is left out. */
  @IsOptional() @IsId('organisation', 'pact', 'service', 'person', 'plan') readonly scope?: AuditScope;
  @IsInstant() readonly from!: Instant;
  @IsInstant() readonly until!: Instant;
}
export type AuditScope = OrganisationId | Id<'pact'> | Id<'service'> | PersonId | Id<'plan'>;

/** What an auditor notes about an event. It is sealed as content of the person whom it concerns, or else of the auditor. */
@Event('accountability.audit', { version: 1 })
export class EventAnnotated {
  @IsUUID() readonly event!: string;
  @IsId('person', 'operator') readonly concerning!: PersonId | OperatorId;
  @Personal('concerning') @IsText(LONGEST_TEXT) readonly words!: Personal<string>;
}

/** Something was not as it should be; the organisation concerned owes an answer by a date. */
@Event('accountability.audit', {
  version: 1,
  effect: obligation('assumed', { id: 'obligation', kind: 'answer-to-finding', holder: 'organisation', counterpart: 'auditor', dueAt: 'answerBy' }),
})
export class FindingRaised {
  @IsId('finding') readonly finding!: Id<'finding'>;
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsId('organisation') readonly auditor!: OrganisationId;
  @IsIn(SEVERITIES) readonly severity!: Severity;
  /** The events that it is seen in. */
  @IsArray() @ArrayMaxSize(MOST_EVENTS) @IsUUID(undefined, { each: true }) readonly events!: readonly string[];
  @IsInstant() readonly answerBy!: Instant;
  @IsId('person', 'operator') readonly concerning!: PersonId | OperatorId;
  @Personal('concerning') @IsText(LONGEST_TEXT) readonly words!: Personal<string>;
}

/** The organisation concerned said what it has to say. */
@Event('accountability.audit', { version: 1, effect: obligation('discharged', { id: 'obligation' }) })
export class FindingAnswered {
  @IsId('finding') readonly finding!: Id<'finding'>;
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
  @IsIn(FINDING_ANSWERS) readonly answer!: FindingAnswer;
  @IsId('person', 'operator') readonly concerning!: PersonId | OperatorId;
  @Personal('concerning') @IsText(LONGEST_TEXT) readonly words!: Personal<string>;
}

/** The date for an answer went by without one. */
@Event('accountability.audit', { version: 1, effect: obligation('breached', { id: 'obligation' }) })
export class FindingUnanswered {
  @IsId('finding') readonly finding!: Id<'finding'>;
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
}

/** The audit is over, with its outcome. */
@Event('accountability.audit', { version: 1, effect: authority('audit', 'ends') })
export class AuditClosed {
  @IsIn(AUDIT_OUTCOMES) readonly outcome!: AuditOutcome;
}
