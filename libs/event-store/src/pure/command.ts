import type { CommandClass } from './decision.ts';

/** A command that a reaction or a due date wants decided. */
export interface CommandCall<Command extends object = object> {
  readonly command: CommandClass<Command>;
  readonly data: Command;
  /** When it happened, RFC 3339, where that was before it is recorded: what another event told of an earlier time. */
  readonly happenedAt?: string;
}

/** A command with its data, checked against its class by the compiler. */
export const command = <Command extends object>(declared: CommandClass<Command>, data: Command, happenedAt?: string): CommandCall<Command> => ({
  command: declared,
  data,
  ...(happenedAt && { happenedAt }),
});
