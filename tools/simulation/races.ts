import { Rejection } from '@patto/contracts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Broker } from './broker.ts';
import { chances } from './chances.ts';
import { comanagementViolations } from './comanagement-invariants.ts';
import { all, openDeployment } from './deployment.ts';
import { type District, MORNING, makeDistrict } from './district.ts';
import { Faults } from './faults.ts';
import type { Operator } from './home-care.ts';
import { type Told, toldBy } from './told.ts';
import { type Blind, type Decides, twoDeciders } from './two-at-once.ts';

/** What was recorded when two acted at once, and what of the rules does not hold. */
export interface Raced {
  readonly told: readonly Told[];
  readonly violations: readonly string[];
  /** How often the second of the two was refused. */
  readonly refused: number;
}

interface Race {
  readonly district: District;
  readonly decides: readonly [Decides, Decides];
  readonly parties: readonly [Operator, Operator, Operator];
  /** A decision about the places of the first service, as its lead proposes it. */
  readonly propose: () => Promise<string>;
}

/** Lets two act at once, so often, each time in another order of steps. */
const race = async (times: number, seed: number, blind: Blind | undefined, round: (race: Race) => Promise<void>): Promise<Raced> => {
  const folder = mkdtempSync(join(tmpdir(), 'patto-race-'));
  const random = chances(seed);
  const faults = new Faults();
  try {
    const district = await makeDistrict(folder);
    const clock = () => MORNING;
    const deployment = await openDeployment({ folder, clock, broker: new Broker(random, faults), faults, idByChance: () => '' });
    try {
      const decides = twoDeciders(deployment, clock, random, blind);
      const [lead, filo, corte] = district.care.parties as [Operator, Operator, Operator];
      const propose = async (): Promise<string> => {
        const change = { type: 'capacity', service: district.care.services[0], capacity: [{ unit: 'places', amount: 3 }] };
        return ((await decides[0]('OpenDecision', { pact: district.care.pact, change }, lead)) as { stream: string }).stream;
      };
      let refused = 0;
      for (let time = 0; time < times; time += 1) {
        await round({ district, decides, parties: [lead, filo, corte], propose }).catch((error: unknown) => {
          if (!(error instanceof Rejection)) throw error;
          refused += 1;
        });
      }
      const told = toldBy(await all(deployment.world.log.readAll()));
      const violations = (await comanagementViolations(told, deployment.models)).filter(
        (one) => !one.includes('the register says') && !one.includes('was referred'),
      );
      return { told, violations, refused };
    } finally {
      await deployment.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** The last two positions that a decision waits for come at once. */
export const twoLastPositions = (times: number, seed: number, blind?: Blind): Promise<Raced> =>
  race(times, seed, blind, async ({ decides: [one, other], parties: [lead, filo, corte], propose }) => {
    const decision = await propose();
    const agree = { decision, position: 'agree' };
    await one('TakePosition', agree, lead);
    await Promise.all([one('TakePosition', agree, filo), other('TakePosition', agree, corte)]);
  });

/** The last position comes while its author is suspended. */
export const positionAndSuspension = (times: number, seed: number, blind?: Blind): Promise<Raced> =>
  race(times, seed, blind, async ({ district, decides: [one, other], parties: [lead, filo, corte], propose }) => {
    const decision = await propose();
    const agree = { decision, position: 'agree' };
    const its = { pact: district.care.pact, organisation: filo.organisation };
    for (const who of [lead, corte]) await one('TakePosition', agree, who);
    const acts = [() => one('TakePosition', agree, filo), () => other('SuspendParticipation', { ...its, reason: 'Staff is ill.' }, lead)];
    const [said] = await Promise.allSettled(acts.map((act) => act()));
    await one('ResumeParticipation', its, lead);
    if (said?.status === 'rejected') throw said.reason;
  });
