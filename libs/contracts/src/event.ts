import 'reflect-metadata'; // What class-transformer's decorators write to; every declared event comes by here, before they run.
import type { Effect } from './effects.ts';

/** A class that declares an event: its members are the data, its decorators the schema. */
export type EventClass<Data = unknown> = (new () => Data) & { readonly name: string };

export interface EventOptions {
  readonly version: number;
  /** Categories of other services in whose streams it may stand too. */
  readonly alsoIn?: readonly string[];
  /** Who may be told beside our own services; nobody unless it says `partners`. */
  readonly audience?: 'internal' | 'partners';
  /** What it does to obligations and to authority. */
  readonly effect?: Effect | readonly Effect[];
}

export interface EventDeclaration {
  /** `patto.persons.PlanSigned.v1` */
  readonly type: string;
  readonly name: string;
  readonly service: string;
  /** Of the streams that it stands in; `*` of an event that may stand in any of its service. */
  readonly category: string;
  /** Of other services, the categories in whose streams it may stand too. */
  readonly alsoIn: readonly string[];
  readonly version: number;
  readonly audience: 'internal' | 'partners';
  readonly effects: readonly Effect[];
  readonly class: EventClass;
}

const byClass = new Map<EventClass, EventDeclaration>();
const byType = new Map<string, EventDeclaration>();

/** The category of events that may stand in every stream of a service; the states and documents of those streams are not moved by them. */
export const ANY_CATEGORY = '*';

/** Declares an event of `service.category`, as `@Event('persons.plan', { version: 1 })`. */
export const Event =
  (place: `${string}.${string}`, options: EventOptions) =>
  <Declared extends EventClass>(target: Declared): void => {
    const [service, category] = place.split('.') as [string, string];
    const type = `patto.${service}.${target.name}.v${options.version}`;
    if (byType.has(type)) throw new Error(`${type} is declared twice.`);
    const declaration: EventDeclaration = {
      type,
      name: target.name,
      service,
      category,
      alsoIn: options.alsoIn ?? [],
      version: options.version,
      audience: options.audience ?? 'internal',
      effects: [options.effect ?? []].flat() as Effect[],
      class: target,
    };
    byClass.set(target, declaration);
    byType.set(type, declaration);
  };

/** The declaration of an event class; throws where `@Event` was forgotten. */
export const declarationOf = (declared: EventClass): EventDeclaration => {
  const declaration = byClass.get(declared);
  if (!declaration) throw new Error(`${declared.name} has no @Event declaration.`);
  return declaration;
};

/** The declaration of a recorded type, where this version of the software knows it. */
export const declarationOfType = (type: string): EventDeclaration | undefined => byType.get(type);

/** Whether an event may stand in the streams of a service's category. */
export const standsIn = (
  { service, category, alsoIn }: Pick<EventDeclaration, 'service' | 'category' | 'alsoIn'>,
  place: { readonly service: string; readonly category: string },
): boolean => (service === place.service && (category === place.category || category === ANY_CATEGORY)) || alsoIn.includes(place.category);

/** All declared events, in the order of their declaration. */
export const declarations = (): readonly EventDeclaration[] => [...byType.values()];
