import { Event, type EventClass, IsCode, IsText } from '@patto/contracts';
import { aggregate, type AnyDecision, decides, event } from '@patto/event-store/pure';
import { IsOptional, IsUUID } from 'class-validator';

/** How a service records what its reactions left for people: events of its own, in the category `<service>-work`. */
export interface Work {
  readonly refused: AnyDecision;
  readonly parked: AnyDecision;
}

/** The stream category of a service's work. */
export const workCategory = (service: string): `${string}-work` => `${service}-work`;

/** A class with a name of its own, so that each service's events have a schema of their own. */
const named = (name: string): EventClass<Record<string, unknown>> => ({ [name]: class {} })[name] as EventClass<Record<string, unknown>>;

const member = (declared: EventClass, name: string, ...decorators: PropertyDecorator[]) => {
  for (const decorate of decorators) decorate(declared.prototype as object, name);
};

/** Declares the work events of a service. Once for each service and process. */
export const declareWork = (service: string): Work => {
  const known = declared.get(service);
  if (known) return known;
  const prefix = service.charAt(0).toUpperCase() + service.slice(1);
  const ReactionRefused = named(`${prefix}ReactionRefused`);
  const ReactionParked = named(`${prefix}ReactionParked`);
  for (const one of [ReactionRefused, ReactionParked]) {
    member(one, 'reaction', IsText(120));
    member(one, 'event', IsOptional() as PropertyDecorator, IsUUID('all') as PropertyDecorator);
    Event(`${service}.${workCategory(service)}`, { version: 1 })(one);
  }
  member(ReactionRefused, 'command', IsText(100));
  member(ReactionRefused, 'code', IsCode());
  const work = aggregate({ [ReactionRefused.name]: ReactionRefused, [ReactionParked.name]: ReactionParked }, 'open', {
    [ReactionRefused.name]: () => 'open',
    [ReactionParked.name]: () => 'open',
  });
  const note = (about: EventClass<Record<string, unknown>>): AnyDecision =>
    decides(
      work,
      named(`Note${about.name}`) as never,
      { stream: { onePer: ({ id }: { id: string }) => id } },
      (_, { id: _id, ...facts }: { id: string }, { revision }) => (revision === 0 ? [event(about, facts)] : []),
    );
  const made = { refused: note(ReactionRefused), parked: note(ReactionParked) };
  declared.set(service, made);
  return made;
};

const declared = new Map<string, Work>();
