import { IsIn, IsOptional } from 'class-validator';
import { authority, obligation } from '../effects.ts';
import { Event } from '../event.ts';
import { type Instant, IsInstant, IsText } from '../fields.ts';
import { type Id, IsId, type OrganisationId, type PersonId } from '../ids.ts';
import { Personal } from '../personal.ts';

/** Why a referral is taken back, by who asked for it or because its service or its line of the plan is no more. */
export const WITHDRAWAL_REASONS = ['not-needed', 'person-declined', 'plan-changed', 'service-closed', 'moved', 'died', 'other'] as const;
export type WithdrawalReason = (typeof WITHDRAWAL_REASONS)[number];

/** It is taken back; what came of it is still to be said. */
@Event('comanagement.referral', {
  version: 1,
  effect: [obligation('discharged', { id: 'answerObligation' }), obligation('waived', { id: 'obligation' }), authority('referral', 'ends')],
})
export class ReferralWithdrawn {
  @IsIn(WITHDRAWAL_REASONS) readonly reason!: WithdrawalReason;
  @IsOptional() @IsId('service') readonly service?: Id<'service'>;
  @IsOptional() @IsId('plan') readonly plan?: Id<'plan'>;
  @IsOptional() @IsId('commitment') readonly commitment?: Id<'commitment'>;
  @IsOptional() @IsId('obligation') readonly answerObligation?: Id<'obligation'>;
  @IsOptional() @IsId('obligation') readonly obligation?: Id<'obligation'>;
}

/** The service has begun for the person: deliveries rest on it. */
@Event('comanagement.referral', {
  version: 1,
  effect: authority('referral', 'begins', {
    with: {
      ...{ referral: '$stream', service: 'service', person: 'person', performer: 'performer', commitment: 'commitment', plan: 'plan' },
      startedAt: 'startedAt',
    },
  }),
})
export class ReferralStarted {
  @IsId('person') readonly person!: PersonId;
  @IsOptional() @IsId('service') readonly service?: Id<'service'>;
  @IsId('organisation') readonly performer!: OrganisationId;
  @IsOptional() @IsId('plan') readonly plan?: Id<'plan'>;
  @IsOptional() @IsId('commitment') readonly commitment?: Id<'commitment'>;
  /** When it happened: nothing was delivered before. */
  @IsInstant() readonly startedAt!: Instant;
}

/** Why a referral rests. */
export const HOLD_REASONS = ['illness', 'hospital', 'absence', 'service-suspended', 'consent-withdrawn', 'consent-over', 'other'] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** It rests for a while. */
@Event('comanagement.referral', {
  version: 1,
  effect: [
    obligation('suspended', { id: 'answerObligation' }),
    obligation('suspended', { id: 'obligation' }),
    authority('referral', 'changes', { with: { heldAt: 'heldAt' } }),
  ],
})
export class ReferralHeld {
  @IsIn(HOLD_REASONS) readonly reason!: HoldReason;
  /** When it happened: nothing is delivered from then on. */
  @IsInstant() readonly heldAt!: Instant;
  /** Where it was not answered yet: the answer waits too. */
  @IsOptional() @IsId('obligation') readonly answerObligation?: Id<'obligation'>;
  @IsOptional() @IsId('obligation') readonly obligation?: Id<'obligation'>;
}

/** It goes on. */
@Event('comanagement.referral', {
  version: 1,
  effect: [
    obligation('resumed', { id: 'answerObligation' }),
    obligation('resumed', { id: 'obligation' }),
    authority('referral', 'changes', { with: { heldAt: '$nothing' } }),
  ],
})
export class ReferralResumed {
  /** The consent that it rests on from now on, where it rests on one. */
  @IsOptional() @IsId('consent') readonly consent?: Id<'consent'>;
  @IsOptional() @IsId('obligation') readonly answerObligation?: Id<'obligation'>;
  @IsOptional() @IsId('obligation') readonly obligation?: Id<'obligation'>;
}

/** The provider has done what it was asked for; what came of it is still to be said. */
@Event('comanagement.referral', { version: 1, effect: authority('referral', 'ends') })
export class ReferralCompleted {
  @IsOptional() @IsId('service') readonly service?: Id<'service'>;
}

/** What came of a referral. */
export const REFERRAL_OUTCOMES = ['achieved', 'partly-achieved', 'not-achieved', 'ended-by-person', 'not-started', 'moved', 'died', 'other'] as const;
export type ReferralOutcome = (typeof REFERRAL_OUTCOMES)[number];

/** Somebody said what came of it. */
@Event('comanagement.referral', { version: 1 })
export class OutcomeAssigned {
  @IsIn(REFERRAL_OUTCOMES) readonly outcome!: ReferralOutcome;
  @IsId('person') readonly person!: PersonId;
  @IsOptional() @IsId('plan') readonly plan?: Id<'plan'>;
  @IsOptional() @IsId('commitment') readonly commitment?: Id<'commitment'>;
  @Personal('person') @IsOptional() @IsText(2_000) readonly note?: Personal<string>;
}

/** It is closed with its outcome; nothing is closed without one. */
@Event('comanagement.referral', { version: 1, effect: obligation('discharged', { id: 'obligation' }) })
export class ReferralClosed {
  @IsIn(REFERRAL_OUTCOMES) readonly outcome!: ReferralOutcome;
  @IsOptional() @IsId('service') readonly service?: Id<'service'>;
  @IsOptional() @IsId('obligation') readonly obligation?: Id<'obligation'>;
}
