export * from './bus.ts';
export { kafkaBatches } from './kafka/batches.ts';
export { type KafkaBusParts, openKafkaBus } from './kafka/bus.ts';
export type { BusLogger } from './kafka/logging.ts';
export { logBus, type LogBusParts } from './log-bus.ts';
export { messageOf } from './message.ts';
export { type AnyReaction, type AskedModel, type FindDocuments, type Heard, type Reaction, type ReactionOptions, when } from './reaction.ts';
export { relay, type RelayParts } from './relay.ts';
export { type Parked, type ReactionCause, type Refused, runReaction, type RunReactionParts } from './run-reaction.ts';
