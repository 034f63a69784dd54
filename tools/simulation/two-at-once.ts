import { authorityFacts } from '@patto/access';
import type { By } from '@patto/contracts';
import { Decider, type EventLog } from '@patto/event-store';
import type { CommandClass } from '@patto/event-store/pure';
import { canonical } from '@patto/privacy';
import { setImmediate as turn } from 'node:timers/promises';
import type { Chances } from './chances.ts';
import { type Deployment, SERVICES } from './deployment.ts';

/** So many turns of the event loop may come between two looks at the log. */
const MOST_TURNS = 4;

/** What a log does not look at, to see that it is noticed. */
export type Blind = 'guards' | 'revisions';

/** A log on which others come in between at every step. */
const jittery = (log: EventLog, random: Chances, blind: Blind | undefined): EventLog => {
  const wait = async (): Promise<void> => {
    for (let turns = random.below(MOST_TURNS); turns > 0; turns -= 1) await turn();
  };
  return {
    ...log,
    append: async (stream, expected, events, options) => {
      await wait();
      const before = blind === 'revisions' ? await log.revision(stream) : expected;
      return log.append(stream, before, events, blind === 'guards' ? { ...options, guards: [] } : options);
    },
    head: async () => {
      await wait();
      return log.head();
    },
    revision: async (stream) => {
      await wait();
      return log.revision(stream);
    },
  };
};

/** Decides a command for somebody. @throws Rejection */
export type Decides = (command: string, data: object, by: By) => Promise<unknown>;

/** Two deciders over one log, as two processes have it: neither knows what the other is about to record. */
export const twoDeciders = ({ world }: Deployment, clock: () => number, random: Chances, blind?: Blind): readonly [Decides, Decides] => {
  const { keyring } = world;
  const byName = new Map(SERVICES.flatMap(({ decisions }) => decisions.map((decision) => [(decision.command as CommandClass).name, decision] as const)));
  let sent = 0;
  const decider = (): Decides => {
    const log = jittery(world.log, random, blind);
    const parts = {
      ...{ log, facts: authorityFacts(log), clock, deriveUuid: (...of: readonly string[]) => keyring.deriveUuid(...of) },
      seal: ((header, sealed, command) => keyring.seal(header, sealed, command)) as ConstructorParameters<typeof Decider>[0]['seal'],
      settle: (command: string) => keyring.settle(command),
      digest: (subject: string | undefined, text: string) => keyring.digest(subject, text),
    };
    const deciding = new Decider(parts);
    return (command, data, by) => {
      const decision = byName.get(command);
      if (!decision) throw new Error(`No service here decides ${command}.`);
      sent += 1;
      const authorise = () => ({ by, initiative: 'agency', relied: [] }) as const;
      const commandId = keyring.deriveUuid('at once', String(sent));
      return deciding.decide({ decision, command: data, canonical: canonical({ command, data }), authorise, commandId });
    };
  };
  return [decider(), decider()];
};
