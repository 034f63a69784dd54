import { less, stored } from '@patto/access';
import { type Instant, IsInstant, IsText } from '@patto/contracts';
import { AttributeRecorded, AttributeRevoked } from '@patto/contracts/partnerships';
import { readModel } from '@patto/read-models';
import { IsIn, IsOptional } from 'class-validator';

const ATTRIBUTE_STATUSES = ['recorded', 'revoked'] as const;

class AttributeDocument extends less(AttributeRecorded) {
  /** A recorded one is in force until its period ends. */
  @IsIn(ATTRIBUTE_STATUSES) readonly status!: (typeof ATTRIBUTE_STATUSES)[number];
  @IsInstant() readonly recordedAt!: Instant;
  @IsOptional() @IsInstant() readonly revokedAt?: Instant;
  @IsOptional() @IsText(500) readonly motivation?: string;
}

/** A quality of an organisation, as it was recorded last. */
export class AttributeView extends stored(AttributeDocument, 'attribute') {}

/** What organisations are on record to have, as accreditations. */
export const attributes = readModel(
  'attributes',
  1,
  { events: { AttributeRecorded, AttributeRevoked }, indexes: ['organisation'] },
  {
    AttributeRecorded: (_: AttributeDocument | undefined, facts, { time }): AttributeDocument => ({ ...facts, status: 'recorded', recordedAt: time }),
    AttributeRevoked: (view, { motivation }, { time }): AttributeDocument | undefined => view && { ...view, status: 'revoked', revokedAt: time, motivation },
  },
);
