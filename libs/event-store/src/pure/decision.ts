import type { By, Channel, Fact, FactKind, Id, Initiative, Login } from '@patto/contracts';
import type { Aggregate, Decided, EventClasses } from './aggregate.ts';

/** A class that declares a command: request body (less what the path binds), schema and message in one. */
export type CommandClass<Command = object> = (new () => Command) & { readonly name: string };

/** What gives authority, as it stands now at the head of the log. */
export interface FactsInForce {
  /** Facts of this kind in force now whose members name all of these ids. */
  find<Kind extends FactKind>(kind: Kind, ...ids: readonly string[]): readonly Fact<Kind>[];
}

/** Who acts and when: what a decision may know beside the state and the command. */
export interface Acting {
  readonly by: By;
  /** The one who keeps the responsibility: the person or organisation on whose behalf it is done, else the actor. */
  readonly party: string;
  /** Now, RFC 3339: when it will be recorded. */
  readonly now: string;
  readonly happenedAt: string;
  readonly initiative: Initiative;
  readonly channel: Channel;
  /** The login that a one-time code was presented with; it tells who somebody is, so it may only be recorded sealed. */
  readonly login?: Login;
}

export type Relied = { readonly [name: string]: Fact | readonly Fact[] | undefined };

export interface Context<R extends Relied = Relied> extends Acting {
  /** The id of the stream that is decided about. */
  readonly stream: string;
  /** Its revision before this decision; 0 where it does not exist yet. */
  readonly revision: number;
  /** A new id, the same one when the same command is decided again. */
  readonly newId: <Category extends string>(category: Category) => Id<Category>;
  /** The one id that these natural parts have in this deployment, as an operator's by issuer and login. */
  readonly idFor: <Category extends string>(category: Category, ...parts: readonly string[]) => Id<Category>;
  /** A one-time secret in its plain form for whoever sends the command, the same one for the same command; what is recorded may hold `idFor` of it and never the secret. */
  readonly secret: () => string;
  /** The facts that this decision relies on: they must still stand when its events are recorded. */
  readonly relied: R;
}

/** A pure function: no clock, no chance, no I/O. It returns what happened, or throws a `Rejection`. */
export type Decide<State, Command, R extends Relied = Relied> = (state: State, command: Command, context: Context<R>) => readonly Decided[];

/** Says which stream a command is about, by what it says and who sends it. */
type NamesStream<Command> = (command: Command, acting: Pick<Acting, 'by'>) => string;

export interface DecisionOptions<State, Command, R extends Relied> {
  /** What the decision relies on beside its own stream. Each fact becomes a guard of the append and an entry of `basedOn`. */
  readonly relies?: (command: Command, facts: FactsInForce, acting: Acting, state: State) => R;
  /**
   * Which stream it is about, where that is not `command[category]`: `new` for a stream of its own, or a natural key of which
   * there is one stream only (`one per`), or an id.
   */
  readonly stream?: 'new' | { readonly onePer: NamesStream<Command> } | { readonly of: NamesStream<Command> };
  /** The act replaces what the caller read, so over HTTP it needs `If-Match`; other acts commute and are decided anew on a conflict. */
  readonly replaces?: boolean;
  /** Its answer hands out `context.secret()`, which is stored nowhere: only the same call sent again is answered with it again. */
  readonly handsOut?: 'secret';
  /** Where in the command a one-time code stands by which whoever is signed in acts as the person for whom it was issued. */
  readonly code?: (command: Command) => string;
  /**
   * Of which kind of a person's acts it is, as `sign-plan`: it can be dictated or taken from paper, and waits for a second one where the two have to
   * act together. Without it nobody does it for a person but a delegate who acts instead of them.
   */
  readonly kind?: string;
  /** It waits for nobody, as when a person takes back what they agreed to. */
  readonly atOnce?: true;
  /** It settles an act that waits for its confirmation, which the command names. */
  readonly settles?: 'confirmed' | 'called-off';
}

export interface Decision<State = unknown, Command extends object = object, R extends Relied = Relied> extends DecisionOptions<State, Command, R> {
  readonly aggregate: Aggregate<State, EventClasses>;
  readonly command: CommandClass<Command>;
  readonly decide: Decide<State, Command, R>;
}

// biome-ignore lint/suspicious/noExplicitAny: a list of decisions holds decisions about different states; each is checked where it is made.
export type AnyDecision = Decision<any, any, any>;

/** Says how one command is decided about one aggregate. The handler, the route's schema and the tests follow from this value. */
export function decides<State, Events extends EventClasses, Command extends object>(
  about: Aggregate<State, Events>,
  command: CommandClass<Command>,
  decide: Decide<State, Command>,
): Decision<State, Command>;
export function decides<State, Events extends EventClasses, Command extends object, R extends Relied>(
  about: Aggregate<State, Events>,
  command: CommandClass<Command>,
  options: DecisionOptions<State, Command, R>,
  decide: Decide<State, Command, R>,
): Decision<State, Command, R>;
export function decides(about: Aggregate, command: CommandClass, ...rest: unknown[]): AnyDecision {
  const [options, decide] = (rest.length === 1 ? [{}, rest[0]] : rest) as [object, Decide<unknown, object>];
  return { ...options, aggregate: about, command, decide };
}
