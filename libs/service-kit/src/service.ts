import type { AnyQuery } from '@patto/access';
import type { AnyDecision, DueDates } from '@patto/event-store/pure';
import type { AnyReaction } from '@patto/messaging';
import type { AnyReadModel } from '@patto/read-models';
import type { Type } from '@nestjs/common';

/** A service as a value: what it decides, answers and does by itself. `main.ts` runs one, all-in-one runs four. */
export interface Service {
  readonly name: string;
  readonly decisions: readonly AnyDecision[];
  readonly readModels: readonly AnyReadModel[];
  readonly queries: readonly AnyQuery[];
  readonly reactions: readonly AnyReaction[];
  readonly dues: readonly DueDates[];
  readonly controllers: readonly Type[];
}
