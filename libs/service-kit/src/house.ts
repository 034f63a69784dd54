import { Rejection } from '@patto/contracts';
import { LedgerRefused } from '@patto/audit-ledger';
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
  const followers = await Promise.all(
    house.followings.map(async ({ name, log, through, halted }) => ({
      name,
      lag: (await log.head()) - through,
      ...(halted && { haltedAt: halted.position, why: sentenceOf(halted.error) }),
    })),
  );
  const isHalted = followers.some((follower) => 'haltedAt' in follower);
  return { httpStatus: isHalted ? 503 : 200, status: isHalted ? 'halted' : 'ready', head, followers };
};

/** Why it halted, where that was said for people; anything else may tell of content. */
const sentenceOf = (error: unknown): string =>
  error instanceof LedgerRefused ? error.message : 'An event could not be handled; the log of this process says why.';

/** Whether all goes well, for whoever may know no more. */
export const status = (house: House) => {
  const halted = house.followings.filter((following) => following.halted).map(({ name }) => name);
  return halted.length > 0 ? { status: 'halted', halted } : { status: 'up' };
};

/** What was found. @throws Rejection `not-found` where nothing was */
export const known = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Rejection('not-found', 'There is nothing at this address.');
  return value;
};
