import { IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { authority, obligation } from '../effects.ts';
import { Event } from '../event.ts';
import { AreTexts, type Instant, IsCode, IsInstant, IsText } from '../fields.ts';
import { type Id, IsId, type OrganisationId, type PersonId } from '../ids.ts';
import { LEGAL_BASES, type LegalBasis } from '../legal-bases.ts';
import { Personal } from '../personal.ts';

/** How a referral stands: the states of a FHIR R4 `Task` that it can be in. */
export const REFERRAL_STATES = ['requested', 'received', 'accepted', 'rejected', 'cancelled', 'in-progress', 'on-hold', 'completed'] as const;
export type ReferralState = (typeof REFERRAL_STATES)[number];

/** Between whom a referral is, to what, and the line of a plan that it carries out. */
abstract class Referred {
  @IsId('person') readonly person!: PersonId;
  /** The service and its pact; neither where the person is referred to somebody outside. */
  @IsOptional() @IsId('service') readonly service?: Id<'service'>;
  @IsOptional() @IsId('pact') readonly pact?: Id<'pact'>;
  /** The performer of the service, or whoever it is outside, who answers. */
  @IsId('organisation') readonly recipient!: OrganisationId;
  /** Who answers for the service. */
  @IsId('organisation') readonly accountable!: OrganisationId;
  /** The body that refers the person. */
  @IsId('organisation') readonly requester!: OrganisationId;
  /** The plan, and the line of it that this referral carries out. */
  @IsOptional() @IsId('plan') readonly plan?: Id<'plan'>;
  @IsOptional() @IsId('commitment') readonly commitment?: Id<'commitment'>;
  /** How much of which unit of the service is asked for. */
  @IsCode() readonly unit!: string;
  @IsInt() @Min(1) @Max(1_000_000) readonly amount!: number;
  @IsId('obligation') readonly answerObligation!: Id<'obligation'>;
}

/** A person is referred to a service (*invio*): its performer answers in time. */
@Event('comanagement.referral', {
  version: 1,
  effect: obligation('assumed', {
    id: 'answerObligation',
    kind: 'referral-answer',
    holder: 'recipient',
    counterpart: 'requester',
    subjects: 'person',
    dueAt: 'answerBy',
    under: 'pact',
  }),
})
export class ReferralRequested extends Referred {
  @IsCode() readonly category!: string;
  /** On what the recipient is told of the person; where it is the person's consent, on which. */
  @IsIn(LEGAL_BASES) readonly basis!: LegalBasis;
  @IsOptional() @IsId('consent') readonly consent?: Id<'consent'>;
  /** The recipient has accepted that line already: it can transfer the referral, and not reject it. */
  @IsBoolean() readonly lineAccepted!: boolean;
  @IsInstant() readonly answerBy!: Instant;
  @Personal('person') @IsOptional() @IsText(2_000) readonly words?: Personal<string>;
}

/** The provider has seen it. */
@Event('comanagement.referral', { version: 1 })
export class ReferralAcknowledged {
  @IsId('organisation') readonly recipient!: OrganisationId;
}

const answered = obligation('discharged', { id: 'answerObligation' });

/** What the provider did before it said yes; the CMS closed-loop measures count them. */
export const ACCEPTANCE_STEPS = ['contacted', 'assessed', 'enrolled'] as const;
export type AcceptanceStep = (typeof ACCEPTANCE_STEPS)[number];

/** The provider said yes: it performs, and who answers for the service answers for this. */
@Event('comanagement.referral', {
  version: 1,
  effect: [
    answered,
    obligation('assumed', {
      id: 'obligation',
      kind: 'referral',
      holder: 'accountable',
      performer: 'recipient',
      counterpart: 'requester',
      subjects: 'person',
      under: 'pact',
    }),
  ],
})
export class ReferralAccepted extends Referred {
  @AreTexts(ACCEPTANCE_STEPS.length, 20) @IsIn(ACCEPTANCE_STEPS, { each: true }) readonly steps!: readonly AcceptanceStep[];
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
}

/** Why a referral was rejected. */
export const REJECTION_REASONS = ['no-capacity', 'not-eligible', 'out-of-area', 'not-reached', 'not-wanted', 'other'] as const;
export type RejectionReason = (typeof REJECTION_REASONS)[number];

/** The person or the provider said no. */
@Event('comanagement.referral', { version: 1, effect: answered })
export class ReferralRejected {
  @IsIn(REJECTION_REASONS) readonly reason!: RejectionReason;
  @IsIn(['person', 'provider']) readonly rejectedBy!: 'person' | 'provider';
  @IsOptional() @IsId('plan') readonly plan?: Id<'plan'>;
  @IsOptional() @IsId('commitment') readonly commitment?: Id<'commitment'>;
  @IsOptional() @IsId('service') readonly service?: Id<'service'>;
  @IsId('obligation') readonly answerObligation!: Id<'obligation'>;
}

/** It goes to another service before anybody said yes. */
@Event('comanagement.referral', {
  version: 1,
  effect: obligation('handed-over', { id: 'answerObligation', holder: 'recipient', performer: 'recipient', dueAt: 'answerBy' }),
})
export class ReferralReRouted {
  @IsId('service') readonly service!: Id<'service'>;
  @IsId('pact') readonly pact!: Id<'pact'>;
  @IsId('organisation') readonly recipient!: OrganisationId;
  @IsId('organisation') readonly accountable!: OrganisationId;
  @IsCode() readonly unit!: string;
  @IsId('obligation') readonly answerObligation!: Id<'obligation'>;
  @IsInstant() readonly answerBy!: Instant;
  /** On what the new recipient is told; as before where it is not said. */
  @IsOptional() @IsIn(LEGAL_BASES) readonly basis?: LegalBasis;
  @IsOptional() @IsId('consent') readonly consent?: Id<'consent'>;
}

/** Another organisation carries it out from now on: it stepped in, or a transfer was accepted. */
@Event('comanagement.referral', {
  version: 1,
  effect: [
    obligation('handed-over', { id: 'answerObligation', holder: 'performer', performer: 'performer' }),
    obligation('handed-over', { id: 'obligation', performer: 'performer' }),
    authority('referral', 'changes', { with: { performer: 'performer' } }),
  ],
})
export class ReferralTransferred {
  @IsId('organisation') readonly from!: OrganisationId;
  @IsId('organisation') readonly performer!: OrganisationId;
  /** Where it was not answered yet. */
  @IsOptional() @IsId('obligation') readonly answerObligation?: Id<'obligation'>;
  /** Where it was accepted. */
  @IsOptional() @IsId('obligation') readonly obligation?: Id<'obligation'>;
  @IsId('transfer', 'service') readonly because!: Id<'transfer' | 'service'>;
}
