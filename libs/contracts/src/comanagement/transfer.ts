import { IsIn, IsInt, Max, Min } from 'class-validator';
import { authority, obligation } from '../effects.ts';
import { Event } from '../event.ts';
import { IsText } from '../fields.ts';
import { type Id, IsId, type OrganisationId } from '../ids.ts';

/** What a hand-over is about and between whom: the obligation of a service that runs under a pact. */
abstract class HandOver {
  @IsId('service') readonly service!: Id<'service'>;
  @IsId('pact') readonly pact!: Id<'pact'>;
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
  @IsId('organisation') readonly from!: OrganisationId;
  @IsId('organisation') readonly to!: OrganisationId;
}

const offers = obligation('offered', { id: 'obligation', performer: 'to' });
const accepts = [
  obligation('accepted', { id: 'obligation', performer: 'to' }),
  authority('hand-over', 'begins', { with: { transfer: '$stream', service: 'service', from: 'from', to: 'to' } }),
];
const declines = obligation('declined', { id: 'obligation', performer: 'to' });

/** The performer asks another party to carry the service out (*trasferimento*); until it accepts nothing changes. */
@Event('comanagement.transfer', { version: 1, audience: 'partners', effect: offers })
export class TransferOffered extends HandOver {
  @IsText(500) readonly reason!: string;
}

/** The other party carries it out from now on. */
@Event('comanagement.transfer', { version: 1, audience: 'partners', effect: accepts })
export class TransferAccepted extends HandOver {}

/** It is not needed any more: the performer takes part again, or another carries the service out by now. */
@Event('comanagement.transfer', { version: 1, audience: 'partners', effect: declines })
export class OfferCalledOff extends HandOver {}

/** Why a hand-over was declined. */
export const TRANSFER_DECLINE_REASONS = ['no-capacity', 'not-competent', 'terms', 'other'] as const;
export type TransferDeclineReason = (typeof TRANSFER_DECLINE_REASONS)[number];

/** The other party does not take it. */
@Event('comanagement.transfer', { version: 1, audience: 'partners', effect: declines })
export class TransferDeclined extends HandOver {
  @IsIn(TRANSFER_DECLINE_REASONS) readonly reason!: TransferDeclineReason;
}

/** Why somebody has to step in: the performer takes no part for now, or is leaving. */
export const STEP_IN_CAUSES = ['suspended', 'withdrawn'] as const;
export type StepInCause = (typeof STEP_IN_CAUSES)[number];

/** The pact's order asks this party to step in (*subentro*). */
@Event('comanagement.transfer', { version: 1, audience: 'partners', effect: offers })
export class StepInOffered extends HandOver {
  @IsIn(STEP_IN_CAUSES) readonly cause!: StepInCause;
  /** Its place in the pact's order; 1 is the first. */
  @IsInt() @Min(1) @Max(50) readonly place!: number;
}

/** The party stepped in: it performs from now on. */
@Event('comanagement.transfer', { version: 1, audience: 'partners', effect: accepts })
export class StepInAccepted extends HandOver {}

/** The party does not step in; the next one in the order is asked. */
@Event('comanagement.transfer', { version: 1, audience: 'partners', effect: declines })
export class StepInDeclined extends HandOver {
  @IsIn(TRANSFER_DECLINE_REASONS) readonly reason!: TransferDeclineReason;
  @IsIn(STEP_IN_CAUSES) readonly cause!: StepInCause;
  @IsInt() @Min(1) @Max(50) readonly place!: number;
}
