/** What an aggregate's folder may import of the event store: types and plain functions, nothing that touches the world. */
export { Rejection } from '@patto/contracts';
export * from './aggregate.ts';
export * from './decision.ts';
export * from './command.ts';
export * from './due-dates.ts';
export * from './settling.ts';
