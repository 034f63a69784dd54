import type { Id, Instant } from '@patto/contracts';
import { type Capacity, type Place, PlaceAwaited, PlaceFreed, PlaceTaken, ServiceCapacityChanged, ServiceEstablished } from '@patto/contracts/comanagement';
import { readModel } from '@patto/read-models';

interface Waiting extends Place {
  /** When it was recorded. */
  readonly since: Instant;
}

export interface ServicePlaces {
  readonly capacity: readonly Capacity[];
  readonly taken: readonly Place[];
  /** In the order in which they came. */
  readonly waiting: readonly Waiting[];
}

const without = <Held extends Place>(places: readonly Held[], referral: Id<'referral'>): readonly Held[] =>
  places.filter((place) => place.referral !== referral);

/** Which referrals have a place in a service, and which wait. */
export const servicePlaces = readModel(
  'service-places',
  2,
  { events: { ServiceEstablished, ServiceCapacityChanged, PlaceTaken, PlaceAwaited, PlaceFreed } },
  {
    ServiceEstablished: (_: ServicePlaces | undefined, { capacity }): ServicePlaces => ({ capacity, taken: [], waiting: [] }),
    ServiceCapacityChanged: (view, { capacity }) => view && { ...view, capacity },
    PlaceTaken: (view, place) => view && { ...view, taken: [...view.taken, place], waiting: without(view.waiting, place.referral) },
    PlaceAwaited: (view, place, { time: since }) => view && { ...view, waiting: [...view.waiting, { ...place, since }] },
    PlaceFreed: (view, { referral }) => view && { ...view, taken: without(view.taken, referral), waiting: without(view.waiting, referral) },
  },
);
