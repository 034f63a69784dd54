import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { CannotStart, NotYet, type Started, start } from '@patto/all-in-one';
import { readSettings, type Settings } from '@patto/service-kit';
import { freePort } from '@patto/testing/engines';
import { setTimeout as delay } from 'node:timers/promises';
import { openEngines } from './engines.ts';

const SLOW_MS = 120_000; // Servers that start, one after another.
const LOOK_EVERY_MS = 100;

const engines = await openEngines('a start while engines are away');
afterAll(() => engines?.stop(), SLOW_MS);

const settingsWith = async (more: Readonly<Record<string, string>> = {}): Promise<Settings> =>
  readSettings({ ...engines?.settingsOf('all-in-one'), PATTO_PORT: String(await freePort()), ...more });

const onFatal = (error: Error): never => {
  throw error;
};

describe('a start while engines are away', () => {
  let started: Started | undefined;
  afterEach(() => started?.close(), SLOW_MS);

  it(
    'waits for each, says at /readyz for which, refuses everything else for now, and goes on as each comes',
    async () => {
      if (!engines) return;
      const { postgres, mongo, kafka } = engines;
      const settings = await settingsWith();
      const asked = (path: string) => fetch(`http://127.0.0.1:${settings.port}${path}`);
      const readiness = async () => {
        const answer = await asked('/readyz');
        return { status: answer.status, body: await answer.json() };
      };
      const waitsFor = async (setting: string) => {
        const waiting = { status: 503, body: { status: 'waiting', away: [setting], followers: [], reactions: [] } };
        for (;;) {
          const said = await readiness().catch(() => undefined);
          if (JSON.stringify(said) === JSON.stringify(waiting)) return;
          await delay(LOOK_EVERY_MS);
        }
      };
      for (const engine of [postgres, mongo, kafka]) await engine.kill();
      const starting = start(settings, { onFatal });

      await waitsFor('PATTO_EVENT_STORE_URL');
      expect((await asked('/livez')).status).toBe(200);
      expect(await (await asked('/api/v1/need-signals')).json()).toMatchObject({ status: 503, type: '/problems/engine-away' });
      await postgres.restart();
      await waitsFor('PATTO_READ_MODELS_URL');
      await mongo.start();
      await waitsFor('PATTO_BUS_URL');
      await kafka.start();
      started = await starting;
      await started.listen();
      expect(await readiness()).toMatchObject({ status: 200, body: { status: 'ready' } });
    },
    SLOW_MS,
  );

  it(
    'is given up for now where one stays away',
    async () => {
      if (!engines) return;
      await engines.postgres.kill();
      const given = await start(await settingsWith(), { onFatal, patienceMs: 0 }).catch((error: unknown) => error);
      await engines.postgres.restart();
      expect(given).toBeInstanceOf(NotYet);
      expect((given as NotYet).message).toBe('PATTO_EVENT_STORE_URL: No server answers there. Start it, or set the URL of one that runs.');
    },
    SLOW_MS,
  );

  it(
    'does not wait for a server that is there and refuses',
    async () => {
      if (!engines) return;
      const url = new URL(engines.settingsOf('all-in-one')['PATTO_EVENT_STORE_URL'] ?? '');
      url.pathname = '/another';
      await expect(start(await settingsWith({ PATTO_EVENT_STORE_URL: url.href }), { onFatal })).rejects.toThrow(CannotStart);
    },
    SLOW_MS,
  );
});
