import { stored } from '@patto/access';
import { type Id, type Instant, IsId, IsInstant, IsText, type OrganisationId } from '@patto/contracts';
import {
  OfferCalledOff,
  STEP_IN_CAUSES,
  StepInAccepted,
  type StepInCause,
  StepInDeclined,
  StepInOffered,
  TRANSFER_DECLINE_REASONS,
  TransferAccepted,
  TransferDeclined,
  type TransferDeclineReason,
  TransferOffered,
} from '@patto/contracts/comanagement';
import { readModel } from '@patto/read-models';
import { IsIn, IsInt, IsOptional, Min } from 'class-validator';

export const TRANSFER_STATUSES = ['offered', 'accepted', 'declined', 'called-off'] as const;
export type TransferStatus = (typeof TRANSFER_STATUSES)[number];

class TransferDocument {
  @IsId('service') readonly service!: Id<'service'>;
  @IsId('pact') readonly pact!: Id<'pact'>;
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
  @IsId('organisation') readonly from!: OrganisationId;
  @IsId('organisation') readonly to!: OrganisationId;
  @IsIn(TRANSFER_STATUSES) readonly status!: TransferStatus;
  @IsInstant() readonly offeredAt!: Instant;
  /** When it was accepted, declined or called off. */
  @IsOptional() @IsInstant() readonly settledAt?: Instant;
  /** Why the performer offers it. */
  @IsOptional() @IsText(500) readonly reason?: string;
  @IsOptional() @IsIn(TRANSFER_DECLINE_REASONS) readonly declinedFor?: TransferDeclineReason;
  /** Why somebody has to step in, and the place of the asked one in the pact's order; not in a hand-over that the performer offers. */
  @IsOptional() @IsIn(STEP_IN_CAUSES) readonly cause?: StepInCause;
  @IsOptional() @IsInt() @Min(1) readonly place?: number;
}

/** A hand-over of a service to another performer, and what became of it. */
export class TransferView extends stored(TransferDocument, 'transfer') {}

type View = TransferDocument | undefined;
const settled = (view: View, status: TransferStatus, settledAt: Instant): View => view && { ...view, status, settledAt };

/** Hand-overs, by performers and by the pacts' orders. */
export const transfers = readModel(
  'transfers',
  1,
  {
    events: { TransferOffered, TransferAccepted, TransferDeclined, StepInOffered, StepInAccepted, StepInDeclined, OfferCalledOff },
    indexes: ['service', 'pact', 'from', 'to', 'status'],
  },
  {
    TransferOffered: (_: View, facts, { time }): View => ({ ...facts, status: 'offered', offeredAt: time }),
    StepInOffered: (_, facts, { time }): View => ({ ...facts, status: 'offered', offeredAt: time }),
    TransferAccepted: (view, _, { time }) => settled(view, 'accepted', time),
    StepInAccepted: (view, _, { time }) => settled(view, 'accepted', time),
    TransferDeclined: (view, { reason }, { time }): View => view && { ...view, status: 'declined', settledAt: time, declinedFor: reason },
    StepInDeclined: (view, { reason }, { time }): View => view && { ...view, status: 'declined', settledAt: time, declinedFor: reason },
    OfferCalledOff: (view, _, { time }) => settled(view, 'called-off', time),
  },
);
