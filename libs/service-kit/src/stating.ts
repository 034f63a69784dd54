import type { SealStateOf, StateAt } from '@patto/access';
import { replacing } from './replacing.ts';
import { sealStates } from './seal-state.ts';

const isStateAt = (value: object): value is StateAt => 'stateAtPosition' in value && 'log' in value;

/** The answer with the states of the events that it shows, as their ledgers have come now: one state of each ledger for the whole answer. */
export const stated = (answer: unknown, data: string): unknown => {
  const states = new Map<StateAt['log'], SealStateOf>();
  const statesOf = (log: StateAt['log']): SealStateOf => {
    const known = states.get(log) ?? sealStates(data, log);
    states.set(log, known);
    return known;
  };
  return replacing(answer, (found) => (isStateAt(found) ? statesOf(found.log)(found.stateAtPosition) : found));
};
