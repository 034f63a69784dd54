import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { openDevelopmentIssuer } from '@patto/access';
import { readSettings } from '@patto/service-kit';
import { declaredAnswers } from '@patto/service-kit/testing';
import { storyBegins, tellIn } from '../seed.ts';
import { type Started, start } from '../start.ts';
import type { Answer, Send, Story } from '../story/index.ts';

/** All services start and more than a hundred acts are told over the network, on two shared cores. */
export const SLOW_START_MS = 180_000;

type Sent = Parameters<Send>[0] & { readonly headers?: Readonly<Record<string, string>> };

export interface ToldWish {
  /** The settings of engines that are not embedded. */
  readonly engines?: Readonly<Record<string, string>>;
  /** All services are stopped and started again before this request, counted from 1. */
  readonly restartsBefore?: number;
}

/** The story of Valcurta over a real port; every answer is held against its declared schema. */
export const toldOverTheNetwork = ({ engines = {}, restartsBefore }: ToldWish = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'patto-valcurta-'));
  const environment = { PATTO_DATA: join(folder, 'data'), PATTO_KEYS: join(folder, 'keys'), PATTO_PORT: '0', PATTO_LOG_LEVEL: 'error', ...engines };
  const settings = readSettings(environment);
  const fatal: Error[] = [];
  let scripted: number | undefined = storyBegins();
  const clock = () => scripted ?? Date.now();
  const issuer = openDevelopmentIssuer({ folder: settings.keys, audience: settings.audience, clock });
  let started: Started;
  let url = '';
  let check: ReturnType<typeof declaredAnswers>;
  let sent = 0;

  const beAtWork = async (): Promise<void> => {
    started = await start(settings, { clock, onFatal: (error) => fatal.push(error) });
    url = await started.listen();
  };
  const send = async ({ method, path, as, holding, actingFor, body, headers: more }: Sent): Promise<Answer> => {
    sent += 1;
    if (sent === restartsBefore) {
      await started.close();
      await beAtWork();
    }
    const token = holding ?? (await issuer.issueToken({ login: as }));
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...(actingFor && { 'patto-acting-for': actingFor }), ...more };
    const response = await fetch(`${url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const answer = { status: response.status, body: await response.json() };
    check({ ...answer, method, path, contentType: String(response.headers.get('content-type')) });
    return answer;
  };
  const reads = (as: string, path: string): Promise<Answer> => send({ method: 'GET', path: `/api/v1${path}`, as });

  return {
    fatal,
    /** Where it listens, and its settings as a process is given them. */
    get place() {
      return { url, environment };
    },
    /** How many requests were sent. */
    get sent() {
      return sent;
    },
    /** Whatever else is sent there. */
    send,
    get started() {
      return started;
    },
    begin: async (): Promise<Story> => {
      await beAtWork();
      check = declaredAnswers((await (await fetch(`${url}/openapi.json`)).json()) as object);
      const deployment = {
        organisation: started.organisation,
        idle: () => started.idle(),
        tick: () => started.tick(),
        nextDue: () => started.nextDue(),
        events: async () => (await started.world.log.head()) + 1,
        now: clock,
        move: async (to: number | undefined) => void (scripted = to),
      };
      return (await tellIn(deployment, send)).story;
    },
    end: async () => {
      await started?.close();
      rmSync(folder, { recursive: true });
    },
    /** What somebody is shown there. */
    shown: async (as: string, path: string): Promise<Answer['body']> => {
      const { status, body } = await reads(as, path);
      expect({ path, status, problem: status === 200 ? undefined : body }).toEqual({ path, status: 200, problem: undefined });
      return body;
    },
    refused: async (as: string, path: string) => {
      const { status, body } = await reads(as, path);
      expect({ status, type: body.type }).toEqual({ status: 403, type: '/problems/not-a-recipient' });
    },
  };
};
