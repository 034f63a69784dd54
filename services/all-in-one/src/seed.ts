import { DEVELOPMENT_ISSUER, openDevelopmentIssuer } from '@patto/access';
import type { Started } from './start.ts';
import { type Send, type Story, tellStory, teller } from './story/index.ts';

/** The story begins so long before now, so that it ends about now. */
const BEGINS_DAYS_AGO = 16;
const DAY_MS = 24 * 3_600_000;
/** The clock of the script moves on a little with every act, so that no two are recorded at the same moment. */
const BETWEEN_ACTS_MS = 60_000;

/** When the story begins: the moment of genesis. Milliseconds of the Unix epoch. */
export const storyBegins = (): number => Date.now() - BEGINS_DAYS_AGO * DAY_MS;

/** What the seed made. */
export interface Seeded {
  readonly story: Story;
  readonly events: number;
  readonly milliseconds: number;
}

/** A deployment as far as a story needs it: what it was founded with, and its time. */
export type Tellable = Pick<Started, 'organisation' | 'idle' | 'tick' | 'nextDue'> & {
  /** Milliseconds of the Unix epoch. */
  now(): number;
  /** Moves its clock; undefined gives it back to the system. */
  move(to: number | undefined): Promise<void>;
  /** How many events it has. */
  events(): Promise<number>;
};

/**
 * Seeds the district of Valcurta, as `tellIn` does, in this process.
 * @param started with a clock that stands at `storyBegins()`
 * @param setClock moves that clock; undefined gives it back to the system
 * @param send how requests get there
 */
export const seed = (started: Started, setClock: (to: number | undefined) => void, send: Send = inProcess(started)): Promise<Seeded> => {
  const { organisation, idle, tick, nextDue, world } = started;
  const events = async () => (await world.log.head()) + 1;
  return tellIn({ organisation, idle, tick, nextDue, events, now: world.clock, move: async (to) => setClock(to) }, send);
};

/**
 * Tells the story of Valcurta: ordinary commands under a scripted clock, which only advances, stops at every due date, and waits until followers and
 * reactions are idle.
 */
export const tellIn = async (deployment: Tellable, send: Send): Promise<Seeded> => {
  const since = Date.now();
  let now = deployment.now();
  const move = async (to: number) => {
    now = Math.min(Math.max(now, to), Date.now());
    await deployment.move(now);
  };
  const settle = async () => {
    await deployment.idle();
    while ((await deployment.tick()) > 0) await deployment.idle();
  };
  const pass = async (to: Date) => {
    for (let due = await deployment.nextDue(); due !== undefined && Date.parse(due) <= to.getTime(); due = await deployment.nextDue()) {
      await move(Date.parse(due));
      await settle();
    }
    await move(Math.max(to.getTime(), now + BETWEEN_ACTS_MS));
    await settle();
  };
  const story = await tellStory(
    teller(send, () => new Date(now), pass),
    deployment.organisation,
    DEVELOPMENT_ISSUER,
  );
  await deployment.move(undefined);
  await settle();
  return { story, events: await deployment.events(), milliseconds: Date.now() - since };
};

/** Requests that do not go over the network; everything else is as ever. */
const inProcess = ({ app, world }: Started): Send => {
  const { settings, clock } = world;
  const issuer = openDevelopmentIssuer({ folder: settings.keys, audience: settings.audience, clock });
  return async ({ method, path, as, holding, actingFor, body }) => {
    const headers = { authorization: `Bearer ${holding ?? (await issuer.issueToken({ login: as }))}`, ...(actingFor && { 'patto-acting-for': actingFor }) };
    const answer = await app.inject({ method, url: path, headers, ...(body && { payload: body }) });
    return { status: answer.statusCode, body: answer.json() };
  };
};
