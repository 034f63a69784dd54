import { type AuthorityEffect, type CloudEvent, declarationOfType, type FactKind, type Instant, isAuthorityEffect, lookUp, placesOf } from '@patto/contracts';
import { byHappening } from './as-it-was.ts';

/** The authority that obligations rest on: a party's part in a pact, a holder's mandate. */
const RESTED_ON: readonly FactKind[] = ['participation', 'mandate'];

/** One thing that happened to the authority of a stream. */
export interface AuthorityMove {
  readonly kind: FactKind;
  /** Tells facts of one kind in one stream apart; without it, it is about all of them. */
  readonly key?: string;
  readonly does: AuthorityEffect['does'];
  /** Whose authority it is, where the event says it. */
  readonly party?: string;
  readonly from?: Instant;
  readonly until?: Instant;
  readonly time: Instant;
  readonly happenedAt: Instant;
  readonly position: number;
}

/** Time from one instant to another, in milliseconds of the Unix epoch. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

const effectsOf = (type: string): readonly AuthorityEffect[] =>
  (declarationOfType(type)?.effects ?? []).filter(isAuthorityEffect).filter(({ authority }) => RESTED_ON.includes(authority));

/** Whether events of this type move authority that obligations rest on. */
export const concernsAuthority = (type: string): boolean => effectsOf(type).length > 0;

/** What an event does to that authority, by its declaration alone. */
export const movesIn = (event: CloudEvent, position: number): readonly AuthorityMove[] =>
  effectsOf(event.type).flatMap((effect) =>
    placesOf(event, effect.each).map((place) => {
      const said = (path: string | undefined): string | undefined => {
        const value = path === undefined ? undefined : lookUp(place, path);
        return typeof value === 'string' ? value : undefined;
      };
      const members: Readonly<Record<string, string | undefined>> = effect.with ?? {};
      const [key, party, from, until] = [said(effect.key), said(members['organisation'] ?? members['holder']), said(effect.from), said(effect.until)];
      return {
        kind: effect.authority,
        does: effect.does,
        ...(key !== undefined && { key }),
        ...(party !== undefined && { party }),
        ...(from !== undefined && { from }),
        ...(until !== undefined && { until }),
        time: event.time,
        happenedAt: event.data.happenedAt,
        position,
      };
    }),
  );

interface Slot {
  readonly state: 'none' | 'offered' | 'in-force' | 'suspended' | 'ended';
  readonly party?: string | undefined;
  /** Since when it is in this state. */
  readonly since: number;
  readonly from: number;
  readonly until: number;
}

const UNHEARD_OF: Slot = { state: 'none', since: Number.NEGATIVE_INFINITY, from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };

/** The state after each kind of move; the same as in the facts that decisions rely on. */
const AFTER: { readonly [does in AuthorityEffect['does']]: (state: Slot['state']) => Slot['state'] } = {
  offers: (state) => (state === 'none' || state === 'ended' ? 'offered' : state),
  begins: () => 'in-force',
  changes: (state) => state,
  suspends: (state) => (state === 'in-force' ? 'suspended' : state),
  resumes: (state) => (state === 'suspended' ? 'in-force' : state),
  ends: (state) => (state === 'none' ? 'none' : 'ended'),
};

/** What ends, ends from when it is recorded and rewrites nothing; anything else counts from when it happened. */
const placed = (move: AuthorityMove): AuthorityMove => (move.does === 'ends' ? { ...move, happenedAt: move.time } : move);

const inForceOf = ({ state, since, from, until }: Slot, end: number): readonly Span[] => {
  const span = { from: Math.max(since, from), until: Math.min(end, until) };
  return state === 'in-force' && span.from < span.until ? [span] : [];
};

/** When a party had authority in force, as it was: from the moves of one stream, in the order in which they happened. */
export const spansInForce = (moves: readonly AuthorityMove[], party: string): readonly Span[] => {
  const slots = new Map<string, Slot>();
  const spans: { readonly party: string | undefined; readonly span: Span }[] = [];
  const close = (slot: Slot, end: number) => spans.push(...inForceOf(slot, end).map((span) => ({ party: slot.party, span })));
  for (const move of byHappening(moves.map(placed))) {
    const ofKind = [...slots.keys()].filter((name) => name.startsWith(`${move.kind} `));
    const about = move.key !== undefined || ofKind.length === 0 ? [`${move.kind} ${move.key ?? ''}`] : ofKind;
    for (const name of about) {
      const was = slots.get(name) ?? UNHEARD_OF;
      const at = Date.parse(move.happenedAt);
      close(was, at);
      slots.set(name, {
        state: AFTER[move.does](was.state),
        party: move.party ?? was.party,
        since: at,
        from: move.from === undefined ? was.from : Date.parse(move.from),
        until: move.until === undefined ? was.until : Date.parse(move.until),
      });
    }
  }
  for (const slot of slots.values()) close(slot, Number.POSITIVE_INFINITY);
  return spans.filter((one) => one.party === party).map(({ span }) => span);
};
