import { join } from 'node:path';
import { withChildren } from './http/child.ts';
import type { Listening } from './http/messages.ts';
import type { Carried, Deciding, Positions } from './http/positions.ts';
import { type Row, warmedInTurns } from './measure.ts';

const TARGET = 0.6;
const TURN = { warmMs: 2_000, runMs: 1_000 };
/** As many as are carried in all of these, and some more: each decision is carried once. */
const DECISIONS = 15_000;

/**
 * The last position of a decision over HTTP from 64 clients, until the service has followed every decision; and the same framework that checks the
 * same token and body and stores nothing.
 */
export const lastPositions = (folder: string, pairs: number): Promise<Row> =>
  withChildren(async (start) => {
    const { child: server, first: ours } = await start<Deciding>('./decision-server.ts', folder, String(DECISIONS));
    const { first: theirs } = await start<Listening>('./echo-server.ts', join(folder, 'keys'), JSON.stringify(ours.schema));
    const { child: load } = await start('./position-load.ts');
    const told = ({ url, token, decisions }: Omit<Positions, 'ms'>, ms: number) =>
      load.ask<Carried>({ url, token, ms, ...(decisions && { decisions }) } satisfies Positions);
    const carried = async (ms: number): Promise<number> => {
      const since = performance.now();
      const { done, perSecond } = await told(ours, ms);
      const answered = performance.now();
      await server.ask({});
      const all = performance.now();
      process.stderr.write(`  ${Math.round(perSecond)} positions a second were answered; the services had followed ${Math.round(all - answered)} ms later.\n`);
      return (done * 1_000) / (all - since);
    };
    const echoed = async (ms: number): Promise<number> => (await told(theirs, ms)).perSecond;
    const measured = await warmedInTurns(pairs, TURN, carried, echoed);
    return { what: 'last positions over HTTP, with their effect', against: 'Nest + Fastify echo', target: TARGET, ...measured };
  });
