import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { type AuthorityFacts, authorityFacts, type Caller } from '@patto/access';
import { accountability } from '@patto/accountability';
import { comanagement } from '@patto/comanagement';
import { type OperatorId, Rejection } from '@patto/contracts';
import { Decider, type Done, type EventLog, GuardMoved, idFrom } from '@patto/event-store';
import type { CommandCall, CommandClass, FactsInForce } from '@patto/event-store/pure';
import { partnerships } from '@patto/partnerships';
import { persons } from '@patto/persons';
import { canonical } from '@patto/privacy';
import { readSettings } from '@patto/service-kit';
import { pino } from 'pino';
import { authorised } from '../../libs/service-kit/src/acting.ts';
import { sendAsSystem } from '../../libs/service-kit/src/system.ts';
import { policyInForce } from '../../libs/service-kit/src/testing/policy-in-force.ts';
import { openWorld, type World } from '../../libs/service-kit/src/world.ts';
import type { Chances } from '../simulation/chances.ts';

export const SERVICES = [persons, partnerships, comanagement, accountability];
/** So many turns of the event loop at most lie between any two steps of an act, chosen anew each time. */
const MOST_TURNS = 4;

/** What is taken away, to see that it is noticed. */
export type Broken = 'appends without guards' | 'answers without a second look';

/** The decisions of all services over a real store, without HTTP, whose steps take turns by chance. */
export interface Place {
  readonly world: World;
  /** How often a guard moved under an act, or an answer was held back at the second look. */
  readonly fired: { guards: number; looks: number };
  /** Whether a revocation was acknowledged, and whether it was already when an answer was looked at for the last time. */
  readonly looks: { revoked: boolean; wasRevoked: boolean };
  /** Sends a command as one of our own services does. */
  system(service: string, call: CommandCall): Promise<Done>;
  /** Has a command judged and decided as the edge does; nothing where it is refused. @throws whatever is no refusal */
  act(caller: Caller, call: CommandCall, actingFor?: string): Promise<Done | undefined>;
  /** The same, of what has to be accepted. */
  does(caller: Caller, call: CommandCall, actingFor?: string): Promise<Done>;
  operator(login: string): OperatorId;
  close(): Promise<void>;
}

/** Opens a place in a folder that is thrown away. */
export const openPlace = async (chances: Chances, broken?: Broken): Promise<Place> => {
  const folder = mkdtempSync(join(tmpdir(), 'patto-revocation-'));
  const settings = readSettings({ PATTO_DATA: join(folder, 'data'), PATTO_KEYS: join(folder, 'keys'), PATTO_LOG_LEVEL: 'silent' });
  const opened = await openWorld(settings, pino({ level: 'silent' }), Date.now, (error) => {
    throw error;
  });
  await policyInForce(opened);
  const fired = { guards: 0, looks: 0 };
  const log = unhurried(opened.log, chances, fired, broken === 'appends without guards');
  const looks = { revoked: false, wasRevoked: false };
  const facts = looking(authorityFacts(log), fired, looks, broken === 'answers without a second look');
  const world: World = { ...opened, log, facts };
  const { keyring, clock } = world;
  const deriveUuid = (...parts: readonly string[]) => keyring.deriveUuid(...parts);
  const decider = new Decider({
    log,
    facts,
    clock,
    deriveUuid,
    seal: (header, parts, command) => keyring.seal(header, parts, command),
    settle: (command) => keyring.settle(command),
    digest: (subject, text) => keyring.digest(subject, text),
  });
  const decisions = new Map(SERVICES.flatMap((service) => service.decisions.map((decision) => [decision.command as CommandClass, decision] as const)));
  const send = sendAsSystem(decider, decisions, deriveUuid);
  const idFor = idFrom(deriveUuid);

  const does: Place['does'] = (caller, { command, data }, actingFor) => {
    const decision = decisions.get(command);
    if (!decision) throw new Error(`No service decides ${command.name}.`);
    const calling = { caller, header: actingFor, isTakenDown: false };
    const authorise = (inForce: FactsInForce) => authorised(calling, decision, data, inForce);
    return decider.decide({ decision, command: data, canonical: canonical({ command: command.name, data }), authorise, commandId: crypto.randomUUID() });
  };
  return {
    world,
    fired,
    looks,
    does,
    system: (service, call) => send(service, call, { commandId: crypto.randomUUID() }),
    act: (caller, call, actingFor) =>
      does(caller, call, actingFor).catch((error: unknown) => {
        if (error instanceof Rejection) return undefined;
        throw error;
      }),
    operator: (login) => idFor('operator', 'https://issuer.example', login),
    close: async () => {
      await opened.close();
      rmSync(folder, { recursive: true });
    },
  };
};

/** The log, where every step waits for a few turns first, so that others come in between. */
const unhurried = (log: EventLog, chances: Chances, fired: Place['fired'], withoutGuards: boolean): EventLog => {
  const wait = async () => {
    for (let turns = chances.below(MOST_TURNS); turns > 0; turns -= 1) await turn();
  };
  return {
    capabilities: log.capabilities,
    read: (stream, range) => log.read(stream, range),
    readAll: (range) => log.readAll(range),
    subscribe: (from, signal) => log.subscribe(from, signal),
    revision: (stream) => log.revision(stream),
    positionAt: (instant) => log.positionAt(instant),
    restore: (bodies) => log.restore(bodies),
    close: () => log.close(),
    head: async () => {
      await wait();
      return log.head();
    },
    outcome: async (commandId) => {
      await wait();
      return log.outcome(commandId);
    },
    append: async (stream, expected, events, options) => {
      await wait();
      try {
        return await log.append(stream, expected, events, withoutGuards ? { ...options, guards: [] } : options);
      } catch (error) {
        if (error instanceof GuardMoved) fired.guards += 1;
        throw error;
      }
    },
  };
};

const looking = (facts: AuthorityFacts, fired: Place['fired'], looks: Place['looks'], withoutLook: boolean): AuthorityFacts => ({
  current: () => facts.current(),
  stillStand: async (relied, now) => {
    looks.wasRevoked = looks.revoked;
    const stands = await facts.stillStand(relied, now);
    if (!stands) fired.looks += 1;
    return withoutLook || stands;
  },
});
