import type { Id, Instant, PersonId } from '@patto/contracts';
import { mandateFor, Rejection } from '@patto/contracts';
import {
  ErasureCompleted,
  type ErasureGround,
  ErasureOrdered,
  type HoldGround,
  LegalHoldLifted,
  LegalHoldPlaced,
  PersonalDataErased,
} from '@patto/contracts/accountability';
import { type Acting, aggregate, type Context, type Evolve, type FactsInForce } from '@patto/event-store/pure';

export interface Hold {
  readonly ground: HoldGround;
  readonly until?: Instant;
}

/** What stands against forgetting one person, and how far it has come. */
export interface Retention {
  readonly holds: { readonly [hold: Id<'hold'>]: Hold };
  readonly erasure: 'none' | 'ordered' | 'erased' | 'completed';
  readonly ground?: ErasureGround;
  /** Where the person lived when it was ordered. */
  readonly area?: string;
  /** The newest epoch of keys under which a backup may hold the person's key. */
  readonly epoch?: number;
}

const events = { LegalHoldPlaced, LegalHoldLifted, ErasureOrdered, PersonalDataErased, ErasureCompleted };

const evolve: Evolve<Retention, typeof events> = {
  LegalHoldPlaced: (state, { hold, ground, until }) => ({ ...state, holds: { ...state.holds, [hold]: { ground, ...(until && { until }) } } }),
  LegalHoldLifted: (state, { hold }) => {
    const { [hold]: _, ...holds } = state.holds;
    return { ...state, holds };
  },
  ErasureOrdered: (state, { ground, area }) => ({ ...state, erasure: 'ordered', ground, area }),
  PersonalDataErased: (state, { epoch }) => ({ ...state, erasure: 'erased', epoch }),
  ErasureCompleted: (state) => ({ ...state, erasure: 'completed' }),
};

export const retention = aggregate(events, { holds: {}, erasure: 'none' } as Retention, evolve);

/** There is one stream for each person: who places a hold and who orders an erasure cannot pass each other by. */
export const ofPerson = { onePer: ({ person }: { readonly person: PersonId }) => person };

/** Where the person lives, or lived when their erasure was ordered, and the mandate by which a body answers for people there. */
export const keepingOf = ({ person }: { readonly person: PersonId }, facts: FactsInForce, { by }: Acting, state: Retention) => {
  const registered = facts.find('person', person).find(({ is }) => is.person === person);
  const area = registered?.is.area ?? state.area;
  return { registered, mandate: area === undefined ? undefined : mandateFor(facts, by.organisation, { competence: 'reading-needs', area }) };
};

/** @throws Rejection `no-mandate`, alike where there is no such person */
export const mustAnswerFor = ({ relied }: Pick<Context<ReturnType<typeof keepingOf>>, 'relied'>): void => {
  if (!relied.mandate) throw new Rejection('no-mandate', 'Your organisation has no mandate for people where this person lives.');
};
