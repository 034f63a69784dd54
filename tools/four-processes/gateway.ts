import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { services } from '@patto/all-in-one';
import { OF_ANY, OF_EACH, rulesOf, takes } from '../gateway/rules.ts';

/** One host before services in processes of their own, with the rules of the gateway's own configuration. */
export interface Gateway {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Opens it on a free port.
 * @param upstreamOf where a service listens now; undefined while it does not, and then the answer is 502
 */
export const openGateway = async (upstreamOf: (service: string) => string | undefined): Promise<Gateway> => {
  const rules = rulesOf(services);
  const serviceAt = (path: string): { readonly service: string; readonly path: string } | undefined => {
    const [, about, rest] = /^\/services\/([a-z]+)(\/.*)$/.exec(path) ?? [];
    if (about && rest && OF_EACH.some((pattern) => takes(pattern, rest))) return { service: about, path: rest };
    if (OF_ANY.some((pattern) => takes(pattern, path))) return { service: rules[0]?.service ?? '', path };
    const rule = rules.find(
      ({ patterns, expressions }) => patterns.some((pattern) => takes(pattern, path)) || expressions.some((expression) => new RegExp(expression).test(path)),
    );
    return rule && { service: rule.service, path };
  };
  const refuse = (answer: ServerResponse, status: number) => void answer.writeHead(status, { 'content-type': 'application/problem+json' }).end('{}');
  const handOn = (asked: IncomingMessage, answer: ServerResponse): void => {
    const [path = '/', query] = (asked.url ?? '/').split('?');
    const to = serviceAt(path);
    const upstream = to && upstreamOf(to.service);
    if (!to || upstream === undefined) {
      refuse(answer, to ? 502 : 404);
      return;
    }
    const target = `${upstream}${to.path}${query === undefined ? '' : `?${query}`}`;
    const upward = request(target, { method: asked.method, headers: asked.headers }, (came) => {
      answer.writeHead(came.statusCode ?? 502, came.headers);
      came.pipe(answer);
      came.on('error', () => answer.destroy());
    });
    upward.on('error', () => (answer.headersSent ? answer.destroy() : refuse(answer, 502)));
    asked.pipe(upward);
  };
  const server = createServer(handOn).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
