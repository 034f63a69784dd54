import { join } from 'node:path';
import { withChildren } from './http/child.ts';
import type { Listening, Told } from './http/messages.ts';
import { type Row, warmedInTurns } from './measure.ts';

const TARGET = 0.6;
const TURN = { warmMs: 3_000, runMs: 4_000 };

/** Commands over HTTP from 64 clients: the product, and the same framework that checks the same token and body and stores nothing. */
export const commands = (folder: string, events: number, pairs: number): Promise<Row> =>
  withChildren(async (start) => {
    const { first: ours } = await start<Listening>('./command-server.ts', folder, String(events));
    const { first: theirs } = await start<Listening>('./echo-server.ts', join(folder, 'keys'), JSON.stringify(ours.schema));
    const { child: load } = await start('./load.ts');
    const run = async ({ url, token }: Listening, ms: number) => (await load.ask<Told>({ url, token, ms })).perSecond;
    const measured = await warmedInTurns(
      pairs,
      TURN,
      (ms) => run(ours, ms),
      (ms) => run(theirs, ms),
    );
    return { what: 'commands over HTTP, 64 clients', against: 'Nest + Fastify echo', target: TARGET, ...measured };
  });
