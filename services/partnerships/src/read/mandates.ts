import { less, stored } from '@patto/access';
import { type Instant, IsInstant, IsText } from '@patto/contracts';
import { MANDATE_DECLINE_REASONS, MandateAccepted, MandateDeclined, MandateGranted, MandateRevoked } from '@patto/contracts/partnerships';
import { readModel } from '@patto/read-models';
import { IsIn, IsOptional } from 'class-validator';

const MANDATE_STATUSES = ['offered', 'accepted', 'declined', 'revoked'] as const;

class MandateDocument extends less(MandateGranted) {
  @IsIn(MANDATE_STATUSES) readonly status!: (typeof MANDATE_STATUSES)[number];
  @IsInstant() readonly grantedAt!: Instant;
  @IsOptional() @IsInstant() readonly acceptedAt?: Instant;
  /** When it was declined or revoked; its period may end it earlier. */
  @IsOptional() @IsInstant() readonly endedAt?: Instant;
  @IsOptional() @IsIn(MANDATE_DECLINE_REASONS) readonly reason?: MandateDeclined['reason'];
  @IsOptional() @IsText(500) readonly motivation?: string;
}

/** A mandate with what became of it. */
export class MandateView extends stored(MandateDocument, 'mandate') {}

/** Who may do what, where, about what and how long: granted, accepted, declined and revoked. */
export const mandates = readModel(
  'mandates',
  1,
  { events: { MandateGranted, MandateAccepted, MandateDeclined, MandateRevoked }, indexes: ['holder', 'grantor', 'status', 'areas', 'until', 'delegatedFrom'] },
  {
    MandateGranted: (_: MandateDocument | undefined, facts, { time }): MandateDocument => ({ ...facts, status: 'offered', grantedAt: time }),
    MandateAccepted: (view, _, { time }): MandateDocument | undefined => view && { ...view, status: 'accepted', acceptedAt: time },
    MandateDeclined: (view, { reason }, { time }): MandateDocument | undefined => view && { ...view, status: 'declined', endedAt: time, reason },
    MandateRevoked: (view, { motivation }, { time }): MandateDocument | undefined => view && { ...view, status: 'revoked', endedAt: time, motivation },
  },
);
