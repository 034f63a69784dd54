import { isUntrusted } from '@patto/postgres';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { connect, getCACertificates } from 'node:tls';
import { optionIn, serversIn } from './connection.ts';

/** A handshake that takes longer tells nothing. */
const LONGEST_HANDSHAKE_MS = 3_000;

/**
 * What is wrong with the certificate of a server that the client does not come to. The client says the same of one that is away and of one whose certificate
 * does not count, so a handshake of our own tells them apart. Nothing is sent in it.
 */
export const certificateTrouble = async (url: string): Promise<Error | undefined> => {
  if (['tls', 'tlsverifycert'].some((option) => optionIn(url, option) === 'false')) return undefined;
  const file = optionIn(url, 'tlscafile');
  const authorities = file === undefined ? [...getCACertificates('default'), ...getCACertificates('system')] : [readFileSync(file, 'utf8')];
  const troubles = await Promise.all(serversIn(url).map(({ host, port }) => troubleOf(host, port, authorities)));
  return troubles.find((trouble) => trouble !== undefined);
};

const troubleOf = (host: string, port: number, ca: string[]): Promise<Error | undefined> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, ca, timeout: LONGEST_HANDSHAKE_MS, ALPNProtocols: ['h2'], ...(isIP(host) === 0 && { servername: host }) });
    const end = (trouble?: Error) => {
      socket.destroy();
      resolve(trouble);
    };
    socket.once('secureConnect', () => end());
    socket.once('timeout', () => end());
    socket.once('error', (error) => end(isUntrusted(error) ? error : undefined));
  });
