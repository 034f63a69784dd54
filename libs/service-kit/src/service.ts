import type { AnyQuery } from '@patto/access';
import type { AnyDecision, DueDates } from '@patto/event-store/pure';
import type { AnyReaction } from '@patto/messaging';
import type { AnyReadModel } from '@patto/read-models';
import type { Type } from '@nestjs/common';
import type { SendAsSystem } from './system.ts';
import type { ServiceFollower, World } from './world.ts';

/** A service as a value: what it decides, answers and does by itself. `main.ts` runs one, all-in-one runs four. */
export interface Service {
  readonly name: string;
  readonly decisions: readonly AnyDecision[];
  readonly readModels: readonly AnyReadModel[];
  readonly queries: readonly AnyQuery[];
  readonly reactions: readonly AnyReaction[];
  readonly dues: readonly DueDates[];
  /** Under `/api/v1`. */
  readonly controllers: readonly Type[];
  /** At the root, as the ledger's files are. */
  readonly rootControllers?: readonly Type[];
  /** Followers of its own beside read models, relay and due dates. */
  readonly followers?: readonly ((world: World, send: SendAsSystem) => Promise<ServiceFollower>)[];
}
