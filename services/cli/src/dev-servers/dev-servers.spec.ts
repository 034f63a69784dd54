import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { couldNotRun } from '@patto/testing';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EXIT } from '../exit.ts';
import { type Ended, startPatto } from '../testing/patto-child.ts';

const LONGEST_MS = 240_000; // The first run of all downloads Kafka and builds FerretDB.
const LOOK_EVERY_MS = 200;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'patto-dev-'));
  chmodSync(folder, 0o755); // PostgreSQL's own user goes through it.
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The settings in a file of a service, once the servers run; undefined where they cannot. */
const settingsOf = async (service: string, ended: Promise<Ended>): Promise<Record<string, string> | undefined> => {
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  for (; !isOver; await delay(LOOK_EVERY_MS)) {
    const [servers = ''] = readdirSync(folder);
    const file = join(folder, servers, 'settings', `${service}.env`);
    if (existsSync(file))
      return Object.fromEntries(
        readFileSync(file, 'utf8')
          .split('\n')
          .filter(Boolean)
          .map((line) => line.split(/=(.*)/s)),
      );
  }
  return undefined;
};

const answers = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port) });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

describe('patto dev servers', () => {
  it(
    'starts the engines, writes what each service is told, and leaves nothing when it is stopped',
    async () => {
      const patto = startPatto(['dev', 'servers'], { TMPDIR: folder });
      const settings = await settingsOf('persons', patto.ended);
      if (!settings) {
        const { code, err } = await patto.ended;
        expect(code).toBe(EXIT.cannotStart);
        return couldNotRun('patto dev servers', err.trim().split('\n').at(-1) ?? '', { mustRunInCi: true });
      }
      const engines = ['PATTO_EVENT_STORE_URL', 'PATTO_KEYRING_URL', 'PATTO_BUS_URL', 'PATTO_READ_MODELS_URL'].map((name) => settings[name] ?? '');
      expect(await Promise.all(engines.map(answers))).toEqual([true, true, true, true]);
      const { code, out } = await patto.stop('SIGINT');
      expect({ code, out }).toEqual({ code: EXIT.ok, out: expect.stringContaining(`PATTO_BUS_URL=${settings['PATTO_BUS_URL']}\n`) });
      expect(await Promise.all(engines.map(answers))).toEqual([false, false, false, false]);
      expect(readdirSync(folder)).toEqual([]);
    },
    LONGEST_MS,
  );

  it(
    'says what is missing where a server cannot be had, and how to get it',
    async () => {
      const { code, err } = await startPatto(['dev', 'servers'], { PATH: dirname(process.execPath), TMPDIR: folder }).ended;
      const said = err.trim().split('\n').at(-1);
      expect({ code, said }).toEqual({ code: EXIT.cannotStart, said: expect.stringMatching(/cannot start here: .*apt-get install/) });
      expect(readdirSync(folder)).toEqual([]);
    },
    LONGEST_MS,
  );
});
