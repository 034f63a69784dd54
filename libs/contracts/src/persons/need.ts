import { IsIn, IsOptional } from 'class-validator';
import { authority, obligation } from '../effects.ts';
import { Event } from '../event.ts';
import { type Instant, IsCode, IsInstant, IsText } from '../fields.ts';
import { type Id, IsId, type OrganisationId, type PersonId } from '../ids.ts';
import { Personal } from '../personal.ts';

const owesAnswer = obligation('assumed', {
  id: 'obligation',
  kind: 'answer-need',
  holder: 'desk',
  counterpart: 'person',
  subjects: 'person',
  dueAt: 'answerBy',
});

/** A person's need came to the desk that has to answer it. */
@Event('persons.need', {
  version: 1,
  effect: [owesAnswer, authority('need', 'begins', { with: { person: 'person', desk: 'desk', category: 'category', area: 'area' } })],
})
export class NeedReported {
  @IsId('person') readonly person!: PersonId;
  @IsCode() readonly category!: string;
  @IsCode() readonly area!: string;
  @IsId('organisation') readonly desk!: OrganisationId;
  /** The desk's obligation to answer. */
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
  @IsInstant() readonly answerBy!: Instant;
  @Personal('person') @IsOptional() @IsText(4_000) readonly words?: Personal<string>;
}

/** Why a need belongs elsewhere. */
export const REDIRECT_REASONS = ['other-area', 'other-competence', 'moved', 'asked-for'] as const;
export type RedirectReason = (typeof REDIRECT_REASONS)[number];

/** The desk passed the need on to one that can answer it. */
@Event('persons.need', {
  version: 1,
  effect: [obligation('discharged', { id: 'answered' }), owesAnswer, authority('need', 'changes', { with: { desk: 'desk' } })],
})
export class NeedRedirected {
  @IsId('person') readonly person!: PersonId;
  @IsId('obligation') readonly answered!: Id<'obligation'>;
  @IsId('organisation') readonly desk!: OrganisationId;
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
  @IsInstant() readonly answerBy!: Instant;
  @IsIn(REDIRECT_REASONS) readonly reason!: RedirectReason;
}

/** The need was answered by taking charge. */
@Event('persons.need', { version: 1, effect: [obligation('discharged', { id: 'obligation' }), authority('need', 'ends')] })
export class NeedTaken {
  @IsId('person') readonly person!: PersonId;
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
  @IsId('charge') readonly charge!: Id<'charge'>;
}

/** Why a desk does not take charge. */
export const DECLINE_REASONS = ['not-resident', 'not-competent', 'no-need-found', 'withdrawn', 'other'] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

/** The need was answered with a reasoned no. */
@Event('persons.need', { version: 1, effect: [obligation('discharged', { id: 'obligation' }), authority('need', 'ends')] })
export class NeedTurnedDown {
  @IsId('person') readonly person!: PersonId;
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
  @IsIn(DECLINE_REASONS) readonly reason!: DeclineReason;
}

/** The desk let the time for its answer pass; it still owes the answer. */
@Event('persons.need', { version: 1, effect: obligation('breached', { id: 'obligation' }) })
export class NeedAnswerOverdue {
  @IsId('person') readonly person!: PersonId;
  @IsId('organisation') readonly desk!: OrganisationId;
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
  @IsInstant() readonly answerBy!: Instant;
}
