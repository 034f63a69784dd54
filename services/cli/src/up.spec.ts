import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EXIT } from './exit.ts';
import { type Ask, asking, type Environment, type PattoChild, settingsIn, startPatto } from './testing/patto-child.ts';
import type { Report } from './verify/report.ts';

const TIMEOUT_MS = 180_000; // Several processes start one after the other, each compiling what it runs, on two shared cores.
const READY_WITHIN_MS = 5_000; // What is promised for every start but the first.
const CLIENTS = 16;
const KILLS = 3;
const LOOK_EVERY_MS = 5; // Short beside the answers of sixteen clients, so that kills come at any moment of their work.

describe('patto up', () => {
  let folder = '';
  let children: PattoChild[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'patto-up-'));
    children = [];
  });
  afterEach(async () => {
    await Promise.all(children.map((child) => child.stop('SIGKILL')));
    rmSync(folder, { recursive: true });
  });
  const patto = (args: readonly string[], settings: Environment = {}): PattoChild => {
    const child = startPatto(args, { ...settingsIn(folder), ...settings });
    children.push(child);
    return child;
  };
  const verified = async (): Promise<Report> => {
    const { code, out, err } = await patto(['verify', join(folder, 'data'), '--json']).ended;
    expect({ code, err }).toEqual({ code: 0, err: '' });
    return JSON.parse(out) as Report;
  };

  it(
    'names every wrong setting at once and touches nothing',
    async () => {
      const wrong = { PATTO_PORT: 'eighty', PATTO_LOG_LEVEL: 'loud', PATTO_BUS_URL: 'nats://127.0.0.1', PATTO_COLOUR: 'blue' };
      const { code, out, err } = await patto(['up'], wrong).ended;
      expect({ code, out }).toEqual({ code: EXIT.cannotStart, out: '' });
      for (const name of Object.keys(wrong)) expect(err).toMatch(new RegExp(`^ +${name}: .+\\.$`, 'm'));
      for (const right of ['PATTO_DATA', 'PATTO_KEYS']) expect(err).not.toContain(right);
      expect(existsSync(join(folder, 'data'))).toBe(false);
    },
    TIMEOUT_MS,
  );

  it(
    'says at the next start that a seed was cut short, and starts all the same',
    async () => {
      const killed = patto(['up']);
      while (!existsSync(join(folder, 'data', 'seeding'))) await wait(LOOK_EVERY_MS);
      await killed.stop('SIGKILL');
      const again = patto(['up']);
      await again.ready;
      const { err } = await again.stop('SIGTERM');
      expect(err).toContain('The district was seeded in part only');
    },
    TIMEOUT_MS,
  );

  it(
    'names a busy port with its remedy and touches nothing',
    async () => {
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      const { port } = other.address() as AddressInfo;
      const { code, err } = await patto(['up'], { PATTO_PORT: String(port) }).ended;
      other.close();
      expect({ code, err }).toEqual({
        code: EXIT.cannotStart,
        err: `Port ${port} is in use on 127.0.0.1. Stop what listens there, or set PATTO_PORT to a free one.\n`,
      });
      expect(existsSync(join(folder, 'data'))).toBe(false);
    },
    TIMEOUT_MS,
  );

  it(
    'names a data folder that another process uses, which goes on undisturbed',
    async () => {
      const url = await patto(['up']).ready;
      const { code, err } = await patto(['up']).ended;
      expect(code).toBe(EXIT.cannotStart);
      expect(err).toBe(`${join(folder, 'data', 'events.sqlite')} is in use by another process. Stop that one, or choose another data folder.\n`);
      const sector = 'third-sector';
      expect(await asking(url, folder)('administrator', 'POST /organisations', { sector, name: 'Corale', identifiers: [] })).toMatchObject({ status: 201 });
    },
    TIMEOUT_MS,
  );

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(
      `stops cleanly on ${signal}: all that was recorded is sealed and fits, and the next start is ready within five seconds`,
      async () => {
        const first = patto(['up']);
        await first.ready;
        const stopped = await first.stop(signal);
        expect(stopped).toMatchObject({ code: EXIT.ok, signal: null, err: 'Seeding the district of Valcurta …\n' });
        const events = Number(/^events=(\d+)$/m.exec(stopped.out)?.[1]);
        expect(await verified()).toMatchObject({
          verdict: 'fits',
          findings: [],
          logs: { events: { checked: { entries: events, rows: events }, unsealedTail: { rows: 0 }, rules: { findings: [] } }, accesses: { keyFrom: 'events' } },
        });

        const began = performance.now();
        const second = patto(['up']);
        await second.ready;
        expect(performance.now() - began).toBeLessThan(READY_WITHIN_MS);
        expect(await second.stop(signal)).toMatchObject({ code: EXIT.ok, err: '' });
        expect((await verified()).logs.events?.checked).toMatchObject({ entries: events });
      },
      TIMEOUT_MS,
    );
  }

  it(
    `keeps all that it acknowledged when it is killed under load, ${KILLS} times, and records once what is sent again`,
    async () => {
      const acknowledged = new Map<string, string>();
      const unanswered = new Set<string>();
      let sent = 0;
      const register = async (ask: Ask, name: string): Promise<void> => {
        unanswered.add(name);
        const { status, body } = await ask(
          'administrator',
          'POST /organisations',
          { sector: 'third-sector', name, identifiers: [] },
          { 'idempotency-key': name },
        );
        if (status !== 201 && status !== 200) throw new Error(`Answered ${status} ${JSON.stringify(body)}`);
        unanswered.delete(name);
        acknowledged.set(name, body.id);
      };
      const keepRegistering = async (ask: Ask): Promise<void> => {
        for (;;) await register(ask, `Circolo-${sent++}`);
      };

      for (let kill = 0; kill < KILLS; kill += 1) {
        const child = patto(['up']);
        const ask = asking(await child.ready, folder);
        const before = acknowledged.size;
        const ends: string[] = [];
        const working = Array.from({ length: CLIENTS }, () => keepRegistering(ask).catch(({ name, message }: Error) => ends.push(`${name}: ${message}`)));
        while (ends.length === 0 && acknowledged.size < before + 100 + 77 * kill) await wait(LOOK_EVERY_MS);
        expect(ends).toEqual([]);
        expect((await child.stop('SIGKILL')).signal).toBe('SIGKILL');
        await Promise.all(working);
        expect(ends.filter((end) => !end.startsWith('TypeError'))).toEqual([]); // The connection broke; nothing was answered wrongly.
      }
      expect(unanswered.size).toBeGreaterThan(0);

      const child = patto(['up']);
      const ask = asking(await child.ready, folder);
      for (const [name, id] of acknowledged) expect(await ask('administrator', `GET /organisations/${id}`)).toMatchObject({ status: 200, body: { name } });
      for (const name of [...unanswered]) await register(ask, name);
      expect(await child.stop('SIGTERM')).toMatchObject({ code: EXIT.ok });
      expect(acknowledged.size).toBe(sent);
      expect(new Set(acknowledged.values()).size).toBe(sent);
      expect(await verified()).toMatchObject({ verdict: 'fits', logs: { events: { unsealedTail: { rows: 0 } } } });
    },
    TIMEOUT_MS,
  );
});
