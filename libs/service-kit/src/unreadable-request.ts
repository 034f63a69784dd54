import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { problemOf } from '@patto/contracts';

/** What Node calls the requests that it cannot read, by what they mean here; all others are malformed. */
const CODE_BY_ERROR: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-too-slow',
};

/** Answers bytes that are no request, which come to no route and no filter, as the problem that they are, and hangs up. Nothing of them is repeated. */
export const refuseUnreadable = (error: NodeJS.ErrnoException, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const code = CODE_BY_ERROR[error.code ?? ''] ?? 'malformed-request';
  const { status, title, remedy } = problemOf(code) ?? { status: 400, title: STATUS_CODES[400] as string, remedy: '' };
  const id = randomUUID();
  const body = JSON.stringify({ type: `/problems/${code}`, title, status, detail: remedy, instance: `urn:patto:request:${id}`, traceId: id });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
};
