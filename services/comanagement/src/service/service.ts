import type { Id, Instant, OrganisationId } from '@patto/contracts';
import {
  type Capacity,
  PerformerChanged,
  type Place,
  PlaceAwaited,
  PlaceFreed,
  PlaceTaken,
  ScheduleChanged,
  ServiceCapacityChanged,
  ServiceClosed,
  ServiceEstablished,
  ServiceResumed,
  ServiceSuspended,
  ServiceSuspendedUrgently,
  UrgentSuspensionLapsed,
} from '@patto/contracts/comanagement';
import { aggregate, type Evolve } from '@patto/event-store/pure';

/** A service that was established under a pact. */
export interface Established {
  readonly status: 'running' | 'suspended-urgently' | 'suspended' | 'closed';
  readonly pact: Id<'pact'>;
  readonly obligation: Id<'obligation'>;
  readonly accountable: OrganisationId;
  readonly performer: OrganisationId;
  readonly capacity: readonly Capacity[];
  readonly taken: readonly Place[];
  /** Who has no place yet, in the order in which they came. */
  readonly waiting: readonly Place[];
  /** The decisions and hand-overs that it has followed. */
  readonly followed: readonly Id<'decision' | 'transfer'>[];
  /** Until when the urgent suspension lasts that is in force, or was the last. */
  readonly urgentUntil: Instant | undefined;
  /** Since when it rests, or rested last. */
  readonly restsSince: Instant | undefined;
}

export type ServiceState = { readonly status: 'none' } | Established;

const events = {
  ...{ ServiceEstablished, ServiceCapacityChanged, ScheduleChanged, PerformerChanged, ServiceSuspendedUrgently, UrgentSuspensionLapsed },
  ...{ ServiceSuspended, ServiceResumed, ServiceClosed, PlaceTaken, PlaceAwaited, PlaceFreed },
};

const changed = (state: ServiceState, change: (service: Established) => Partial<Established>): ServiceState =>
  state.status === 'none' ? state : { ...state, ...change(state) };
const without = (places: readonly Place[], referral: Id<'referral'>): readonly Place[] => places.filter((place) => place.referral !== referral);
const following = ({ followed }: Established, because: Id<'decision' | 'transfer'>) => ({ followed: [...followed, because] });

const evolve: Evolve<ServiceState, typeof events> = {
  ServiceEstablished: (_, { pact, obligation, accountable, performer, capacity, decision }) => ({
    ...{ status: 'running', pact, obligation, accountable, performer, capacity },
    ...{ taken: [], waiting: [], followed: [decision], urgentUntil: undefined, restsSince: undefined },
  }),
  ServiceCapacityChanged: (state, { capacity, decision }) => changed(state, (service) => ({ capacity, ...following(service, decision) })),
  ScheduleChanged: (state, { decision }) => changed(state, (service) => following(service, decision)),
  PerformerChanged: (state, { performer, because }) => changed(state, (service) => ({ performer, ...following(service, because) })),
  ServiceSuspendedUrgently: (state, { lapsesAt, restsSince }) => changed(state, () => ({ status: 'suspended-urgently', urgentUntil: lapsesAt, restsSince })),
  UrgentSuspensionLapsed: (state) => changed(state, () => ({ status: 'running' })),
  ServiceSuspended: (state, { decision }) => changed(state, (service) => ({ status: 'suspended', ...following(service, decision) })),
  ServiceResumed: (state, { decision }) => changed(state, (service) => ({ status: 'running', ...following(service, decision) })),
  ServiceClosed: (state, { decision }) => changed(state, (service) => ({ status: 'closed', ...following(service, decision) })),
  PlaceTaken: (state, place) => changed(state, ({ taken, waiting }) => ({ taken: [...taken, place], waiting: without(waiting, place.referral) })),
  PlaceAwaited: (state, place) => changed(state, ({ waiting }) => ({ waiting: [...waiting, place] })),
  PlaceFreed: (state, { referral }) => changed(state, ({ taken, waiting }) => ({ taken: without(taken, referral), waiting: without(waiting, referral) })),
};

export const service = aggregate(events, { status: 'none' } as ServiceState, evolve);
