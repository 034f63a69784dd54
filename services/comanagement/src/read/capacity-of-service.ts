import { answers } from '@patto/access';
import { type Id, IsCode, IsId } from '@patto/contracts';
import { IsInt, Min } from 'class-validator';
import { type ServicePlaces, servicePlaces } from './service-places.ts';

/** How much of a service there is, is taken, and is waited for. */
export class CapacityOfService {
  @IsId('service') readonly service!: Id<'service'>;
}

/** One unit of a service, in numbers; who has the places is not told. */
export class UnitInNumbers {
  @IsCode() readonly unit!: string;
  @IsInt() @Min(0) readonly capacity!: number;
  @IsInt() @Min(0) readonly taken!: number;
  @IsInt() @Min(0) readonly free!: number;
  /** How many referrals wait, and how much they need together. */
  @IsInt() @Min(0) readonly waiting!: number;
  @IsInt() @Min(0) readonly awaited!: number;
}

const sum = (all: readonly { readonly amount: number }[]): number => all.reduce((total, { amount }) => total + amount, 0);

/** The units of a service, in numbers. */
export const unitsOf = ({ capacity, taken, waiting }: ServicePlaces): readonly UnitInNumbers[] => {
  const units = new Set([...capacity, ...waiting].map(({ unit }) => unit));
  return [...units].map((unit) => {
    const [all, has, waits] = [capacity, taken, waiting].map((list) => list.filter((one) => one.unit === unit));
    const [of, used] = [sum(all ?? []), sum(has ?? [])];
    return { unit, capacity: of, taken: used, free: of - used, waiting: (waits ?? []).length, awaited: sum(waits ?? []) };
  });
};

export const capacityOfService = answers(CapacityOfService, { purpose: 'registry', dataCategories: [], list: UnitInNumbers }, async ({ service }, ask) => {
  const places = await ask.one(servicePlaces, service);
  return places && { items: unitsOf(places) };
});
