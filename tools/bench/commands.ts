import { join } from 'node:path';
import { Child } from './http/child.ts';
import type { Listening, Told } from './http/messages.ts';
import { inTurns, type Row } from './measure.ts';

const TARGET = 0.6;
const WARM_MS = 3_000; // Until the compiler has seen all of the hot path.
const RUN_MS = 4_000;

/** Commands over HTTP from 64 clients: the product, and the same framework that checks the same token and body and stores nothing. */
export const commands = async (folder: string, events: number, pairs: number): Promise<Row> => {
  const started: Child[] = [];
  const start = async <First>(file: string, ...args: readonly string[]) => {
    const { child, first } = await Child.start<First>(file, ...args);
    started.push(child);
    return { child, first };
  };
  try {
    const { first: ours } = await start<Listening>('./command-server.ts', folder, String(events));
    const { first: theirs } = await start<Listening>('./echo-server.ts', join(folder, 'keys'), JSON.stringify(ours.schema));
    const { child: load } = await start('./load.ts');
    const run = async ({ url, token }: Listening, ms: number) => (await load.ask<Told>({ url, token, ms })).perSecond;
    await inTurns(
      1,
      () => run(ours, WARM_MS),
      () => run(theirs, WARM_MS),
    );
    const measured = await inTurns(
      pairs,
      () => run(ours, RUN_MS),
      () => run(theirs, RUN_MS),
    );
    return { what: 'commands over HTTP, 64 clients', against: 'Nest + Fastify echo', target: TARGET, ...measured };
  } finally {
    for (const child of started) await child.end();
  }
};
