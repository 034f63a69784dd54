import type { SealStateOf, StateAt } from '@patto/access';
import { sealStates } from './seal-state.ts';

const isStateAt = (value: object): value is StateAt => 'stateAtPosition' in value && 'log' in value;

const logsIn = (answer: unknown): readonly StateAt['log'][] => {
  if (typeof answer !== 'object' || answer === null) return [];
  return isStateAt(answer) ? [answer.log] : Object.values(answer).flatMap(logsIn);
};

/** The answer with the states of the events that it shows, as their ledgers have come now. */
export const stated = async (answer: unknown, data: string): Promise<unknown> => {
  const logs = [...new Set(logsIn(answer))];
  if (logs.length === 0) return answer;
  const states = new Map<StateAt['log'], SealStateOf>(await Promise.all(logs.map(async (log) => [log, await sealStates(data, log)] as const)));
  const replaced = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (isStateAt(value)) return states.get(value.log)?.(value.stateAtPosition);
    if (Array.isArray(value)) return value.map(replaced);
    return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, replaced(inner)]));
  };
  return replaced(answer);
};
