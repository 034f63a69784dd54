/**
 * A process that is 64 clients: each sends a command or reads one thing, waits for its answer and goes on. Told by messages what, where and for how
 * long, it answers with what came of it.
 */
import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import { PATH, type Told, type Wanted } from './messages.ts';

const CLIENTS = 64;
const CREATED = 201;
const OK = 200;

const load = async ({ url, token, ms, reads }: Wanted): Promise<Told> => {
  const pool = new Pool(url, { connections: CLIENTS, pipelining: 1 });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const until = performance.now() + ms;
  let answered = 0;
  const command = () => ({ method: 'POST', path: PATH, body: `{"category":"home-help","area":"a-${randomUUID()}"}` }) as const; // A stream of its own for each.
  const question = () => ({ method: 'GET', path: reads ?? '' }) as const;
  const [next, expected] = reads === undefined ? [command, CREATED] : [question, OK];
  const client = async () => {
    while (performance.now() < until) {
      const { statusCode, body } = await pool.request({ ...next(), headers });
      const text = await body.text();
      if (statusCode !== expected) throw new Error(`${url} answered ${statusCode}: ${text}`);
      answered += 1;
    }
  };
  const since = performance.now();
  try {
    await Promise.all(Array.from({ length: CLIENTS }, client));
    return { perSecond: (answered * 1_000) / (performance.now() - since) };
  } finally {
    await pool.close();
  }
};

process.on('message', (wanted: Wanted) => {
  load(wanted).then(
    (told) => process.send?.(told),
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.({});
