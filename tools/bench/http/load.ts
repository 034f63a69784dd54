/**
 * A process that is 64 clients: each sends a command, waits for its answer and sends the next. Told by messages where to and for how long,
 * it answers with what came of it.
 */
import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import { PATH, type Told, type Wanted } from './messages.ts';

const CLIENTS = 64;
const CREATED = 201;

const load = async ({ url, token, ms }: Wanted): Promise<Told> => {
  const pool = new Pool(url, { connections: CLIENTS, pipelining: 1 });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const until = performance.now() + ms;
  let created = 0;
  const client = async () => {
    while (performance.now() < until) {
      const area = `a-${randomUUID()}`; // A stream of its own for each.
      const { statusCode, body } = await pool.request({ method: 'POST', path: PATH, headers, body: `{"category":"home-help","area":"${area}"}` });
      const text = await body.text();
      if (statusCode !== CREATED) throw new Error(`${url} answered ${statusCode}: ${text}`);
      created += 1;
    }
  };
  const since = performance.now();
  try {
    await Promise.all(Array.from({ length: CLIENTS }, client));
    return { perSecond: (created * 1_000) / (performance.now() - since) };
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
