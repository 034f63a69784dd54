import type { CommandClass } from './decision.ts';

/** A command that a reaction or a due date wants decided. */
export interface CommandCall<Command extends object = object> {
  readonly command: CommandClass<Command>;
  readonly data: Command;
}

/** A command with its data, checked against its class by the compiler. */
export const command = <Command extends object>(declared: CommandClass<Command>, data: Command): CommandCall<Command> => ({ command: declared, data });
