import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSettings } from '@patto/service-kit';
import { startFake } from '@patto/testing/kurrentdb';
import { CannotStart, start } from './start.ts';
import type { Story } from './story/index.ts';
import { SLOW_START_MS, toldOverTheNetwork } from './testing/told-story.ts';

/** In the middle of the story, when the plan is agreed and its lines are carried out. */
const RESTARTS_BEFORE = 60;

/** Long enough for a start to find that nothing answers. */
const AWAY_MS = 1_500;

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const PATTO = ['--conditions=source', '--import', here('../../../libs/event-store/src/sqlite/trials/run-typescript.mjs'), here('../../cli/src/main.ts')];

const kurrent = await startFake();
afterAll(() => kurrent.stop());

describe('the story of Valcurta in one process whose log is on KurrentDB', () => {
  const told = toldOverTheNetwork({ engines: { PATTO_EVENT_STORE_URL: kurrent.url }, restartsBefore: RESTARTS_BEFORE });
  const { shown } = told;
  let story: Story;
  beforeAll(async () => {
    story = await told.begin();
  }, SLOW_START_MS);
  afterAll(() => told.end());

  it('is told to its end, over a restart in its middle, and is all there', async () => {
    expect(told.sent).toBeGreaterThan(1.5 * RESTARTS_BEFORE);
    const { log } = told.started.world;
    expect(log.capabilities).toEqual({ densePositions: true, guards: 'atomic' });
    const positions: number[] = [];
    for await (const { position } of log.readAll()) positions.push(position);
    expect(positions).toEqual(positions.map((_, index) => index));
    expect(positions.length).toBeGreaterThan(RESTARTS_BEFORE);
    expect(told.fatal).toEqual([]);
  });

  it('answers as it does on the embedded log', async () => {
    expect(await shown('paolo', `/pacts/${story.pact}`)).toMatchObject({ status: 'active' });
    expect(await shown('maria', `/plans/${story.plan}`)).toMatchObject({ status: 'agreed' });
    expect(await shown('sara', `/referrals/${story.rides}`)).toMatchObject({ state: 'on-hold', heldFor: 'consent-withdrawn' });
    const { items } = await shown('marta', `/obligations?holder=${story.comune}&state=breached`);
    expect(items.length).toBeGreaterThan(0);
    expect((await shown('maria', `/persons/${story.maria}/accesses`)).items.length).toBeGreaterThan(0);
  });

  it(
    'is sealed as patto verify finds it',
    async () => {
      const { url, environment } = told.place;
      const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PATTO_')));
      const { stdout } = await promisify(execFile)(process.execPath, [...PATTO, 'verify', url, '--json'], { env: { ...inherited, ...environment } });
      const { verdict, findings, logs } = JSON.parse(stdout);
      expect({ verdict, findings }).toEqual({ verdict: 'fits', findings: [] });
      expect(logs.events.checked.entries).toBe((await told.started.world.log.head()) + 1);
    },
    SLOW_START_MS,
  );

  it('is refused to whoever has another folder, and to a second process over the same one', async () => {
    const starting = (data: string) => start(readSettings({ ...told.place.environment, PATTO_DATA: data }), { onFatal: () => undefined });
    const { PATTO_DATA: data } = told.place.environment;
    const refused = (why: RegExp) => ({ name: CannotStart.name, message: expect.stringMatching(why) });
    await expect(starting(join(data, '..', 'elsewhere'))).rejects.toMatchObject(refused(/belongs to another deployment/));
    await expect(starting(data)).rejects.toMatchObject(refused(/accesses\.sqlite/));
  });
});

describe('one process whose log is on a KurrentDB', () => {
  const folder = mkdtempSync(join(tmpdir(), 'patto-kurrentdb-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('waits for the server, and is not started where that was restored from a backup that is older than what is sealed', async () => {
    const before = await startFake();
    before.stop();
    const settings = readSettings({
      ...{ PATTO_DATA: join(folder, 'data'), PATTO_KEYS: join(folder, 'keys'), PATTO_PORT: '0', PATTO_LOG_LEVEL: 'error' },
      PATTO_EVENT_STORE_URL: before.url,
    });
    const options = { onFatal: () => undefined };
    const starting = start(settings, options);
    await delay(AWAY_MS);
    const server = await startFake({}, before);
    const started = await starting;
    await started.idle();
    await started.close();
    server.events.forgetLast();
    await expect(start(settings, options)).rejects.toMatchObject({ name: CannotStart.name, message: expect.stringMatching(/sealed/) });
    server.stop();
  });
});
