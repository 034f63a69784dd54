import { type Id, Rejection } from '@patto/contracts';
import { createHash } from 'node:crypto';
import { type Acknowledged, nextAct, type Sent } from './acts.ts';
import { Broker, type Disturbed } from './broker.ts';
import { type Chances, chances } from './chances.ts';
import { all, type Broken, type Deployment, openDeployment } from './deployment.ts';
import { type District, MORNING } from './district.ts';
import { Faults } from './faults.ts';
import { Folder } from './folder.ts';
import { violations } from './invariants.ts';
import { comeToRest } from './rest.ts';
import { toldBy } from './told.ts';
import { CALM, STORMY, type Unusual, type Weather } from './weather.ts';

/** A follower's step is a relay's with this likelihood: what nobody was told, nobody reacts to. */
const RELAYS = 0.6;
const MOST_POINTS_TO_CRASH = 6;
const MOST_PAGE = 7;
/** A need has to be answered in thirty days. */
const MOST_DAYS = 12;
const DAY_MS = 86_400_000;
/** No two acts happen at the same moment. */
const BETWEEN_ACTS_MS = 60_000;
/** What came of one schedule. */
export interface Outcome {
  /** SHA-256 of everything that was done and recorded, in order; hexadecimal. */
  readonly trace: string;
  readonly faults: Faults['fired'];
  readonly disturbed: Disturbed;
  /** Files that a crash took back to the last start. */
  readonly wentBack: number;
  readonly repeated: number;
  readonly acknowledged: number;
  readonly events: number;
  /** The names of all events that were recorded. */
  readonly names: ReadonlySet<string>;
  /** What does not hold; empty where all is well. */
  readonly violations: readonly string[];
}

/** Runs the schedule of one seed over a copy of the district. */
export const runSchedule = async (
  made: { readonly folder: string; readonly district: District },
  seed: number,
  { broken, isCalm = false }: Unusual = {},
): Promise<Outcome> => {
  const folder = new Folder(made.folder);
  const schedule = new Schedule(folder, made.district, chances(seed), { broken, weather: isCalm ? CALM : STORMY });
  try {
    return await schedule.run();
  } finally {
    await schedule.close();
    folder.remove();
  }
};

class Schedule {
  readonly #folder: Folder;
  readonly #district: District;
  readonly #chances: Chances;
  readonly #broken: Broken | undefined;
  readonly #weather: Weather;
  readonly #faults = new Faults();
  readonly #broker: Broker;
  readonly #trace: string[] = [];
  readonly #acknowledged: Acknowledged[] = [];
  readonly #needs: Id<'need'>[] = [];
  #unanswered: Sent[] = [];
  #deployment: Deployment | undefined;
  #now = MORNING;
  #sent = 0;
  #repeated = 0;
  #wentBack = 0;

  constructor(folder: Folder, district: District, random: Chances, { broken, weather }: { broken: Broken | undefined; weather: Weather }) {
    this.#folder = folder;
    this.#district = district;
    this.#chances = random;
    this.#broken = broken;
    this.#weather = weather;
    this.#broker = new Broker(random, this.#faults);
  }

