import {
  type CloudEvent,
  declarationOfType,
  type EffectPlace,
  instant,
  isObligationEffect,
  lookUp,
  type ObligationEffect,
  type Path,
  placesOf,
} from '@patto/contracts';
import type { Side } from '@patto/contracts/persons';
import { MOVES, type Said } from './moves.ts';
import type { Obligation, Step } from './obligation.ts';

/** One declared effect at one place of an event, about one obligation. */
interface Happening {
  readonly id: string;
  readonly effect: ObligationEffect;
  readonly place: EffectPlace;
}

/** What an event does to obligations, by its declaration alone. */
const happeningsOf = (event: CloudEvent): readonly Happening[] =>
  (declarationOfType(event.type)?.effects ?? []).filter(isObligationEffect).flatMap((effect) =>
    placesOf(event, effect.each).flatMap((place) => {
      const id = lookUp(place, effect.id);
      return typeof id === 'string' ? [{ id, effect, place }] : [];
    }),
  );

/** Whether events of this type do anything to obligations; no event has to be parsed for it. */
export const concernsObligations = (type: string): boolean => declarationOfType(type)?.effects.some(isObligationEffect) ?? false;

/** The ids of the obligations that an event moves. */
export const obligationsIn = (event: CloudEvent): readonly string[] => [...new Set(happeningsOf(event).map(({ id }) => id))];

/** The obligation after an event, which may do several things to it. */
export const moved = (was: Obligation | undefined, event: CloudEvent, position: number, id: string): Obligation | undefined =>
  happeningsOf(event)
    .filter((happening) => happening.id === id)
    .reduce<Obligation | undefined>((before, happening) => happened(before, happening, position), was);

const happened = (was: Obligation | undefined, { effect, place }: Happening, position: number): Obligation | undefined => {
  const said = saidBy(effect, place);
  const now = MOVES[effect.obligation](was, said);
  if (!now) return undefined;
  const steps = [...now.steps, stepTo(now, effect, place.event, position, said)];
  return { ...now, stream: now.stream ?? place.event.subject, side: sideOf(now), parties: partiesOf(now), waitsFor: waitsForOf(now), steps };
};

const stepTo = ({ holder, performer, state }: Obligation, { obligation: verb }: ObligationEffect, event: CloudEvent, position: number, said: Said): Step => ({
  position,
  time: said.time,
  happenedAt: said.happenedAt,
  verb,
  event: event.id,
  type: event.type,
  state,
  holder,
  performer,
  ...((said.holder ?? said.performer) !== undefined && { names: { holder: said.holder, performer: said.performer } }),
});

const isThere = (party: string | undefined): party is string => party !== undefined;

const openOffers = ({ offers }: Obligation) =>
  offers.filter(({ declinedAt }) => declinedAt === undefined).flatMap(({ holder, performer }) => [holder, performer]);

const partiesOf = (obligation: Obligation): readonly string[] => {
  const { subjects, counterpart, holder, performer } = obligation;
  return [...new Set([...subjects, counterpart, holder, performer, ...openOffers(obligation)])].filter(isThere);
};

const waitsForOf = (obligation: Obligation): readonly string[] => {
  const { state, holder, performer } = obligation;
  const owing = state === 'owed' || state === 'breached' ? [holder, performer] : [];
  return [...new Set([...owing, ...openOffers(obligation)])].filter(isThere);
};

const sideOf = ({ holder, subjects }: Obligation): Side | undefined => {
  if (holder === undefined) return undefined;
  if (holder.startsWith('organisation-')) return 'service';
  return subjects.includes(holder) ? 'person' : 'network';
};

/** Instants are written with and without fractions; those that are searched by are all written alike. */
const comparable = (at: string | undefined): string | undefined => (at === undefined || Number.isNaN(Date.parse(at)) ? at : instant(at));

const saidBy = (effect: ObligationEffect, place: EffectPlace): Said => {
  const text = (path: Path | undefined): string | undefined => {
    const value = path === undefined ? undefined : lookUp(place, path);
    return typeof value === 'string' ? value : undefined;
  };
  const subjects = effect.subjects === undefined ? undefined : lookUp(place, effect.subjects);
  const said = {
    kind: effect.kind,
    holder: text(effect.holder),
    performer: text(effect.performer),
    counterpart: text(effect.counterpart),
    dueAt: comparable(text(effect.dueAt)),
    under: text(effect.under),
  };
  return {
    ...(Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as Partial<Said>),
    ...(subjects !== undefined && { subjects: [subjects].flat().filter((subject) => typeof subject === 'string') }),
    time: place.event.time,
    happenedAt: place.event.data.happenedAt,
  };
};
