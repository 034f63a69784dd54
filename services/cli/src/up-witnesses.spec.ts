import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { EXIT } from './exit.ts';
import { asking, type PattoChild, settingsIn, startPatto } from './testing/patto-child.ts';

const TIMEOUT_MS = 90_000; // Several processes start one after the other, each compiling what it runs, on two shared cores.
const PATIENCE_MS = 20_000; // Witnesses are asked once a second.

describe('patto up --witnesses 3', () => {
  const folder = mkdtempSync(join(tmpdir(), 'patto-witnesses-'));
  const data = join(folder, 'data');
  let children: PattoChild[] = [];
  afterEach(async () => {
    await Promise.all(children.map((child) => child.stop('SIGKILL')));
    children = [];
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const up = (): PattoChild => {
    const child = startPatto(['up', '--witnesses', '3'], settingsIn(folder));
    children.push(child);
    return child;
  };
  const sizeOf = async (url: string, name: string): Promise<number> => {
    const response = await fetch(`${url}/ledger/${name}`);
    return response.ok ? Number((await response.text()).split('\n')[1]) : 0;
  };
  const isWitnessed = async (url: string): Promise<boolean> => {
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; ) {
      if ((await sizeOf(url, 'checkpoint')) > 0 && (await sizeOf(url, 'witnessed')) === (await sizeOf(url, 'checkpoint'))) return true;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return false;
  };

  it(
    'has what it records witnessed, says so in histories, and does not go on from a data folder of yesterday',
    async () => {
      const first = up();
      const url = await first.ready;
      expect(await isWitnessed(url)).toBe(true);
      const ask = asking(url, folder);
      const { items } = (await ask('administrator', 'GET /organisations')).body;
      const history = await ask('administrator', `GET /organisations/${items[0].id}/history`);
      expect(history.body.items.map(({ state }: { state: string }) => state)).toEqual(history.body.items.map(() => 'witnessed'));
      expect((await first.stop('SIGTERM')).code).toBe(EXIT.ok);
      cpSync(data, join(folder, 'yesterday'), { recursive: true });

      const second = up();
      const again = await second.ready;
      const organisation = { sector: 'third-sector', name: 'Circolo', identifiers: [] };
      expect((await asking(again, folder)('administrator', 'POST /organisations', organisation)).status).toBe(201);
      expect(await isWitnessed(again)).toBe(true);
      await second.stop('SIGTERM');

      rmSync(data, { recursive: true });
      cpSync(join(folder, 'yesterday'), data, { recursive: true });
      const { code, err } = await up().ended;
      expect(code).toBe(EXIT.cannotStart);
      expect(err).toContain('was rolled back');
    },
    TIMEOUT_MS,
  );

  it(
    'leaves a policy alone that somebody else has written',
    async () => {
      writeFileSync(join(folder, 'keys', 'ledger.policy'), 'quorum none\n');
      const { code, err } = await up().ended;
      expect(code).toBe(EXIT.cannotStart);
      expect(err).toContain('names your own witnesses');
    },
    TIMEOUT_MS,
  );
});
