import { answers } from '@patto/access';
import { everyEvent } from '@patto/read-models';
import { IsInt, IsUUID, Min } from 'class-validator';

/** Where an event is in the log: what its proof is made from. */
export class EventPlace {
  @IsUUID() readonly id!: string;
  @IsInt() @Min(0) readonly position!: number;
}

/** Where each event is in the log, by its id: what a proof is asked with. */
export const eventPlaces = everyEvent<Pick<EventPlace, 'position'>>('event-places', 1, { keys: ({ event }) => [event.id] }, (_, { position }) => ({
  position,
}));

/** The proof that an event is in the ledger, for whoever has its id: a proof tells nothing but that. */
export class ProofOfEvent {
  @IsUUID() readonly event!: string;
}

export const proofOfEvent = answers(ProofOfEvent, { purpose: 'audit', dataCategories: [], answer: EventPlace }, ({ event }, ask) =>
  ask.one(eventPlaces, event),
);

/** The proof that the ledger of one size extends the ledger of an earlier one. */
export class ConsistencyOfLedger {
  @IsInt() @Min(1) readonly from!: number;
  @IsInt() @Min(1) readonly to!: number;
}

export const consistencyOfLedger = answers(ConsistencyOfLedger, { purpose: 'audit', dataCategories: [], answer: ConsistencyOfLedger }, ({ from, to }) => ({
  from,
  to,
}));

/** The same of the ledger of accesses. */
export class ConsistencyOfAccessLedger {
  @IsInt() @Min(1) readonly from!: number;
  @IsInt() @Min(1) readonly to!: number;
}

export const consistencyOfAccessLedger = answers(
  ConsistencyOfAccessLedger,
  { purpose: 'audit', dataCategories: [], answer: ConsistencyOfAccessLedger },
  ({ from, to }) => ({ from, to }),
);
