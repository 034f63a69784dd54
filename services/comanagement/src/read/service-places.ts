import type { Id } from '@patto/contracts';
import { type Capacity, type Place, PlaceAwaited, PlaceFreed, PlaceTaken, ServiceCapacityChanged, ServiceEstablished } from '@patto/contracts/comanagement';
import { readModel } from '@patto/read-models';

interface ServicePlaces {
  readonly capacity: readonly Capacity[];
  readonly taken: readonly Place[];
  readonly waiting: readonly Place[];
}

const without = (places: readonly Place[], referral: Id<'referral'>) => places.filter((place) => place.referral !== referral);

/** Which referrals have a place in a service, and which wait. Only numbers of it are told. */
export const servicePlaces = readModel(
  'service-places',
  1,
  { events: { ServiceEstablished, ServiceCapacityChanged, PlaceTaken, PlaceAwaited, PlaceFreed } },
  {
    ServiceEstablished: (_: ServicePlaces | undefined, { capacity }): ServicePlaces => ({ capacity, taken: [], waiting: [] }),
    ServiceCapacityChanged: (view, { capacity }) => view && { ...view, capacity },
    PlaceTaken: (view, place) => view && { ...view, taken: [...view.taken, place], waiting: without(view.waiting, place.referral) },
    PlaceAwaited: (view, place) => view && { ...view, waiting: [...view.waiting, place] },
    PlaceFreed: (view, { referral }) => view && { ...view, taken: without(view.taken, referral), waiting: without(view.waiting, referral) },
  },
);
