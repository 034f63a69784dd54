import { Rejection } from '@patto/contracts';
import type { Following } from '@patto/event-store';
import type { Schemas } from './schemas.ts';

/** What the house's own pages show: health, documents, problems, schemas. */
export abstract class House {
  abstract readonly schemas: Schemas;
  abstract readonly openApi: object;
  /** The position of the last event. */
  abstract head(): Promise<number>;
  abstract readonly followings: readonly Following[];
}

/** Whether everything that follows the log still does, and how far behind it is. A halted follower needs an operator: 503. */
export const readiness = async (house: House) => {
  const head = await house.head();
  const followers = house.followings.map(({ name, through, halted }) => ({ name, lag: head - through, ...(halted && { haltedAt: halted.position }) }));
  const isHalted = followers.some((follower) => 'haltedAt' in follower);
  return { httpStatus: isHalted ? 503 : 200, status: isHalted ? 'halted' : 'ready', head, followers };
};

/** What was found. @throws Rejection `not-found` where nothing was */
export const known = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Rejection('not-found', 'There is nothing at this address.');
  return value;
};
