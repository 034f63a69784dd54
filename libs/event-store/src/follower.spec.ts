import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newStream, write } from './conformance/examples.ts';
import { type Follower, type Following, type FollowOptions, follow } from './follower.ts';
import { BEFORE_FIRST, type EventLog, type Page } from './log.ts';
import { openSqliteLog } from './sqlite/sqlite-log.ts';
import { watch } from './watch.ts';

const OURS = 'patto.persons.PlanOpened.v1';
const OTHERS = 'patto.partnerships.NeedSignalled.v1';
const PATIENCE_MS = 5_000; // Far more than a handful of events takes.

let folder: string;
let log: EventLog;
const followings: Following[] = [];

/** A follower of our type that keeps its place as a checkpoint does, and every page that it was told. */
class Told implements Follower {
  readonly name = 'told';
  readonly filter = { types: [OURS] };
  readonly pages: Page[] = [];
  readonly triesOf: number[] = [];
  fails = false;
  place = BEFORE_FIRST;
  async position() {
    return this.place;
  }
  async handle(page: Page) {
    if (this.fails && page.events.length > 0) throw new Error('It cannot be handled.');
    this.pages.push(page);
    this.place = page.through;
  }
  tried(position: number) {
    this.triesOf.push(position);
    return 5; // As often as is tried at all.
  }
  get events() {
    return this.pages.flatMap(({ events }) => events.map(({ position }) => position));
  }
}

const start = (told: Told, options: FollowOptions = {}): Following => {
  const following = follow(log, told, options);
  followings.push(following);
  return following;
};
const happen = (type: string, count = 1) => write(log, newStream('plan'), 0, { type, count });
const reachedHead = async (following: Following) => following.reached(await log.head(), PATIENCE_MS);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'patto-follower-'));
  log = openSqliteLog({ file: join(folder, 'events.sqlite'), onFatal: () => {} });
});
afterEach(async () => {
  await Promise.all(followings.splice(0).map((following) => following.stop()));
  await log.close();
  rmSync(folder, { recursive: true });
});

describe('a follower', () => {
  it('is brought to the head that there was when it started, also where nothing is for it', async () => {
    await happen(OTHERS, 3);
    const told = new Told();
    expect(await reachedHead(start(told))).toBe(true);
    expect(told.pages).toEqual([{ events: [], through: 2 }]);
  });

  it('is not told of what is not for it once it is at the head, but reaches it', async () => {
    const told = new Told();
    const following = start(told);
    await happen(OURS);
    await reachedHead(following);
    await happen(OTHERS, 2);
    expect(await reachedHead(following)).toBe(true);
    expect(following.through).toBe(2);
    expect(told.place).toBe(0);
  });

  it('tells what it passed over soon after, where others watch it, though nothing more happens', async () => {
    const told = new Told();
    const following = start(told, { tellEveryMs: 50 });
    await reachedHead(following);
    await happen(OTHERS, 3);
    await reachedHead(following);
    expect(told.place).toBeLessThan(await log.head()); // Which is what it saves: nothing was told at once.
    const watching = watch(log, told);
    followings.push(watching);
    expect(await watching.reached(await log.head(), PATIENCE_MS)).toBe(true);
    expect(told.pages).toHaveLength(1);
    await happen(OURS);
    await reachedHead(following);
    expect(told.events).toEqual([3]);
  });

  it('saves at a clean stop what it passed over, and goes on from there', async () => {
    const told = new Told();
    const following = start(told);
    await happen(OURS);
    await happen(OTHERS, 2);
    await reachedHead(following);
    await following.stop();
    expect(told.place).toBe(2);
    await happen(OURS);
    await reachedHead(start(told));
    expect(told.events).toEqual([0, 3]);
  });

  it('looks again through what it passed over where it was not stopped cleanly, and loses and repeats nothing', async () => {
    const before = new Told();
    const following = start(before);
    await happen(OURS);
    await happen(OTHERS, 2);
    await reachedHead(following);
    const after = new Told();
    after.place = before.place; // As a crash leaves it.
    await happen(OURS);
    await reachedHead(start(after));
    expect(after.events).toEqual([3]);
  });

  it('saves nothing at a stop where it halted', async () => {
    const told = new Told();
    const following = start(told);
    await happen(OURS);
    await happen(OTHERS);
    await reachedHead(following);
    told.fails = true;
    await happen(OURS);
    expect(await reachedHead(following)).toBe(false);
    await following.stop();
    expect(following.halted?.position).toBe(2);
    expect([told.place, told.triesOf]).toEqual([0, [2]]);
  });

  it('takes many appends that come one after another as few pages', async () => {
    const told = new Told();
    const following = start(told);
    for (let count = 0; count < 40; count += 1) await happen(OURS);
    await reachedHead(following);
    expect(told.events).toHaveLength(40);
    expect(told.pages.length).toBeLessThan(20);
  });

  it('does not let those who wait for it wait for its rest', async () => {
    const following = start(new Told());
    const since = performance.now();
    for (let count = 0; count < 100; count += 1) {
      await happen(OURS);
      await reachedHead(following);
    }
    expect(performance.now() - since).toBeLessThan(1_000); // As long as a hundred rests take.
  });
});
