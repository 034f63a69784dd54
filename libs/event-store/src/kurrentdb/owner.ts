import { binaryEvent, type KurrentDBClient, NO_STREAM } from '@kurrent/kurrentdb-client';
import { eachWithin, typeOf, within } from './calls.ts';

/** Says whose log this is: beside our streams, since it is no event of the log. */
const OWNER = 'patto-owner';

/** Takes the log for an owner, unless another has it. @returns whether it is this owner's */
export const claim = async (client: KurrentDBClient, owner: string, answersWithinMs: number): Promise<boolean> => {
  const first = binaryEvent({ type: 'Claimed', data: Buffer.from(owner) });
  try {
    await within(answersWithinMs, client.appendToStream(OWNER, [first], { streamState: NO_STREAM }));
  } catch (error) {
    if (typeOf(error) !== 'wrong-expected-version') throw error;
  }
  for await (const { event } of eachWithin(answersWithinMs, client.readStream(OWNER, { maxCount: 1 }))) {
    return Buffer.from(event?.data as Uint8Array).toString('utf8') === owner;
  }
  return false;
};
