import { IsIn, IsInt, IsOptional, Min } from 'class-validator';
import { authority } from '../effects.ts';
import { Event } from '../event.ts';
import { type Instant, IsCode, IsInstant } from '../fields.ts';
import { type Id, IsId, type PersonId } from '../ids.ts';

/** Why content may not be erased: a claim or a procedure needs it, or a law says how long it is kept (GDPR, art. 17(3)). */
export const HOLD_GROUNDS = ['legal-claim', 'judicial-order', 'inspection', 'archive-duty', 'public-health'] as const;
export type HoldGround = (typeof HOLD_GROUNDS)[number];

/** Why content is erased (GDPR, art. 17(1)). */
export const ERASURE_GROUNDS = ['no-longer-needed', 'consent-withdrawn', 'objection', 'unlawful', 'legal-obligation'] as const;
export type ErasureGround = (typeof ERASURE_GROUNDS)[number];

/** Until it is lifted, or its time is over, nothing of the person is erased. */
@Event('accountability.retention', { version: 1 })
export class LegalHoldPlaced {
  @IsId('person') readonly person!: PersonId;
  @IsId('hold') readonly hold!: Id<'hold'>;
  @IsIn(HOLD_GROUNDS) readonly ground!: HoldGround;
  @IsOptional() @IsInstant() readonly until?: Instant;
}

/** What a hold was for is over. */
@Event('accountability.retention', { version: 1 })
export class LegalHoldLifted {
  @IsId('person') readonly person!: PersonId;
  @IsId('hold') readonly hold!: Id<'hold'>;
}

/** The person's content is to be erased, and nothing stands against it. It is on record before anything is destroyed, so that a crash loses no order. */
@Event('accountability.retention', { version: 1, effect: authority('erasure', 'begins', { with: { person: 'person' } }) })
export class ErasureOrdered {
  @IsId('person') readonly person!: PersonId;
  /** Where the person lived: who answers for that area may read the receipt. */
  @IsCode() readonly area!: string;
  @IsIn(ERASURE_GROUNDS) readonly ground!: ErasureGround;
}

/** The receipt: the person's key is destroyed, with all that they were found by. What others did stays, without what it said of the person. */
@Event('accountability.retention', { version: 1, audience: 'partners', effect: authority('erasure', 'changes', { with: { epoch: 'epoch' } }) })
export class PersonalDataErased {
  @IsId('person') readonly person!: PersonId;
  @IsIn(ERASURE_GROUNDS) readonly ground!: ErasureGround;
  /** The newest epoch of keys under which a copy of the person's key may lie in an old backup. */
  @IsInt() @Min(1) readonly epoch!: number;
}

/** No key is left that opens an old backup of the person's key. */
@Event('accountability.retention', { version: 1, effect: authority('erasure', 'changes', { with: { retired: 'retired' } }) })
export class ErasureCompleted {
  @IsId('person') readonly person!: PersonId;
  /** The newest epoch of keys that was destroyed. */
  @IsInt() @Min(1) readonly retired!: number;
}