  async run(): Promise<Outcome> {
    await this.#start();
    for (let step = 0; step < this.#weather.steps; step += 1) {
      if (this.#chances.next() < this.#weather.likely.crash) this.#faults.arm(this.#chances.below(MOST_POINTS_TO_CRASH));
      this.#trace.push(await this.#step().catch((error: Error) => this.#onlyIfDead(error)));
      if (this.#faults.isDead) await this.#crash();
    }
    this.#faults.begin();
    await this.#settle();
    const events = await all(this.#running.world.log.readAll());
    for (const { position, type, stream, revision, event } of events) this.#trace.push(`${position} ${type} ${stream} ${revision} ${event.id}`);
    return {
      trace: createHash('sha256').update(this.#trace.join('\n')).digest('hex'),
      faults: this.#faults.fired,
      disturbed: this.#broker.disturbed,
      wentBack: this.#wentBack,
      repeated: this.#repeated,
      acknowledged: this.#acknowledged.length,
      events: events.length,
      names: new Set(toldBy(events).map(({ name }) => name)),
      violations: await violations({ events, acknowledged: this.#acknowledged, models: this.#running.models, now: this.#now }),
    };
  }

  async close(): Promise<void> {
    await this.#deployment?.close();
  }

  get #running(): Deployment {
    if (!this.#deployment) throw new Error('Nothing runs.');
    return this.#deployment;
  }

  async #step(): Promise<string> {
    const { act, deliver, time, again } = this.#weather.likely;
    const chance = this.#chances.next();
    if (chance < act) return this.#send(this.#unanswered.shift() ?? (await this.#nextAct()));
    if (chance < act + time) return this.#passTime();
    if (chance < act + time + again && this.#acknowledged.length > 0) return this.#sendAgain();
    if (chance < act + time + again + deliver && this.#broker.isBusy) return this.#broker.deliver();
    return this.#followOn();
  }

  async #passTime(): Promise<string> {
    this.#now += this.#chances.below(MOST_DAYS) * DAY_MS;
    return `${await this.#running.tick()} were due`;
  }

  #sendAgain(): Promise<string> {
    this.#repeated += 1;
    return this.#send(this.#chances.oneOf(this.#acknowledged));
  }

  async #followOn(): Promise<string> {
    const relaysOnly = this.#chances.next() < RELAYS;
    const follower = this.#chances.oneOf(this.#running.followers.filter(({ name }) => !relaysOnly || name.startsWith('relay:')));
    await this.#running.step(follower, 1 + this.#chances.below(MOST_PAGE));
    return `${follower.name} went on`;
  }

  async #nextAct(): Promise<Sent> {
    this.#sent += 1;
    this.#now += BETWEEN_ACTS_MS;
    const before = { events: await all(this.#running.world.log.readAll()), needs: this.#needs };
    return nextAct(this.#running, this.#district, before, this.#chances, this.#id('act'));
  }

  /** A uuid that follows from the seed. */
  #id(what: string): string {
    const hash = createHash('sha256').update(`${what} ${this.#sent} ${this.#chances.next()}`).digest('hex');
    return hash.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5');
  }

  /** Sends an act; one that nobody answered is sent again when somebody is there. */
  async #send({ command, data, by, commandId }: Sent): Promise<string> {
    try {
      const done = await this.#running.act(command, data, by, commandId);
      if (done.ids.length > 0) this.#acknowledged.push({ command, data, by, commandId, done });
      if (command === 'ReportNeed' && !this.#needs.includes(done.stream as Id<'need'>)) this.#needs.push(done.stream as Id<'need'>);
      return `${command} at ${done.position}`;
    } catch (error) {
      if (error instanceof Rejection) return `${command} refused: ${error.code}`;
      this.#unanswered.push({ command, data, by, commandId });
      return this.#onlyIfDead(error as Error);
    }
  }

  #onlyIfDead(error: Error): string {
    if (!this.#faults.isDead) throw error;
    return error.message;
  }

  async #start(): Promise<void> {
    this.#faults.begin();
    const idByChance = () => this.#id('chance');
    this.#folder.remember();
    const parts = { folder: this.#folder.path, broker: this.#broker, faults: this.#faults, broken: this.#broken, idByChance };
    this.#deployment = await openDeployment({ ...parts, clock: () => this.#now });
  }

  /** The process is gone, and perhaps what the disk was not made to keep; another begins over the rest. */
  async #crash(): Promise<void> {
    await this.#deployment?.close();
    this.#deployment = undefined;
    this.#wentBack += this.#folder.cutPower(this.#chances);
    await this.#start();
  }

  /** Lets everything happen that follows from what was recorded, and nothing go wrong any more. */
  async #settle(): Promise<void> {
    for (const sent of this.#unanswered.splice(0)) this.#trace.push(await this.#send(sent));
    this.#trace.push(...(await comeToRest(this.#running, this.#broker)));
  }
}
