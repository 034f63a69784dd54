import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Edge, edgeAtWork } from './testing/edge.ts';

const SLOW_START_MS = 60_000; // Two shared cores, and all services are started.
/** What nobody should find again in an answer. */
const SECRET = 'RSSMRA46C42L219X';
/** More than the 16 KiB of headers that Node reads. */
const TOO_LONG = SECRET.repeat(2_000);

describe('what is no readable HTTP', () => {
  let edge: Edge;
  beforeAll(async () => {
    edge = await edgeAtWork();
  }, SLOW_START_MS);
  afterAll(() => edge?.close());

  /** Sends bytes as they are, and answers with all that came until the server hung up. */
  const sendRaw = async (bytes: string): Promise<string> => {
    const socket = connect(Number(new URL(edge.url).port), '127.0.0.1');
    socket.write(bytes);
    return text(socket);
  };

  it.each([
    ['headers that are too long', `GET /livez HTTP/1.1\r\nHost: patto\r\nPatto-Acting-For: ${TOO_LONG}\r\n\r\n`, 431, 'headers-too-large'],
    ['an address that is too long', `GET /${TOO_LONG} HTTP/1.1\r\nHost: patto\r\n\r\n`, 431, 'headers-too-large'],
    [
      'a method that repeats what was sent',
      `TRACE /livez HTTP/1.1\r\nHost: patto\r\nConnection: close\r\nCookie: ${SECRET}\r\n\r\n`,
      405,
      'method-not-allowed',
    ],
    ['a line that is no request', `${SECRET}\r\n\r\n`, 400, 'malformed-request'],
  ])('is refused as a problem: %s', async (_, bytes, status, code) => {
    const [head, body] = (await sendRaw(bytes)).split('\r\n\r\n') as [string, string];
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toMatch(/^content-type: application\/problem\+json/im);
    expect(JSON.parse(body)).toMatchObject({ type: `/problems/${code}`, status, title: expect.any(String), detail: expect.any(String) });
    expect(head + body).not.toContain(SECRET);
    expect((await edge.send(`GET /problems/${code}`)).status).toBe(200);
  });
});
