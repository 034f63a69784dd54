import type { Instant, OrganisationId } from '@patto/contracts';
import { MandateAccepted, MandateDeclined, MandateGranted, MandateRevoked } from '@patto/contracts/partnerships';
import { aggregate, type Evolve } from '@patto/event-store/pure';

/** Where a mandate stands. */
export type Mandate =
  | { readonly status: 'none' }
  | {
      readonly status: 'offered' | 'accepted' | 'declined' | 'revoked';
      readonly grantor: OrganisationId;
      readonly holder: OrganisationId;
      readonly until: Instant;
    };

const events = { MandateGranted, MandateAccepted, MandateDeclined, MandateRevoked };

const at = (mandate: Mandate, status: 'accepted' | 'declined' | 'revoked'): Mandate => (mandate.status === 'none' ? mandate : { ...mandate, status });

const evolve: Evolve<Mandate, typeof events> = {
  MandateGranted: (_, { grantor, holder, until }) => ({ status: 'offered', grantor, holder, until }),
  MandateAccepted: (mandate) => at(mandate, 'accepted'),
  MandateDeclined: (mandate) => at(mandate, 'declined'),
  MandateRevoked: (mandate) => at(mandate, 'revoked'),
};

export const mandate = aggregate(events, { status: 'none' } as Mandate, evolve);
