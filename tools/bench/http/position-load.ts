/**
 * A process that is 64 clients: each sends a decision's last position, waits for its answer and sends the next. Told by messages where to and for how
 * long, it answers with what came of it.
 */
import { readFileSync } from 'node:fs';
import { Pool } from 'undici';
import { PATH } from './messages.ts';
import { type Carried, POSITIONS_PATH, type Positions } from './positions.ts';

const CLIENTS = 64;

/** The decisions that wait for a position and were given none yet, by the file that they stand in. */
const waiting = new Map<string, string[]>();

/** What the next client sends; a stream of its own for each. @throws RangeError where no decision is left */
const next = ({ decisions }: Positions): { readonly path: string; readonly body: string } => {
  const body = '{"position":"agree"}';
  if (!decisions) return { path: PATH, body };
  const left = waiting.get(decisions) ?? readFileSync(decisions, 'utf8').trim().split('\n');
  waiting.set(decisions, left);
  const decision = left.pop();
  if (!decision) throw new RangeError('More decisions have to be prepared.');
  return { path: POSITIONS_PATH.replace('{decision}', decision), body };
};

const load = async (wanted: Positions): Promise<Carried> => {
  const { url, token, ms } = wanted;
  const pool = new Pool(url, { connections: CLIENTS, pipelining: 1 });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const until = performance.now() + ms;
  let created = 0;
  const client = async () => {
    while (performance.now() < until) {
      const { statusCode, body } = await pool.request({ method: 'POST', headers, ...next(wanted) });
      const text = await body.text();
      if (statusCode >= 300) throw new Error(`${url} answered ${statusCode}: ${text}`);
      created += 1;
    }
  };
  const since = performance.now();
  try {
    await Promise.all(Array.from({ length: CLIENTS }, client));
    return { done: created, perSecond: (created * 1_000) / (performance.now() - since) };
  } finally {
    await pool.close();
  }
};

process.on('message', (wanted: Positions) => {
  load(wanted).then(
    (told) => process.send?.(told),
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.({});
