import { join } from 'node:path';
import { Child } from './http/child.ts';
import type { Listening, Readable, Told } from './http/messages.ts';
import { inTurns, type Row } from './measure.ts';

const TARGET = 0.4;
const WARM_MS = 3_000; // Until the compiler has seen all of the hot path.
const RUN_MS = 4_000;

/** Reads of one plan from 64 clients, each judged, on record before it is answered, and opened; against the same framework that answers as much. */
export const reads = async (folder: string, pairs: number): Promise<Row> => {
  const started: Child[] = [];
  const start = async <First>(file: string, ...args: readonly string[]) => {
    const { child, first } = await Child.start<First>(file, ...args);
    started.push(child);
    return { child, first };
  };
  try {
    const { first: ours } = await start<Readable>('./read-server.ts', folder);
    const { first: theirs } = await start<Listening>('./echo-server.ts', join(folder, 'keys'), '{}', JSON.stringify(ours.answer));
    const { child: load } = await start('./load.ts');
    const run = async ({ url, token }: Pick<Listening, 'url' | 'token'>, ms: number) => (await load.ask<Told>({ url, token, ms, reads: ours.reads })).perSecond;
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
    return { what: 'reads of one plan on record, 64 clients', against: 'Nest + Fastify echo', target: TARGET, ...measured };
  } finally {
    for (const child of started) await child.end();
  }
};
