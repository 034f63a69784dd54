import type { Id, Instant, OperatorId, OrganisationId, PersonId } from '@patto/contracts';
import { EmergencyAccessEnded, EmergencyAccessOpened, EmergencyAccessReviewed, type EmergencyReview } from '@patto/contracts/accountability';
import { aggregate, type Evolve } from '@patto/event-store/pure';

export interface OpenedEmergency {
  readonly status: 'open' | 'ended';
  readonly person: PersonId;
  readonly organisation: OrganisationId;
  readonly actor: OperatorId;
  readonly until: Instant;
  readonly reviews: readonly EmergencyReview[];
  readonly reviewed: readonly Id<'obligation'>[];
}

/** One access in an emergency: each has a stream of its own. */
export type Emergency = { readonly status: 'none' } | OpenedEmergency;

const events = { EmergencyAccessOpened, EmergencyAccessEnded, EmergencyAccessReviewed };

const evolve: Evolve<Emergency, typeof events> = {
  EmergencyAccessOpened: (_, { person, organisation, actor, until, reviews }) => ({
    ...{ status: 'open', person, organisation, actor, until, reviews },
    reviewed: [],
  }),
  EmergencyAccessEnded: (emergency) => (emergency.status === 'none' ? emergency : { ...emergency, status: 'ended' }),
  EmergencyAccessReviewed: (emergency, { obligation }) =>
    emergency.status === 'none' ? emergency : { ...emergency, reviewed: [...emergency.reviewed, obligation] },
};

export const emergency = aggregate(events, { status: 'none' } as Emergency, evolve);
