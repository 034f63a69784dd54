import { answers } from '@patto/access';
import { type Id, IsCode, IsId, type OrganisationId } from '@patto/contracts';
import { IsOptional } from 'class-validator';
import { UnitInNumbers, unitsOf } from './capacity-of-service.ts';
import { servicePlaces } from './service-places.ts';
import { services } from './services.ts';

/** How much there is of services that are not closed, is taken and is waited for, by service and unit. */
export class CapacityList {
  @IsOptional() @IsId('pact') readonly pact?: Id<'pact'>;
  @IsOptional() @IsId('organisation') readonly performer?: OrganisationId;
  @IsOptional() @IsCode() readonly category?: string;
  @IsOptional() @IsCode() readonly area?: string;
  @IsOptional() @IsCode() readonly unit?: string;
}

/** One unit of one service, in numbers. */
export class UnitOfService extends UnitInNumbers {
  @IsId('service') readonly service!: string;
  @IsCode() readonly category!: string;
  @IsCode() readonly area!: string;
  @IsId('organisation') readonly performer!: OrganisationId;
}

export const capacityList = answers(
  CapacityList,
  { purpose: 'registry', dataCategories: [], page: UnitOfService },
  ({ pact, performer: by, category: sort, area: place, unit: only }, ask) => {
    const asked = { ...(pact && { pact }), ...(by && { performer: by }), ...(sort && { category: sort }), ...(place && { area: place }) };
    return ask.pageOf(services, { ...asked, status: { $ne: 'closed' } }, { sort: ['-establishedAt'] }, (some) =>
      Promise.all(
        some.map(async ({ id: service, category, area, performer }) => {
          const places = await ask.one(servicePlaces, service);
          const units = places ? unitsOf(places) : [];
          return units.filter(({ unit }) => only === undefined || unit === only).map((unit) => ({ service, category, area, performer, ...unit }));
        }),
      ),
    );
  },
);
