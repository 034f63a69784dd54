import { AreViews } from '@patto/access';
import { AreTexts, IsText, Rejection } from '@patto/contracts';
import { LedgerRefused } from '@patto/audit-ledger';
import type { Following } from '@patto/event-store';
import type { Subscription } from '@patto/messaging';
import { setTimeout as delay } from 'node:timers/promises';
import { IsIn, IsInt, IsOptional, Min } from 'class-validator';
import { ENGINE_SETTINGS, type EngineSetting } from './engine-settings.ts';
import type { Schemas } from './schemas.ts';

/** What the house's own pages show: health, documents, problems, schemas. */
export abstract class House {
  abstract readonly schemas: Schemas;
  abstract readonly openApi: object;
  /** The position of the last event. */
  abstract head(): Promise<number>;
  abstract followings(): readonly Following[];
  /** The services whose work another process does while this one stands by for it. */
  abstract standingBy(): readonly string[];
  /** The reactions that work in this process. */
  abstract reactions(): readonly Pick<Subscription, 'group' | 'lag'>[];
  /** The settings that name engines which do not answer now. */
  abstract away(): Promise<readonly EngineSetting[]>;
}

/** So long it is waited for a bus to say how far a reaction lags: whoever asks whether all is well waits a few seconds only. */
const LONGEST_ASK_MS = 1_000;
const MOST_FOLLOWERS = 1_000;
const LONGEST_NAME = 200;

/** The process answers. */
export class Alive {
  @IsIn(['alive']) readonly status!: 'alive';
}

/** Whether all goes well, and the names of what halted. */
export class Status {
  @IsIn(['up', 'halted']) readonly status!: 'up' | 'halted';
  @IsOptional() @AreTexts(MOST_FOLLOWERS, LONGEST_NAME) readonly halted?: readonly string[];
}

/** Something that follows a log, and how many events it is behind. */
export class FollowerState {
  @IsText(LONGEST_NAME) readonly name!: string;
  @IsInt() readonly lag!: number;
  /** Another process of the same service does the work, and this one would go on with it. */
  @IsOptional() @IsIn([true]) readonly standingBy?: true;
  /** The position of the event that it could not get past, and why. */
  @IsOptional() @IsInt() @Min(0) readonly haltedAt?: number;
  @IsOptional() @IsText(2_000) readonly why?: string;
}

/** A reaction, and how many messages of the bus it has not handled yet: unknown where the bus does not say. */
export class ReactionState {
  @IsText(LONGEST_NAME) readonly name!: string;
  @IsOptional() @IsInt() @Min(0) readonly lag?: number;
}

/** Standing by is ready to answer, and ready to take over what another process of the same service does by itself; waiting goes on by itself. */
const READY_STATES = ['ready', 'standing by', 'waiting', 'halted'] as const;

/** Whether everything that follows the log still does. */
export class Readiness {
  @IsIn(READY_STATES) readonly status!: (typeof READY_STATES)[number];
  /** The position of the last event; -1 of an empty log; missing while it is waited for engines. */
  @IsOptional() @IsInt() @Min(-1) readonly head?: number;
  /** What it waits for: the settings that name engines which do not answer. */
  @IsOptional() @AreTexts(ENGINE_SETTINGS.length, LONGEST_NAME) readonly away?: readonly EngineSetting[];
  @AreViews(() => FollowerState) readonly followers!: readonly FollowerState[];
  @AreViews(() => ReactionState) readonly reactions!: readonly ReactionState[];
}

/** An answer to `/readyz` with its status. */
export type ReadinessAnswer = Readiness & { readonly httpStatus: 200 | 503 };

/** What is said while engines are away that nothing can be answered without. */
export const waitingFor = (away: readonly EngineSetting[]): ReadinessAnswer => ({ httpStatus: 503, status: 'waiting', away, followers: [], reactions: [] });

/** Whether everything that follows the log still does, and how far behind it is. A halted follower needs an operator, an engine its time: 503. */
export const readiness = async (house: House): Promise<ReadinessAnswer> => {
  const away = await house.away();
  if (away.length > 0) return waitingFor(away);
  const head = await house.head();
  const seen = house.followings().map(({ name, log, through, halted, isWatched }) => ({ name, log, through, halted, isWatched }));
  // Many follow one log. Its head is asked for after all have said how far they are, so that none seems to be further than it is.
  const heads = new Map(await Promise.all([...new Set(seen.map(({ log }) => log))].map(async (log) => [log, await log.head()] as const)));
  const followers = seen.map(({ name, log, through, halted, isWatched }) => ({
    name,
    lag: (heads.get(log) ?? through) - through,
    ...(isWatched && { standingBy: true as const }),
    ...(halted && { haltedAt: halted.position, why: sentenceOf(halted.error) }),
  }));
  const reactions = await Promise.all(
    house.reactions().map(async (reaction) => {
      const lag = await lagOf(reaction);
      return lag === undefined ? { name: reaction.group } : { name: reaction.group, lag };
    }),
  );
  const isHalted = followers.some((follower) => 'haltedAt' in follower);
  const well = house.standingBy().length > 0 ? 'standing by' : 'ready';
  return { httpStatus: isHalted ? 503 : 200, status: isHalted ? 'halted' : well, head, followers, reactions };
};

/** How far a reaction lags; undefined where the bus does not say in time. */
const lagOf = (reaction: Pick<Subscription, 'lag'>): Promise<number | undefined> =>
  Promise.race([reaction.lag().catch(() => undefined), delay(LONGEST_ASK_MS, undefined, { ref: false })]);

/** Why it halted, where that was said for people; anything else may tell of content. */
const sentenceOf = (error: unknown): string =>
  error instanceof LedgerRefused ? error.message : 'An event could not be handled; the log of this process says why.';

/** Whether all goes well, for whoever may know no more. */
export const status = (house: House): Status => {
  const halted = house
    .followings()
    .filter((following) => following.halted)
    .map(({ name }) => name);
  return halted.length > 0 ? { status: 'halted', halted } : { status: 'up' };
};

/** What was found. @throws Rejection `not-found` where nothing was */
export const known = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Rejection('not-found', 'There is nothing at this address.');
  return value;
};
