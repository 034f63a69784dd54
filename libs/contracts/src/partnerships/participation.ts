import { IsIn, IsOptional } from 'class-validator';
import { authority } from '../effects.ts';
import { Event } from '../event.ts';
import { type Instant, IsInstant, IsText } from '../fields.ts';
import { IsId, type OrganisationId } from '../ids.ts';

/** Who interrupted a participation: the party itself, the lead of the pact, or the loss of what the pact requires. */
export const SUSPENDERS = ['party', 'lead', 'requirement'] as const;
export type Suspender = (typeof SUSPENDERS)[number];

/** A party takes no part in the pact for now. Each suspender has a flag of its own, and only who suspended resumes. */
@Event('partnerships.pact', { version: 1, audience: 'partners', effect: authority('participation', 'suspends', { key: 'organisation' }) })
export class ParticipationSuspended {
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsIn(SUSPENDERS) readonly suspendedBy!: Suspender;
  @IsText(500) readonly reason!: string;
}

/** One of several flags was lifted; the participation stays suspended by the others. */
@Event('partnerships.pact', { version: 1, audience: 'partners' })
export class SuspensionLifted {
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsIn(SUSPENDERS) readonly suspendedBy!: Suspender;
}

/** The last flag was lifted: the party takes part again. */
@Event('partnerships.pact', { version: 1, audience: 'partners', effect: authority('participation', 'resumes', { key: 'organisation' }) })
export class ParticipationResumed {
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsIn(SUSPENDERS) readonly suspendedBy!: Suspender;
}

/** A party will leave the pact: when what it performs was handed over or stepped into, and at the end of its notice at the latest. */
@Event('partnerships.pact', { version: 1, audience: 'partners' })
export class WithdrawalNotified {
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsInstant() readonly noticeUntil!: Instant;
  @IsText(500) readonly reason!: string;
}

/** Why a withdrawal took effect: all was handed over, or the notice ended while something was still performed by nobody else. */
export const WITHDRAWAL_ENDS = ['handed-over', 'notice-ended'] as const;

/** The party has left the pact. */
@Event('partnerships.pact', { version: 1, audience: 'partners', effect: authority('participation', 'ends', { key: 'organisation' }) })
export class ParticipationWithdrawn {
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsIn(WITHDRAWAL_ENDS) readonly because!: (typeof WITHDRAWAL_ENDS)[number];
  @IsOptional() @IsText(500) readonly reason?: string;
}
