import { declarationOf } from '@patto/contracts';
import { ErasureOrdered } from '@patto/contracts/accountability';
import { BEFORE_FIRST } from '@patto/event-store';
import { command } from '@patto/event-store/pure';
import { factsOf } from '@patto/read-models';
import type { SendAsSystem, ServiceFollower, World } from '@patto/service-kit';
import { CompleteErasure } from '../retention/complete-erasure.ts';
import { RecordErasure } from '../retention/record-erasure.ts';

const NAME = 'eraser';

/**
 * Erases what was ordered: destroys the key, then records the receipt. A crash between any two steps loses nothing: the order is on record, destroying again
 * changes nothing, and the receipt has one id. What rested on keys that a rotation has destroyed since is completed when it opens.
 */
export const eraser = async (world: World, send: SendAsSystem): Promise<ServiceFollower> => {
  const { keyring, checkpoints } = world;
  await completeRetired(world, send);
  return {
    name: NAME,
    filter: { types: [declarationOf(ErasureOrdered).type] },
    position: async () => (await checkpoints.load(NAME))?.position ?? BEFORE_FIRST,
    tried: (position) => checkpoints.tried(NAME, position),
    handle: async ({ events, through }) => {
      for (const recorded of events) {
        const { event } = recorded;
        const { person } = factsOf(recorded) as Pick<ErasureOrdered, 'person'>;
        const epoch = await keyring.destroy(person);
        const cause = { commandId: keyring.deriveUuid(NAME, event.id), causationId: event.id, correlationId: event.correlationid };
        await send('accountability', command(RecordErasure, { person, epoch }), cause);
      }
      await checkpoints.save(NAME, through);
    },
  };
};

/** Erasures whose old backups no key opens any more. */
const completeRetired = async ({ keyring, facts, clock }: World, send: SendAsSystem): Promise<void> => {
  const retired = keyring.oldestEpoch - 1;
  const known = (await facts.current()).at(new Date(clock()).toISOString()).find('erasure');
  for (const { is } of known) {
    if (is.epoch === undefined || is.epoch > retired || is.retired !== undefined) continue;
    await send('accountability', command(CompleteErasure, { person: is.person as `person-${string}`, retired }), {
      commandId: keyring.deriveUuid(NAME, 'complete', is.person, String(retired)),
    });
  }
};
