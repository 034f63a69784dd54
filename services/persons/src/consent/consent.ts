import type { Instant, OrganisationId, PersonId } from '@patto/contracts';
import { ConsentGranted, ConsentLapsed, ConsentRefused, ConsentWithdrawn } from '@patto/contracts/persons';
import { aggregate, type Evolve } from '@patto/event-store/pure';

/** What a person said to one question of who may be told: each answer has a stream of its own, so that guards of one do not meet those of another. */
export type Consent =
  | { readonly status: 'none' }
  | {
      readonly status: 'granted' | 'refused' | 'lapsed' | 'withdrawn';
      readonly person: PersonId;
      readonly recipients: readonly OrganisationId[];
      readonly until?: Instant;
    };

const events = { ConsentGranted, ConsentRefused, ConsentLapsed, ConsentWithdrawn };

const evolve: Evolve<Consent, typeof events> = {
  ConsentGranted: (_, { person, recipients, until }) => ({ status: 'granted', person, recipients, until }),
  ConsentRefused: (_, { person, recipients }) => ({ status: 'refused', person, recipients }),
  ConsentLapsed: (consent) => (consent.status === 'none' ? consent : { ...consent, status: 'lapsed' }),
  ConsentWithdrawn: (consent) => (consent.status === 'none' ? consent : { ...consent, status: 'withdrawn' }),
};

export const consent = aggregate(events, { status: 'none' } as Consent, evolve);
