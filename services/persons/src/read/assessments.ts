import { AreViews, IsOpened, less, only, stored } from '@patto/access';
import { AreIds, type Id, type Instant, IsInstant } from '@patto/contracts';
import * as contract from '@patto/contracts/persons';
import { readModel, type SealedPart } from '@patto/read-models';
import { ArrayMaxSize, IsBoolean, IsIn, IsOptional } from 'class-validator';

const { AssessmentOpened, PersonSpoke, SilenceExplained, FindingContributed, FindingObjectedTo, FindingObjectionAnswered, AssessmentCompleted } = contract;

/** What the person said, in their own words. */
export class OwnVoice {
  @IsOpened(PersonSpoke, 'words') readonly words!: SealedPart;
  @IsInstant() readonly at!: Instant;
}

/** What somebody found in one domain of the person's life, and what the person says to it. */
export class FindingEntry extends only(FindingContributed, 'finding', 'contributor', 'domain') {
  @IsInstant() readonly at!: Instant;
  @IsOpened(FindingContributed, 'observed') readonly observed!: SealedPart;
  @IsOptional() @IsOpened(FindingObjectedTo, 'words') readonly objection?: SealedPart;
  @IsOptional() @IsOpened(FindingObjectionAnswered, 'words') readonly answer?: SealedPart;
}

export const ASSESSMENT_STATUSES = ['open', 'completed'] as const;

/** An assessment, the person's own voice first. */
class AssessmentDocument extends less(AssessmentOpened) {
  @IsIn(ASSESSMENT_STATUSES) readonly status!: (typeof ASSESSMENT_STATUSES)[number];
  @IsInstant() readonly openedAt!: Instant;
  @AreViews(() => OwnVoice) readonly voice!: readonly OwnVoice[];
  /** Why the person was not heard first, where it is on record. */
  @IsOptional() @IsIn(contract.UNHEARD_REASONS) readonly silence?: contract.UnheardReason;
  @IsOptional() @IsOpened(SilenceExplained, 'words') readonly silenceWords?: SealedPart;
  @AreViews(() => FindingEntry) readonly findings!: readonly FindingEntry[];
  @IsOptional() @IsInstant() readonly completedAt?: Instant;
  @IsOptional() @IsBoolean() readonly heard?: boolean;
  /** The findings whose objection nobody answered, when it was completed. */
  @IsOptional() @AreIds('finding') @ArrayMaxSize(contract.MOST_FINDINGS) readonly unanswered?: readonly Id<'finding'>[];
}

export class AssessmentView extends stored(AssessmentDocument, 'assessment') {}

const withFinding = (view: AssessmentDocument | undefined, finding: string, said: Partial<FindingEntry>): AssessmentDocument | undefined =>
  view && { ...view, findings: view.findings.map((one) => (one.finding === finding ? { ...one, ...said } : one)) };

/** How persons live, in their own words first and then as others see it. */
export const assessments = readModel(
  'assessments',
  1,
  {
    events: { AssessmentOpened, PersonSpoke, SilenceExplained, FindingContributed, FindingObjectedTo, FindingObjectionAnswered, AssessmentCompleted },
    indexes: ['person', 'organisation', 'invited', 'status'],
  },
  {
    AssessmentOpened: (_: AssessmentDocument | undefined, facts, { time }): AssessmentDocument => ({
      ...facts,
      status: 'open',
      openedAt: time,
      voice: [],
      findings: [],
    }),
    PersonSpoke: (view, _, { time, sealed }): AssessmentDocument | undefined => {
      const words = sealed('words');
      return view && words && { ...view, voice: [...view.voice, { words, at: time }] };
    },
    SilenceExplained: (view, { reason }, { sealed }): AssessmentDocument | undefined => {
      const silenceWords = sealed('words');
      return view && { ...view, silence: reason, ...(silenceWords && { silenceWords }) };
    },
    FindingContributed: (view, { finding, contributor, domain }, { time, sealed }): AssessmentDocument | undefined => {
      const observed = sealed('observed');
      return view && observed && { ...view, findings: [...view.findings, { finding, contributor, domain, at: time, observed }] };
    },
    FindingObjectedTo: (view, { finding }, { sealed }): AssessmentDocument | undefined =>
      withFinding(view, finding, { objection: sealed('words') as SealedPart }),
    FindingObjectionAnswered: (view, { finding }, { sealed }): AssessmentDocument | undefined =>
      withFinding(view, finding, { answer: sealed('words') as SealedPart }),
    AssessmentCompleted: (view, { heard, unanswered }, { time }): AssessmentDocument | undefined =>
      view && { ...view, status: 'completed', completedAt: time, heard, unanswered },
  },
);
