import type { Broker } from './broker.ts';
import type { Deployment } from './deployment.ts';

/** Acts and reactions follow each other in rounds until nothing moves; more rounds than that are a circle. */
const MOST_ROUNDS = 50;

/** Lets everything happen that follows from what was recorded. @returns what was delivered, in words */
export const comeToRest = async (deployment: Deployment, broker: Broker): Promise<readonly string[]> => {
  const delivered: string[] = [];
  for (let round = 0, before = -2; round < MOST_ROUNDS; round += 1) {
    await deployment.settle();
    while (broker.isBusy) delivered.push(await broker.deliver({ isCalm: true }));
    await deployment.tick();
    const head = await deployment.world.log.head();
    if (head === before) return delivered;
    before = head;
  }
  throw new Error('It does not come to rest.');
};
