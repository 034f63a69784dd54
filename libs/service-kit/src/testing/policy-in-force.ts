import { districtPolicy } from '@patto/access';
import { PolicyPublished } from '@patto/contracts/accountability';
import { cloudEvent, idFrom } from '@patto/event-store';
import { event } from '@patto/event-store/pure';
import { systemActor } from '../system.ts';
import type { World } from '../world.ts';

/** Puts the district's policy in force where a test runs without the bootstrap: else nobody may do anything. */
export const policyInForce = async ({ log, keyring, clock }: Pick<World, 'log' | 'keyring' | 'clock'>): Promise<void> => {
  const derive = (...parts: readonly string[]) => keyring.deriveUuid(...parts);
  const stream = idFrom(derive)('policy', 'one-per', 'policy');
  if ((await log.revision(stream)) > 0) return;
  const [time, command] = [clock(), derive('test', 'policy')];
  const how = {
    by: { actor: systemActor('accountability', derive) },
    initiative: 'agency',
    channel: 'self',
    happenedAt: new Date(time).toISOString(),
  } as const;
  const recording = { ...how, basedOn: [], id: derive('test', 'policy', 'event'), stream, revision: 1, time, command, digest: '' };
  await log.append(stream, 0, [cloudEvent(event(PolicyPublished, { rules: districtPolicy() }), recording, [])], { command, guards: [] });
};
