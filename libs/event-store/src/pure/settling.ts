import { ActAwaited, ActCalledOff, ActConfirmed } from '@patto/contracts';
import { aggregate } from './aggregate.ts';
import { type AnyDecision, type CommandClass, decides } from './decision.ts';

/** Acts that wait stand in streams of many categories and have no state of their own: what they wait for are facts. */
const awaitedActs = aggregate({ ActAwaited, ActConfirmed, ActCalledOff }, undefined, {
  ActAwaited: () => undefined,
  ActConfirmed: () => undefined,
  ActCalledOff: () => undefined,
});

/**
 * Says that this command confirms or calls off the act that it names: what is decided then is what that act said.
 * @param about of the service whose acts it settles; each service settles those in its own streams, for nobody else may record there
 */
export const settles = (
  command: CommandClass<{ readonly act: string }>,
  as: 'confirmed' | 'called-off',
  about: AnyDecision['aggregate'] = awaitedActs,
): AnyDecision => ({
  ...decides(about, command, () => []),
  settles: as,
});
