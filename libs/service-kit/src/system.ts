import { type ActingFor, permitted } from '@patto/access';
import type { Id, SystemId } from '@patto/contracts';
import type { Act as Call, Decider, Done } from '@patto/event-store';
import type { AnyDecision, CommandCall, CommandClass } from '@patto/event-store/pure';
import { canonical } from '@patto/privacy';

/** What a command of one of our own services comes with. */
export interface Cause {
  /** The same cause has the same id, so that a second delivery does nothing. */
  readonly commandId: string;
  readonly happenedAt?: string | undefined;
  readonly causationId?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly traceparent?: string | undefined;
  readonly basedOn?: readonly string[] | undefined;
}

/** Sends a command as one of our own services. @throws Rejection */
export type SendAsSystem = (service: string, call: CommandCall, cause: Cause) => Promise<Done>;

/** The actor that a service of ours is. */
export const systemActor = (service: string, deriveUuid: (...parts: readonly string[]) => string): SystemId =>
  `system-${deriveUuid('system', service)}` satisfies Id<'system'>;

/** Sends commands of reactions, due dates and bootstrap, through the same decider as everybody's. */
export const sendAsSystem =
  (decider: Decider, decisions: ReadonlyMap<CommandClass, AnyDecision>, deriveUuid: (...parts: readonly string[]) => string): SendAsSystem =>
  async (service, { command, data, happenedAt }, cause) => {
    const decision = decisions.get(command);
    if (!decision) throw new Error(`No service here decides ${command.name}.`);
    const call: Call = {
      decision,
      command: data,
      canonical: canonical({ command: command.name, data }),
      authorise: (facts) => {
        const acting: ActingFor = { by: { actor: systemActor(service, deriveUuid) }, initiative: 'agency', roles: [], kinds: ['system'], relied: [] };
        const { relied, allowedBy } = permitted(command.name, acting, facts, { subject: decision.aggregate.category, members: data });
        return { ...acting, relied, allowedBy };
      },
      happenedAt,
      ...cause,
    };
    return decider.decide(call);
  };
