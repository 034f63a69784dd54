import type { EventLog } from '../log.ts';
import { isOutage } from '../outage.ts';
import { typeOf } from './calls.ts';
import { certificateTrouble } from './certificate.ts';
import { clientsFor, placeIn } from './connection.ts';
import { KurrentLog } from './kurrent-log.ts';
import type { KurrentLogOptions } from './open.ts';
import { claim } from './owner.ts';
import { isHalfRestored } from './restore.ts';
import { guardsOf } from './sending.ts';
import { KurrentUnusable } from './unusable.ts';

/** An answer of the server that takes longer will not come. */
const ANSWERS_WITHIN_MS = 10_000;

/** Opens it, as `openKurrentLog` says. */
export const openedLog = async (options: KurrentLogOptions): Promise<EventLog> => {
  const { url, service, owner, onFatal, answersWithinMs = ANSWERS_WITHIN_MS } = options;
  const [client, following] = clientsFor(url, service);
  const place = placeIn(url);
  try {
    const guards = await guardsOf(client, answersWithinMs);
    if (await isHalfRestored(client, answersWithinMs)) {
      throw new KurrentUnusable(`${place} was not restored to its end. Empty it, and restore the export again.`);
    }
    if (owner !== undefined && !(await claim(client, owner, answersWithinMs))) {
      throw new KurrentUnusable(`The event log at ${place} belongs to another deployment. Use the folder that goes with it, or an empty KurrentDB.`);
    }
    return await readThrough(new KurrentLog(client, following, guards, onFatal, answersWithinMs));
  } catch (error) {
    await Promise.all([client.dispose(), following.dispose()]);
    throw await openingError(error, url);
  }
};

const readThrough = async (log: KurrentLog): Promise<EventLog> => {
  try {
    await log.ready();
    return log;
  } catch (error) {
    await log.close();
    throw error;
  }
};

const openingError = async (error: unknown, url: string): Promise<unknown> => {
  const place = placeIn(url);
  const trouble = isOutage(error) ? await certificateTrouble(url) : undefined;
  if (trouble) {
    const remedy = 'Name in the URL the authority that signed it, as tlsCaFile, and the host as the certificate does.';
    return new KurrentUnusable(`KurrentDB at ${place} shows no certificate that counts here. ${remedy} (${trouble.message.trim()})`, { cause: trouble });
  }
  if (isOutage(error)) return new KurrentUnusable(`No KurrentDB answers at ${place}. Start it, or set the URL of one that runs.`, { cause: error });
  if (typeOf(error) !== 'access-denied') return error;
  return new KurrentUnusable(`KurrentDB at ${place} refuses this user. Name one in the URL that may read and write all streams.`, { cause: error });
};
