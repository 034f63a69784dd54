import type { SealStateOf, StateAt } from '@patto/access';
import { replacing } from './replacing.ts';
import { sealStates } from './seal-state.ts';

const isStateAt = (value: object): value is StateAt => 'stateAtPosition' in value && 'log' in value;

const logsIn = (answer: unknown): ReadonlySet<StateAt['log']> => {
  const logs = new Set<StateAt['log']>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isStateAt(value)) logs.add(value.log);
    else for (const inner of Object.values(value)) look(inner);
  };
  look(answer);
  return logs;
};

/** The answer with the states of the events that it shows, as their ledgers have come now. */
export const stated = async (answer: unknown, data: string): Promise<unknown> => {
  const logs = [...logsIn(answer)];
  if (logs.length === 0) return answer;
  const states = new Map<StateAt['log'], SealStateOf>(await Promise.all(logs.map(async (log) => [log, await sealStates(data, log)] as const)));
  return replacing(answer, (found) => (isStateAt(found) ? states.get(found.log)?.(found.stateAtPosition) : found));
};
