import { type Capacity, type Place, PlaceTaken } from '@patto/contracts/comanagement';
import { type Decided, event } from '@patto/event-store/pure';
import type { Established } from './service.ts';

const amountOf = (unit: string, places: readonly Capacity[]): number => places.reduce((sum, place) => sum + (place.unit === unit ? place.amount : 0), 0);

/** How much of a unit is free; never less than 0. What a service has none of is never free. */
export const freeOf = (unit: string, { capacity, taken }: Pick<Established, 'capacity' | 'taken'>): number => amountOf(unit, capacity) - amountOf(unit, taken);

/** Whether all who have a place would keep it with this capacity. */
export const holds = (capacity: readonly Capacity[], { taken }: Pick<Established, 'taken'>): boolean =>
  taken.every(({ unit }) => freeOf(unit, { capacity, taken }) >= 0);

/** Those who wait and have a place now: in the order in which they came, each that fits. Nobody moves up in what is closed. */
export const movingUp = ({ status, capacity, taken, waiting }: Pick<Established, 'status' | 'capacity' | 'taken' | 'waiting'>): readonly Decided[] => {
  if (status === 'closed') return [];
  const placed: Place[] = [];
  for (const place of waiting) {
    if (place.amount <= freeOf(place.unit, { capacity, taken: [...taken, ...placed] })) placed.push(place);
  }
  return placed.map(({ referral, unit, amount }) => event(PlaceTaken, { referral, unit, amount }));
};
