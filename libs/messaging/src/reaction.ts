import { type By, declarationOf, type EventClass, type Facts } from '@patto/contracts';
import type { Position } from '@patto/event-store';
import type { CommandCall } from '@patto/event-store/pure';

/** A read model as far as a reaction needs to know it: what `readModel` of `@patto/read-models` makes. */
export interface AskedModel<View> {
  readonly name: string;
  apply(view: View | undefined, event: never, key: string): View | undefined;
}

/** Documents of a read model of the reacting service that match a filter. */
export type FindDocuments = <View>(
  model: AskedModel<View>,
  filter: { readonly [path: string]: unknown },
  options?: { readonly sort?: readonly string[]; readonly limit?: number },
) => Promise<readonly (View & { readonly id: string; readonly revision?: number })[]>;

/** What a reaction hears of an event beside its facts. */
export interface Heard {
  /** The id of the event. */
  readonly id: string;
  readonly stream: string;
  readonly position: Position;
  readonly revision: number;
  /** When it was recorded, RFC 3339. */
  readonly time: string;
  readonly happenedAt: string;
  readonly by: By;
  /** Documents that know at least all that had been recorded when the event was. */
  readonly find: FindDocuments;
}

export interface ReactionOptions {
  /** It takes identity away: its commands carry nothing of their cause, and their ids cannot be followed back to it. */
  readonly anonymous?: boolean;
}

/** When this happens, do that: one event in, commands out. */
export interface Reaction {
  /** Also its group on the bus: another name is another reaction, which starts with what happens next. */
  readonly name: string;
  /** The service that tells the event, and the event's type. */
  readonly service: string;
  readonly type: string;
  readonly anonymous: boolean;
  /** @param facts the event's data without circumstances; sealed parts are not told on the bus */
  react(facts: object, heard: Heard): Promise<readonly CommandCall[]>;
}

/** A reaction to any event; one name for lists of them. */
export type AnyReaction = Reaction;

/** Declares a reaction. It is asked again after a failure, so it only says what is to be done and does nothing itself. */
export const when = <Declared extends EventClass>(
  name: string,
  declared: Declared,
  react: (facts: Facts<InstanceType<Declared>>, heard: Heard) => readonly CommandCall[] | Promise<readonly CommandCall[]>,
  { anonymous = false }: ReactionOptions = {},
): Reaction => {
  const { service, type } = declarationOf(declared);
  return { name, service, type, anonymous, react: async (facts, heard) => react(facts as Facts<InstanceType<Declared>>, heard) };
};
