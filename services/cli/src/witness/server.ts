import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseVerifierKey } from '@patto/audit-ledger';
import { SeenLogs } from './seen-logs.ts';
import { Witness } from './witness.ts';

/** The largest request that is read: 63 hashes and a checkpoint with many signatures fit into it. */
const MOST_BODY_BYTES = 16_384;

export interface WitnessOptions {
  /** Where it keeps its key and what it has seen. */
  readonly folder: string;
  /** The name of its key, a URL without its scheme. */
  readonly name: string;
  /** The verifier keys of the logs that it watches. */
  readonly logs: readonly string[];
  readonly host: string;
  /** 0 lets the system choose a free one. */
  readonly port: number;
}

/** A witness at work. */
export interface RunningWitness {
  /** The prefix of its address, before `/add-checkpoint`. */
  readonly url: string;
  readonly verifierKey: string;
  /** Its key of ML-DSA-44. */
  readonly lastingKey: string;
  close(): Promise<void>;
}

/** Runs a witness. @throws Error where its folder is held by another process, a key is wrong, or the port is taken */
export const runWitness = async ({ folder, name, logs, host, port }: WitnessOptions): Promise<RunningWitness> => {
  const keys = logs.map((log) => parseVerifierKey(log));
  const seen = await SeenLogs.open(folder, name);
  const witness = new Witness(seen, keys, Date.now);
  const server = createServer((request, response) => {
    const answer = (status: number, type: string, body: string) => response.writeHead(status, { 'content-type': type }).end(body);
    if (request.method === 'GET' && request.url === '/verifier.key') return answer(200, 'text/plain; charset=utf-8', `${seen.key.verifierKey}\n`);
    if (request.method === 'GET' && request.url === '/ml-dsa-44.key') return answer(200, 'text/plain; charset=utf-8', `${seen.lastingKey.verifierKey}\n`);
    if (request.method !== 'POST' || request.url !== '/add-checkpoint') return answer(404, 'text/plain; charset=utf-8', 'There is nothing here.\n');
    bodyOf(request)
      .then((body) => witness.addCheckpoint(body ?? ''))
      .then(({ status, type, body }) => answer(status, type, body))
      .catch(() => answer(500, 'text/plain; charset=utf-8', 'It could not be remembered, so it was not cosigned.\n'));
  });
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    seen.close();
    throw error;
  }
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${taken}`,
    verifierKey: seen.key.verifierKey,
    lastingKey: seen.lastingKey.verifierKey,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      seen.close();
    },
  };
};

/** The whole body; undefined where it is too long. */
const bodyOf = async (request: IncomingMessage): Promise<string | undefined> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MOST_BODY_BYTES) chunks.push(chunk);
  }
  return bytes > MOST_BODY_BYTES ? undefined : Buffer.concat(chunks).toString('utf8');
};
