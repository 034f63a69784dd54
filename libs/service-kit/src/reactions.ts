import type { Act as Call, Decider } from '@patto/event-store';
import type { AnyDecision } from '@patto/event-store/pure';
import { type Bus, runReaction, type RunReactionParts, type Subscription } from '@patto/messaging';
import { canonical } from '@patto/privacy';
import type { Service } from './service.ts';
import { type SendAsSystem, systemActor } from './system.ts';
import { declareWork } from './work.ts';
import type { World } from './world.ts';

export interface ReactionsParts {
  readonly bus: Bus;
  readonly world: World;
  readonly decider: Decider;
  readonly send: SendAsSystem;
  readonly find: RunReactionParts['find'];
}

/** Starts the reactions of all services. What they are refused, and what they cannot handle, is recorded as work of the reacting service. */
export const startReactions = async (services: readonly Service[], { bus, world, decider, send, find }: ReactionsParts): Promise<readonly Subscription[]> => {
  const { keyring, checkpoints, logger } = world;
  const derive = (...parts: readonly string[]) => keyring.deriveUuid(...parts);
  const starting: Promise<Subscription>[] = [];
  for (const { name, reactions } of services) {
    if (reactions.length === 0) continue;
    const work = declareWork(name);
    const by = { actor: systemActor(name, derive) };
    // The first word stands: what is refused again may be refused for another reason by then.
    const note = async (decision: AnyDecision, command: object, commandId: string) => {
      const call: Call = { decision, command, commandId, canonical: canonical(commandId), authorise: () => ({ by, initiative: 'agency', relied: [] }) };
      await decider.decide(call);
    };
    for (const reaction of reactions) {
      const running = runReaction(reaction, {
        bus,
        find,
        derive,
        tries: checkpoints,
        dispatch: (call, cause) => send(name, call, cause),
        refused: (refusal) => note(work.refused, refusal, refusal.id),
        park: async ({ id, reaction: parkedBy, event, position, error }) => {
          logger.error({ reaction: parkedBy, position, err: error }, 'an event was put aside as work');
          await note(work.parked, { id, reaction: parkedBy, event }, id);
        },
      });
      starting.push(running);
    }
  }
  // A broker takes its time over each group, so all begin at once; where one cannot, none goes on.
  const begun = await Promise.allSettled(starting);
  const failed = begun.find(({ status }) => status === 'rejected');
  const started = begun.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  if (!failed) return started;
  await Promise.all(started.map((one) => one.stop()));
  throw (failed as PromiseRejectedResult).reason;
};
