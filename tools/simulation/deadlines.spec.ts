import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Broker } from './broker.ts';
import { chances } from './chances.ts';
import { all, type Deployment, openDeployment } from './deployment.ts';
import { type District, MORNING, makeDistrict } from './district.ts';
import { Faults } from './faults.ts';
import { comeToRest } from './rest.ts';
import { type Told, toldBy } from './told.ts';

const HOUR_MS = 3_600_000;
const SLOW_MS = 60_000; // Two shared cores, and every test starts a deployment several times.

let folder: string;
let district: District;
let now: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'patto-deadline-'));
  district = await makeDistrict(folder);
  now = MORNING;
}, SLOW_MS);
afterEach(() => rmSync(folder, { recursive: true }));

/** A process at work for as long as something is done with it. It ends before what was due later is done. */
const atWork = async <Result>(work: (deployment: Deployment) => Promise<Result>): Promise<Result> => {
  const faults = new Faults();
  const broker = new Broker(chances(1), faults);
  const deployment = await openDeployment({ folder, clock: () => now, broker, faults, idByChance: () => '' });
  try {
    const result = await work(deployment);
    await comeToRest(deployment, broker);
    return result;
  } finally {
    await deployment.close();
  }
};

let sent = 0;
const does = (deployment: Deployment, command: string, data: object, party = 0) => {
  sent += 1;
  const by = district.care.parties[party];
  if (!by) throw new RangeError('No such party.');
  return deployment.act(command, data, by, `00000000-0000-8000-8000-${String(sent).padStart(12, '0')}`);
};
/** Everything that was recorded, after a process has come to rest twice more. */
const untilRest = async (): Promise<readonly Told[]> => {
  await atWork(async () => undefined);
  return atWork(async ({ world }) => toldBy(await all(world.log.readAll())));
};
const named = (told: readonly Told[], ...names: string[]) => told.filter(({ name }) => names.includes(name)).map(({ name }) => name);
const changing = (change: object) => ({ pact: district.care.pact, change: { service: district.care.services[0], ...change } });

describe('a deadline that passes while the process is down', () => {
  it(
    'lets a decision lapse by its rule, once, at the time when it was due',
    async () => {
      const capacity = [{ unit: 'places', amount: 5 }];
      const opened = await atWork((deployment) => does(deployment, 'OpenDecision', changing({ type: 'capacity', capacity })));
      now += 14 * 24 * HOUR_MS - 1;
      expect(named(await untilRest(), 'DecisionLapsed')).toEqual([]); // The control: it is not due yet.
      now += 30 * 24 * HOUR_MS;
      const lapsed = (await untilRest()).filter(({ name }) => name === 'DecisionLapsed');
      expect(lapsed).toMatchObject([{ stream: opened.stream, data: { atDeadline: true, happenedAt: '2027-03-15T09:00:00.000Z' } }]);
    },
    SLOW_MS,
  );

  it(
    'carries a decision by its rule, once, and the service follows once',
    async () => {
      await atWork(async (deployment) => {
        const { stream: decision } = await does(deployment, 'OpenDecision', changing({ type: 'closure', reason: 'Over' }));
        await does(deployment, 'TakePosition', { decision, position: 'agree' });
      });
      now += 4 * 24 * HOUR_MS;
      expect(named(await untilRest(), 'DecisionCarried', 'ServiceClosed').slice(-2)).toEqual(['DecisionCarried', 'ServiceClosed']);
      expect(named(await untilRest(), 'ServiceClosed')).toHaveLength(1);
    },
    SLOW_MS,
  );

  it(
    'ends an urgent suspension after 72 hours, once, also where the list of what is due was lost',
    async () => {
      const [service] = district.care.services;
      await atWork((deployment) => does(deployment, 'SuspendServiceUrgently', { service, reason: 'danger' }));
      now += 72 * HOUR_MS - 1;
      expect(named(await untilRest(), 'UrgentSuspensionLapsed')).toEqual([]);
      const data = join(folder, 'data');
      for (const file of readdirSync(data)) if (file.startsWith('due.sqlite')) rmSync(join(data, file));
      now += 5 * HOUR_MS;
      expect(named(await untilRest(), 'ServiceSuspendedUrgently', 'UrgentSuspensionLapsed')).toEqual(['ServiceSuspendedUrgently', 'UrgentSuspensionLapsed']);
    },
    SLOW_MS,
  );
});
