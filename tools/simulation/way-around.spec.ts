import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type By, Rejection } from '@patto/contracts';
import { ServiceClosed } from '@patto/contracts/comanagement';
import type { Recorded } from '@patto/event-store';
import type { AnyDecision } from '@patto/event-store/pure';
import { event } from '@patto/event-store/pure';
import { canonical } from '@patto/privacy';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Broker } from './broker.ts';
import { type Chances, chances } from './chances.ts';
import { all, type Deployment, openDeployment, SERVICES } from './deployment.ts';
import { type District, MORNING, makeDistrict } from './district.ts';
import { Faults } from './faults.ts';
import { idsIn, makingUp } from './made-up.ts';
import { comeToRest } from './rest.ts';
import { toldBy } from './told.ts';

const SLOW_MS = 300_000; // Two shared cores, and some thousand commands.
/** So often each command is made up for each caller. */
const TRIES = 4;
/** The events by which the state of a service changes; places come and go with referrals. */
const CHANGES = /^(?:Service(?!SuspendedUrgently|Referral)[A-Z]\w+|ScheduleChanged|PerformerChanged)$/;

describe('a service', () => {
  let folder: string;
  let district: District;
  let deployment: Deployment;
  let broker: Broker;
  let random: Chances;
  let sent = 0;

  const act = async (command: string, data: object, by: By): Promise<string> => {
    sent += 1;
    return (await deployment.act(command, data, by, deployment.world.keyring.deriveUuid('way around', String(sent)))).stream;
  };
  const recorded = (): Promise<readonly Recorded[]> => all(deployment.world.log.readAll());
  const changesAfter = (position: number, events: readonly Recorded[]) =>
    toldBy(events)
      .filter((one) => one.position > position && CHANGES.test(one.name))
      .map(({ name }) => name);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'patto-way-around-'));
    district = await makeDistrict(folder);
    const faults = new Faults();
    random = chances(7);
    broker = new Broker(random, faults);
    deployment = await openDeployment({ folder, clock: () => MORNING, broker, faults, idByChance: () => '' });
    const { parties, services } = district.care;
    const [lead, filo, corte] = parties as [By, By, By & { organisation: string }];
    await comeToRest(deployment, broker);
    // Something of each kind that a command could name: a referral that has started, a hand-over that was declined.
    const referral = await act('RequestReferral', { person: district.persons[1]?.person, service: services[0], amount: 1 }, lead);
    await act('AcceptReferral', { referral, steps: [] }, filo);
    await comeToRest(deployment, broker);
    await act('StartReferral', { referral }, filo);
    const transfer = await act('OfferTransfer', { service: services[0], to: corte.organisation, reason: 'Illness' }, filo);
    await act('DeclineTransfer', { transfer, reason: 'terms' }, corte);
    await comeToRest(deployment, broker);
  }, SLOW_MS);
  afterAll(async () => {
    await deployment?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Every caller that there could be, our own services among them, tries a command made up about what there is. */
  const attempt = async (decisions: readonly AnyDecision[], decide: (name: string, data: object, by: By) => Promise<unknown>) => {
    const events = await recorded();
    const before = events.length - 1;
    const makeUp = makingUp(idsIn(events), random);
    const [lead, filo, corte] = district.care.parties as [By, By, By];
    const stranger = { actor: lead.actor, organisation: 'organisation-00000000-0000-8000-8000-000000000099' } as const;
    const system = { actor: `system-${deployment.world.keyring.deriveUuid('system', 'comanagement')}` } as const;
    const callers: readonly By[] = [lead, filo, corte, stranger, { actor: district.line.person }, system];
    const outcomes = { done: 0, refused: 0, impossible: 0 };
    for (const { command } of decisions) {
      for (const by of callers) {
        for (let time = 0; time < TRIES; time += 1) {
          await decide(command.name, makeUp(command), by).then(
            () => (outcomes.done += 1),
            (error: unknown) => (error instanceof Rejection ? (outcomes.refused += 1) : (outcomes.impossible += 1)),
          );
        }
      }
    }
    return { before, outcomes };
  };

  it(
    'changes by no command that there is, whoever sends it, unless the parties decided or somebody took it over',
    async () => {
      const decisions = SERVICES.flatMap((service) => service.decisions);
      const { before, outcomes } = await attempt(decisions, act);
      expect(changesAfter(before, await recorded())).toEqual([]);
      expect(decisions.length).toBeGreaterThan(100);
      expect(outcomes.done).toBeGreaterThan(decisions.length);
      expect(outcomes.impossible).toBeLessThan(outcomes.done + outcomes.refused);
      await comeToRest(deployment, broker); // Nor by what our services make of it.
      expect(changesAfter(before, await recorded())).toEqual([]);
    },
    SLOW_MS,
  );

  it('would be seen to change by one that closes it for anybody: the control', async () => {
    const closing = SERVICES.flatMap((service) => service.decisions).find(({ command }) => command.name === 'FreePlace') as AnyDecision;
    const [service] = district.care.services;
    const careless: AnyDecision = {
      ...closing,
      decide: ({ pact, performer, obligation }) => [
        event(ServiceClosed, { decision: 'decision-00000000-0000-8000-8000-000000000001', pact, performer, reason: 'Over', obligation }),
      ],
    };
    const { before } = await attempt([careless], (_, __, by) => {
      sent += 1;
      const data = { service, referral: 'referral-00000000-0000-8000-8000-000000000001' };
      const authorise = () => ({ by, initiative: 'agency', relied: [] }) as const;
      const commandId = deployment.world.keyring.deriveUuid('careless', String(sent));
      return deployment.decider.decide({ decision: careless, command: data, canonical: canonical(data), authorise, commandId });
    });
    expect(changesAfter(before, await recorded())).toContain('ServiceClosed');
  });
});
