import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEVELOPMENT_ISSUER, openDevelopmentIssuer } from '@patto/access';
import { readSettings } from '@patto/service-kit';
import { declaredAnswers } from '@patto/service-kit/testing';
import { type Started, start } from '../start.ts';

/** What came back; a JSON body is parsed, anything else is a text. */
export interface Came {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at what came and says itself what it expects there.
  readonly body: any;
  readonly text: string;
}

/** What is sent beside the method and the address; an object is sent as JSON, a text as it is. */
export interface Sent {
  readonly as?: string;
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** All services at work for a test of the HTTP edge, with operators of the founding body and of another one. */
export interface Edge {
  readonly running: Started;
  /** Where the services listen, as `http://127.0.0.1:4711`. */
  readonly url: string;
  /** The folder of the keys, where the built-in issuer's key is. */
  readonly keys: string;
  /** Sends `POST /api/v1/persons` as a login, or without a token; the answer is checked against what is declared. */
  send(route: string, sent?: Sent): Promise<Came>;
  /** Sends what must be accepted, and waits until it can be read; answers with what was recorded. */
  does(as: string, route: string, body?: object): Promise<{ readonly id: string; readonly revision: number; readonly position: number }>;
  /** A token of the built-in issuer, good for so many minutes. */
  token(login: string, minutes?: number): Promise<string>;
  close(): Promise<void>;
}

const A_YEAR_MS = 365 * 86_400_000;

/** Starts everything on a free port over folders that are thrown away: `administrator` and `sara` work for the founding body, which reads needs in valcurta. @param more further settings */
export const edgeAtWork = async (more: Readonly<Record<string, string>> = {}): Promise<Edge> => {
  const folder = mkdtempSync(join(tmpdir(), 'patto-edge-'));
  const settings = readSettings({ PATTO_DATA: join(folder, 'data'), PATTO_KEYS: join(folder, 'keys'), PATTO_PORT: '0', PATTO_LOG_LEVEL: 'error', ...more });
  const fatal: Error[] = [];
  const running = await start(settings, { onFatal: (error) => fatal.push(error) });
  const url = await running.listen();
  const check = declaredAnswers((await (await fetch(`${url}/openapi.json`)).json()) as object);
  const issuer = openDevelopmentIssuer({ folder: settings.keys, audience: settings.audience });
  const token: Edge['token'] = (login, minutes) => issuer.issueToken({ login, ...(minutes !== undefined && { minutes }) });

  const send: Edge['send'] = async (route, { as, body, headers = {} } = {}) => {
    const [method, path] = route.split(' ') as [string, string];
    const authorization = as === undefined ? {} : { authorization: `Bearer ${await token(as)}` };
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...authorization, ...json, ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = text !== '' && /json/.test(response.headers.get('content-type') ?? '');
    const came = { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : text };
    check({ ...came, method, path, contentType: response.headers.get('content-type') ?? '' });
    return came;
  };
  const does: Edge['does'] = async (as, route, body = {}) => {
    const came = await send(route, { as, body });
    if (came.status >= 300) throw new Error(`${route} was refused: ${came.text}`);
    await running.idle();
    return came.body;
  };
  const close = async () => {
    await running.close();
    rmSync(folder, { recursive: true, force: true });
    if (fatal[0]) throw fatal[0];
  };
  const edge: Edge = { running, url, keys: settings.keys, send, does, token, close };
  await staffed(edge).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return edge;
};

const staffed = async ({ running, does }: Edge): Promise<void> => {
  const { organisation } = running;
  const login = { issuer: DEVELOPMENT_ISSUER, subject: 'sara' };
  await does('administrator', `POST /api/v1/organisations/${organisation}/affiliations`, { name: 'Sara', login, roles: ['operator', 'coordinator'] });
  await does('administrator', `POST /api/v1/organisations/${organisation}/competences`, { competence: 'reading-needs', evidence: 'Law 328/2000' });
  const [from, until] = [new Date().toISOString(), new Date(Date.now() + A_YEAR_MS).toISOString()];
  const terms = { competences: ['reading-needs'], areas: ['valcurta'], categories: [], from, until, act: 'Law 328/2000', basis: 'law' };
  const { id } = await does('administrator', 'POST /api/v1/mandates', { holder: organisation, ...terms });
  await does('administrator', `POST /api/v1/mandates/${id}/acceptance`);
};
