import { AreViews, IsOpened, less, stored } from '@patto/access';
import { AreTexts, type Instant, IsInstant, type OrganisationId } from '@patto/contracts';
import {
  AUDIT_OUTCOMES,
  AuditClosed,
  AuditOpened,
  type AuditOutcome,
  EventAnnotated,
  FindingAnswered,
  FindingRaised,
  FindingUnanswered,
} from '@patto/contracts/accountability';
import { readModel, type SealedPart } from '@patto/read-models';
import { IsIn, IsOptional } from 'class-validator';

const MOST_PARTIES = 1_000;
const STATUSES = ['open', 'closed'] as const;
const FINDING_STATUSES = ['open', 'unanswered', 'answered'] as const;

/** What was noted about an event. */
class Annotation extends less(EventAnnotated) {
  @IsInstant() readonly at!: Instant;
  @IsOptional() @IsOpened(EventAnnotated, 'words') readonly words?: SealedPart;
}

/** What an organisation said to a finding. */
class FindingReply extends less(FindingAnswered, 'finding', 'obligation') {
  @IsInstant() readonly at!: Instant;
  @IsOptional() @IsOpened(FindingAnswered, 'words') readonly words?: SealedPart;
}

/** What was found, and what was said to it. */
export class FindingView extends less(FindingRaised, 'auditor') {
  @IsInstant() readonly at!: Instant;
  @IsIn(FINDING_STATUSES) readonly status!: (typeof FINDING_STATUSES)[number];
  @IsOptional() @IsOpened(FindingRaised, 'words') readonly words?: SealedPart;
  @AreViews(() => FindingReply) readonly answers!: readonly FindingReply[];
}

class AuditDocument extends less(AuditOpened) {
  @IsIn(STATUSES) readonly status!: (typeof STATUSES)[number];
  @IsInstant() readonly openedAt!: Instant;
  @IsOptional() @IsInstant() readonly closedAt?: Instant;
  @IsOptional() @IsIn(AUDIT_OUTCOMES) readonly outcome?: AuditOutcome;
  @AreViews(() => Annotation) readonly annotations!: readonly Annotation[];
  @AreViews(() => FindingView) readonly findings!: readonly FindingView[];
  /** The auditor, and those to whom a finding was told. */
  @AreTexts(MOST_PARTIES, 60) readonly parties!: readonly OrganisationId[];
}

/** One audit with all that was noted, found and answered. */
export class AuditView extends stored(AuditDocument, 'audit') {}

type View = AuditDocument | undefined;

const withFinding = (view: View, id: string, moved: (finding: FindingView) => FindingView): View =>
  view && { ...view, findings: view.findings.map((one) => (one.finding === id ? moved(one) : one)) };

/** The audits of the district. */
export const audits = readModel(
  'audits',
  1,
  { events: { AuditOpened, EventAnnotated, FindingRaised, FindingAnswered, FindingUnanswered, AuditClosed }, indexes: ['auditor', 'parties', 'openedAt'] },
  {
    AuditOpened: (_: View, facts, { time }): View => ({ ...facts, status: 'open', openedAt: time, annotations: [], findings: [], parties: [facts.auditor] }),
    EventAnnotated: (view: View, facts, { time, sealed }): View => {
      const words = sealed('words');
      return view && { ...view, annotations: [...view.annotations, { ...facts, at: time, ...(words && { words }) }] };
    },
    FindingRaised: (view: View, { auditor: _, ...facts }, { time, sealed }): View => {
      const words = sealed('words');
      const finding: FindingView = { ...facts, at: time, status: 'open', answers: [], ...(words && { words }) };
      return view && { ...view, findings: [...view.findings, finding], parties: [...new Set([...view.parties, facts.organisation])] };
    },
    FindingAnswered: (view: View, { finding, obligation: _, ...facts }, { time, sealed }): View => {
      const words = sealed('words');
      const reply: FindingReply = { ...facts, at: time, ...(words && { words }) };
      return withFinding(view, finding, (known) => ({ ...known, status: 'answered', answers: [...known.answers, reply] }));
    },
    FindingUnanswered: (view: View, { finding }): View => withFinding(view, finding, (known) => ({ ...known, status: 'unanswered' })),
    AuditClosed: (view: View, { outcome }, { time }): View => view && { ...view, status: 'closed', closedAt: time, outcome },
  },
);
