import { type AccessLog, type ActingFor, awaitedBy, unavailable } from '@patto/access';
import { ActAwaited, categoryOf, type Channel, declarationOf, type Fact, type Id, type PersonId, Rejection } from '@patto/contracts';
import type { Act as Call, Authorised } from '@patto/event-store';
import type { AnyDecision, CommandClass, FactsInForce } from '@patto/event-store/pure';
import type { SealedPart } from '@patto/privacy';
import type { World } from './world.ts';

/** What settling an act is done with. */
export interface SettlingParts {
  readonly world: World;
  readonly accessLog: AccessLog;
  readonly decisions: ReadonlyMap<CommandClass, AnyDecision>;
}

/** Somebody confirms or calls off an act that waits. */
export interface Settlement {
  readonly as: 'confirmed' | 'called-off';
  readonly act: Id<'act'>;
  /** Whose streams it may stand in: each service settles its own. */
  readonly service: string;
  readonly words?: string | undefined;
  /** The caller, judged for the command that settles and, where it is confirmed, for the one that waits and what that says. */
  readonly judge: (facts: FactsInForce, confirmed?: { readonly waiting: AnyDecision; readonly content: object }) => ActingFor;
  /** The id of the request, for the record that the content was opened. */
  readonly request: string;
}

/** The parts of a call that settles an act: the decision and the command are those of the act. */
export type Settled = Pick<Call, 'decision' | 'command' | 'authorise' | 'channel'>;

/** Turns the settling of an act into the call that was waiting. */
export const settling = ({ world, accessLog, decisions }: SettlingParts) => {
  const byName = new Map([...decisions].map(([{ name }, decision]) => [name, decision]));
  const nowInForce = async () => (await world.facts.current()).at(new Date(world.clock()).toISOString());

  /** What the act says, opened for whoever confirms it once that is on record. */
  const contentOf = async ({ stream, is: { act, person } }: Fact<'act'>, reader: ActingFor, request: string): Promise<object> => {
    const part = await sealedContent(world, stream, act);
    const standing = { basis: 'own-part', relied: [] } as const;
    const disclosed = { purpose: 'care', dataCategories: ['act'], reader, basis: reader.relied, request };
    const receipt = await accessLog.shows(disclosed, [{ person: person as PersonId, fields: [part.part], standing }]);
    const [content] = await world.keyring.open([part], receipt).catch(unavailable);
    if (content === undefined) throw new Rejection('person-erased', 'The content of this person was erased.');
    return content as object;
  };

  return async ({ as, act, service, words, judge, request }: Settlement): Promise<Settled> => {
    const first = await nowInForce();
    judge(first); // Before anything is looked at.
    const named = byName.get(waitingAct(act, first).is.command);
    const waiting = named?.aggregate.service === service ? named : undefined;
    let content: object | undefined;
    const authorise = (facts: FactsInForce): Authorised => {
      const acting = judge(facts, waiting && content && { waiting, content });
      const fact = waitingAct(act, facts);
      const awaits = as === 'confirmed' ? stillAwaited(fact, acting, facts) : mayCallOff(fact, acting);
      const person = fact.is.person as PersonId;
      return { ...acting, relied: [...acting.relied, fact], settles: { as, act, person, stream: fact.stream, awaits, words } };
    };
    const reader = authorise(first);
    if (!waiting) throw new Rejection('settled-elsewhere', 'What this act is about is settled at another address.');
    if (as === 'confirmed') content = await contentOf(waitingAct(act, first), { ...judge(first), relied: reader.relied }, request);
    return { decision: waiting, command: content ?? {}, authorise, channel: waitingAct(act, first).is.channel as Channel };
  };
};

/** The act, while it waits for somebody. @throws Rejection `not-a-recipient`, alike where there is none */
const waitingAct = (act: string, facts: FactsInForce): Fact<'act'> => {
  const found = facts.find('act', act).find(({ is }) => is.act === act && is.awaits.length > 0);
  if (!found) throw notTheirs();
  return found;
};

/**
 * Whom the act waits for once the caller has confirmed it. For the person a delegate confirms who acts alone in such acts, and what is on paper
 * another operator of the body in charge than the one who brought it.
 * @throws Rejection `not-a-recipient`, `own-act`
 */
const stillAwaited = ({ is }: Fact<'act'>, { by, by: { actor, onBehalfOf } }: ActingFor, facts: FactsInForce): readonly PersonId[] => {
  if ((onBehalfOf ?? actor) !== is.person) throw notTheirs();
  if (actor === is.actor) throw new Rejection('own-act', 'Whoever brought an act does not confirm it.');
  const isOnPaper = categoryOf(actor) === 'operator' && is.channel === 'paper';
  const forPerson = isOnPaper || actsAlone(by, is.kind, facts);
  const confirmed = is.awaits.find((one) => one === actor || (one === is.person && forPerson));
  if (!confirmed) throw notTheirs();
  return is.awaits.filter((one) => one !== confirmed) as readonly PersonId[];
};

/** Whether it is a delegate whose delegation covers such acts and needs nobody beside them. */
const actsAlone = (by: ActingFor['by'], kind: string, facts: FactsInForce): boolean =>
  by.onBehalfOf !== undefined &&
  categoryOf(by.actor) === 'person' &&
  facts.find('delegation', by.onBehalfOf, by.actor).some(({ is }) => is.person === by.onBehalfOf && is.delegate === by.actor && is.acts.includes(kind)) &&
  awaitedBy({ by }, kind, facts) === undefined;

/** An act is called off by whoever brought it, their organisation, the person, and whoever it waits for. @throws Rejection `not-a-recipient` */
const mayCallOff = ({ is }: Fact<'act'>, { by: { actor, organisation, onBehalfOf } }: ActingFor): readonly PersonId[] => {
  const isTheirs = actor === is.actor || (actor === is.person && !onBehalfOf) || is.awaits.includes(actor);
  const isOrganisations = organisation !== undefined && organisation === is.organisation;
  if (!isTheirs && !isOrganisations) throw notTheirs();
  return [];
};

const notTheirs = () => new Rejection('not-a-recipient', 'This act does not wait for you.');

const sealedContent = async ({ log }: World, stream: string, act: string): Promise<SealedPart> => {
  const { type } = declarationOf(ActAwaited);
  for await (const { event } of log.read(stream)) {
    const [part] = event.data.personal ?? [];
    if (event.type === type && event.data['act'] === act && part) return { event: event.id, type, ...part };
  }
  throw new Error(`The act ${act} does not stand in ${stream}.`);
};
