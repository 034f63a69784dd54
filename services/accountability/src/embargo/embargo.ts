import type { OrganisationId, PersonId } from '@patto/contracts';
import { EmbargoLifted, EmbargoPlaced } from '@patto/contracts/accountability';
import { aggregate, type Evolve } from '@patto/event-store/pure';

/** One order by which a person is not told yet who reads about them. */
export type Embargo =
  | { readonly status: 'none' }
  | { readonly status: 'placed' | 'lifted'; readonly person: PersonId; readonly reader: OrganisationId; readonly body: OrganisationId | undefined };

const events = { EmbargoPlaced, EmbargoLifted };

const evolve: Evolve<Embargo, typeof events> = {
  EmbargoPlaced: (_, { person, reader }, { by }) => ({ status: 'placed', person, reader, body: by.organisation }),
  EmbargoLifted: (embargo) => (embargo.status === 'none' ? embargo : { ...embargo, status: 'lifted' }),
};

export const embargo = aggregate(events, { status: 'none' } as Embargo, evolve);
