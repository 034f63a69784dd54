import { ActAwaited, ActCalledOff, ActConfirmed } from '@patto/contracts';
import { aggregate } from './aggregate.ts';
import { type AnyDecision, type CommandClass, decides } from './decision.ts';

/** Acts that wait stand in streams of every category and have no state of their own: what they wait for are facts. */
const awaitedActs = aggregate({ ActAwaited, ActConfirmed, ActCalledOff }, undefined, {
  ActAwaited: () => undefined,
  ActConfirmed: () => undefined,
  ActCalledOff: () => undefined,
});

/** Says that this command confirms or calls off the act that it names: what is decided then is what that act said. */
export const settles = (command: CommandClass<{ readonly act: string }>, as: 'confirmed' | 'called-off'): AnyDecision => ({
  ...decides(awaitedActs, command, () => []),
  settles: as,
});
