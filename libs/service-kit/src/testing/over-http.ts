import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDevelopmentIssuer } from '@patto/access';
import { pino } from 'pino';
import { type Running, runServices } from '../run.ts';
import type { Service } from '../service.ts';
import { readSettings } from '../settings.ts';
import { declaredAnswers } from './declared-answers.ts';
import { policyInForce } from './policy-in-force.ts';

export { declaredAnswers, policyInForce };

/** An answer over HTTP; JSON is parsed, also that of problems, and anything else is a text. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at what came and says itself what it expects there.
  readonly body: any;
}

/** What one caller sends: the method and path as `POST /pacts`, under the base path of the API. */
export type Caller = (route: string, body?: object, headers?: Readonly<Record<string, string>>) => Promise<Answered>;

/** Services at work for a test, on a free port of this machine, over folders that are thrown away. Every answer is checked against what is declared. */
export interface OverHttp {
  readonly running: Running;
  /** Calls as a login of the built-in issuer, or as the actor with this id. */
  as(login: string): Caller;
  /** Calls with this `Authorization` header, as the holder of a one-time link does. */
  with(authorization: string): Caller;
  close(): Promise<void>;
}

/**
 * Runs services for a test; close it in every case.
 * @param clock milliseconds of the Unix epoch; the machine's where it is left out
 */
export const overHttp = async (services: readonly Service[], clock: () => number = Date.now): Promise<OverHttp> => {
  const folder = mkdtempSync(join(tmpdir(), 'patto-over-http-'));
  const settings = readSettings({ PATTO_DATA: join(folder, 'data'), PATTO_KEYS: join(folder, 'keys'), PATTO_PORT: '0' });
  const fatal: Error[] = [];
  const running = await runServices(services, settings, { logger: pino({ level: 'silent' }), clock, onFatal: (error) => fatal.push(error) });
  await policyInForce(running.world);
  const url = await running.listen();
  const check = declaredAnswers((await (await fetch(`${url}/openapi.json`)).json()) as object);
  const { issueToken } = openDevelopmentIssuer({ folder: settings.keys, audience: settings.audience, clock });
  const calling =
    (authorization: () => string | Promise<string>): Caller =>
    async (route, body, headers = {}) => {
      const [method = 'GET', path = '/'] = route.split(' ');
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: { authorization: await authorization(), ...(body && { 'content-type': 'application/json' }), ...headers },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = /json/.test(response.headers.get('content-type') ?? '');
      const came = { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
      check({ ...came, method, path: `/api/v1${path}`, contentType: response.headers.get('content-type') ?? '' });
      return came;
    };
  return {
    running,
    as: (login) => calling(async () => `Bearer ${await issueToken({ login })}`), // Anew for each call: a test's clock may leap.
    with: (authorization) => calling(() => authorization),
    close: async () => {
      await running.close();
      rmSync(folder, { recursive: true, force: true });
      if (fatal[0]) throw fatal[0];
    },
  };
};
