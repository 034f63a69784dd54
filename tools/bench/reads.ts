import { join } from 'node:path';
import { withChildren } from './http/child.ts';
import type { Listening, Readable, Told } from './http/messages.ts';
import { type Row, warmedInTurns } from './measure.ts';

const TARGET = 0.4;
const TURN = { warmMs: 3_000, runMs: 4_000 };

/** Reads of one plan from 64 clients, each judged, on record before it is answered, and opened; against the same framework that answers as much. */
export const reads = (folder: string, pairs: number): Promise<Row> =>
  withChildren(async (start) => {
    const { first: ours } = await start<Readable>('./read-server.ts', folder);
    const { first: theirs } = await start<Listening>('./echo-server.ts', join(folder, 'keys'), '{}', JSON.stringify(ours.answer));
    const { child: load } = await start('./load.ts');
    const run = async ({ url, token }: Pick<Listening, 'url' | 'token'>, ms: number) => (await load.ask<Told>({ url, token, ms, reads: ours.reads })).perSecond;
    const measured = await warmedInTurns(
      pairs,
      TURN,
      (ms) => run(ours, ms),
      (ms) => run(theirs, ms),
    );
    return { what: 'reads of one plan on record, 64 clients', against: 'Nest + Fastify echo', target: TARGET, ...measured };
  });
