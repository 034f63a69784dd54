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

/**
 * Seeds the district of Valcurta: ordinary commands under a scripted clock, which only advances, stops at every due date, and waits until
 * followers and reactions are idle.
 * @param started with a clock that stands at `storyBegins()`
 * @param setClock moves that clock; undefined gives it back to the system
 * @param send how requests get there
 */
export const seed = async (started: Started, setClock: (to: number | undefined) => void, send: Send = inProcess(started)): Promise<Seeded> => {
  const since = Date.now();
  let now = started.world.clock();
  const move = (to: number) => {
    now = Math.min(Math.max(now, to), Date.now());
    setClock(now);
  };
  const settle = async () => {
    await started.idle();
    while ((await started.tick()) > 0) await started.idle();
  };
  const pass = async (to: Date) => {
    for (let due = await started.nextDue(); due !== undefined && Date.parse(due) <= to.getTime(); due = await started.nextDue()) {
      move(Date.parse(due));
      await settle();
    }
    move(Math.max(to.getTime(), now + BETWEEN_ACTS_MS));
    await settle();
  };
  const story = await tellStory(
    teller(send, () => new Date(now), pass),
    started.organisation,
    DEVELOPMENT_ISSUER,
  );
  setClock(undefined);
  await settle();
  return { story, events: (await started.world.log.head()) + 1, milliseconds: Date.now() - since };
};

/** Requests that do not go over the network; everything else is as ever. */
const inProcess = ({ app, world }: Started): Send => {
  const { settings, clock } = world;
  const issuer = openDevelopmentIssuer({ folder: settings.keys, audience: settings.audience, clock });
  return async ({ method, path, as, actingFor, body }) => {
    const headers = { authorization: `Bearer ${await issuer.issueToken({ login: as })}`, ...(actingFor && { 'patto-acting-for': actingFor }) };
    const answer = await app.inject({ method, url: path, headers, ...(body && { payload: body }) });
    return { status: answer.statusCode, body: answer.json() };
  };
};
