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
  ErasureOrdered: (state, { ground }) => ({ ...state, erasure: 'ordered', ground }),
  PersonalDataErased: (state, { epoch }) => ({ ...state, erasure: 'erased', epoch }),
  ErasureCompleted: (state) => ({ ...state, erasure: 'completed' }),
};

export const retention = aggregate(events, { holds: {}, erasure: 'none' } as Retention, evolve);

/** There is one stream for each person: who places a hold and who orders an erasure cannot pass each other by. */
export const ofPerson = { onePer: ({ person }: { readonly person: PersonId }) => person };

/** The person, and the mandate by which a body answers for what is kept of people where they live. */
export const keepingOf = ({ person }: { readonly person: PersonId }, facts: FactsInForce, { by }: Acting) => {
  const registered = facts.find('person', person).find(({ is }) => is.person === person);
  return { registered, mandate: registered && mandateFor(facts, by.organisation, { competence: 'reading-needs', area: registered.is.area }) };
};

/** Where the person lives, to a body that answers for people there. @throws Rejection `no-mandate`, alike where there is no such person */
export const mustAnswerFor = ({ relied }: Pick<Context<ReturnType<typeof keepingOf>>, 'relied'>): string => {
  if (!relied.registered || !relied.mandate) throw new Rejection('no-mandate', 'Your organisation has no mandate for people where this person lives.');
  return relied.registered.is.area;
};
