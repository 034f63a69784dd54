import { AreViews, stored } from '@patto/access';
import { type Id, type Instant, IsCode, IsId, IsInstant, type PersonId } from '@patto/contracts';
import {
  ERASURE_GROUNDS,
  ErasureCompleted,
  type ErasureGround,
  ErasureOrdered,
  HOLD_GROUNDS,
  type HoldGround,
  LegalHoldLifted,
  LegalHoldPlaced,
  PersonalDataErased,
} from '@patto/contracts/accountability';
import { readModel } from '@patto/read-models';
import { IsIn, IsInt, IsOptional, Min } from 'class-validator';

/** Something that stands against an erasure, until it is over or lifted. */
class StandingHold {
  @IsId('hold') readonly hold!: Id<'hold'>;
  @IsIn(HOLD_GROUNDS) readonly ground!: HoldGround;
  @IsInstant() readonly since!: Instant;
  @IsOptional() @IsInstant() readonly until?: Instant;
}

class RetentionDocument {
  @IsId('person') readonly person!: PersonId;
  @AreViews(() => StandingHold) readonly holds!: readonly StandingHold[];
  /** Where the person lived when the erasure was ordered. */
  @IsOptional() @IsCode() readonly area?: string;
  @IsOptional() @IsIn(ERASURE_GROUNDS) readonly ground?: ErasureGround;
  @IsOptional() @IsInstant() readonly orderedAt?: Instant;
  /** From then on nothing of the person's content could be opened. */
  @IsOptional() @IsInstant() readonly erasedAt?: Instant;
  /** The newest epoch of keys that an old backup of the person's key needs. */
  @IsOptional() @IsInt() @Min(1) readonly epoch?: number;
  /** From then on no old backup of the person's key could be opened either. */
  @IsOptional() @IsInstant() readonly completedAt?: Instant;
}

/** What stands against forgetting a person, and what became of the order to. */
export class RetentionView extends stored(RetentionDocument, 'retention') {}

type View = RetentionDocument;

/** Holds on persons and the receipts of erasures. */
export const retentions = readModel(
  'retentions',
  1,
  { events: { LegalHoldPlaced, LegalHoldLifted, ErasureOrdered, PersonalDataErased, ErasureCompleted }, indexes: ['person'] },
  {
    LegalHoldPlaced: (view: View | undefined, { person, ...hold }, { time }): View => ({
      ...(view ?? { person }),
      holds: [...(view?.holds ?? []), { ...hold, since: time }],
    }),
    LegalHoldLifted: (view: View | undefined, { hold }) => view && { ...view, holds: view.holds.filter((one) => one.hold !== hold) },
    ErasureOrdered: (view: View | undefined, { person, ...order }, { time }): View => ({ ...(view ?? { person, holds: [] }), ...order, orderedAt: time }),
    PersonalDataErased: (view: View | undefined, { epoch }, { time }) => view && { ...view, erasedAt: time, epoch },
    ErasureCompleted: (view: View | undefined, _, { time }) => view && { ...view, completedAt: time },
  },
);
