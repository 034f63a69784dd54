import { Event, type EventClass, type Id, IsId, obligation, type OrganisationId } from '@patto/contracts';
import { ParticipationResumed, ParticipationSuspended } from '@patto/contracts/partnerships';
import type { Service } from '@patto/service-kit';
import { asl, comune, corte, filo, named, passi } from '@patto/testing';

class Route {
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
  @IsId('organisation') readonly driver?: OrganisationId;
  @IsId('organisation') readonly holder?: OrganisationId;
  @IsId('pact') readonly pact?: Id<'pact'>;
}
const id = 'obligation';
/** No part of the product knows these types: what they do to obligations is declared here, and here alone. */
@Event('buses.route', { version: 1, effect: obligation('assumed', { id, kind: 'route', holder: 'holder', performer: 'driver', under: 'pact' }) })
class RouteAssigned extends Route {}
@Event('buses.route', { version: 1, effect: obligation('offered', { id, performer: 'driver' }) })
class RouteOffered extends Route {}
@Event('buses.route', { version: 1, effect: obligation('accepted', { id, performer: 'driver' }) })
class RouteTaken extends Route {}
@Event('buses.route', { version: 1, effect: obligation('handed-over', { id, holder: 'holder', performer: 'driver' }) })
class RouteMoved extends Route {}
@Event('buses.route', { version: 1, effect: obligation('suspended', { id }) })
class RouteRests extends Route {}
@Event('buses.route', { version: 1, effect: obligation('resumed', { id }) })
class RouteRuns extends Route {}
@Event('buses.route', { version: 1, effect: obligation('discharged', { id }) })
class RouteEnded extends Route {}
/** A service that runs buses; it does nothing but record. */
export const buses: Service = { name: 'buses', decisions: [], readModels: [], queries: [], reactions: [], dues: [], controllers: [] };

/** The pact that two of the three buses run under. */
export const [pact, school, library, night] = [named('pact', 1), named('obligation', 1), named('obligation', 2), named('obligation', 3)];
/** Noon of a day of March 2027, or an hour of it. */
export const at = (day: number, hour = 12): string => new Date(Date.UTC(2027, 2, day, hour)).toISOString();

/** All that happened, in the order in which it was recorded: the day, what, and the day on which it happened where that was another. */
export const DIARY: readonly (readonly [number, EventClass, object, number?])[] = [
  [2, RouteAssigned, { obligation: school, holder: comune, driver: filo, pact }],
  [2, RouteAssigned, { obligation: library, holder: comune, driver: filo, pact }],
  [2, RouteAssigned, { obligation: night, holder: comune, driver: filo }],
  [3, ParticipationSuspended, { organisation: filo }],
  [4, RouteOffered, { obligation: school, driver: corte }],
  [4, RouteOffered, { obligation: library, driver: corte }],
  [4, RouteOffered, { obligation: library, driver: passi }],
  [5, RouteTaken, { obligation: school, driver: corte }],
  [6, RouteTaken, { obligation: library, driver: corte }],
  [7, ParticipationResumed, { organisation: filo }],
  [8, RouteTaken, { obligation: library, driver: passi }],
  [9, RouteMoved, { obligation: school, driver: passi }, 7],
  [10, RouteMoved, { obligation: library, driver: passi }],
  [10, RouteMoved, { obligation: night, driver: corte }, 5],
  [12, RouteRests, { obligation: school }],
  [12, RouteMoved, { obligation: night, driver: filo }, 8],
  [13, RouteMoved, { obligation: night, driver: passi }, 6],
  [14, RouteRuns, { obligation: school }],
  [15, RouteOffered, { obligation: night, driver: asl }],
  [18, RouteMoved, { obligation: school, holder: asl }, 16],
  [20, RouteEnded, { obligation: school }, 19],
];

/** From a day on, until the next such line. */
export type Standing = readonly [fromDay: number, holder: string, performer: string, state: string];
/** Written by hand, with a calendar: from which day on who was responsible, as it was and as anybody knew it then. */
export const BY_HAND: Readonly<Record<string, { readonly asItWas: readonly Standing[]; readonly asWasKnown: readonly Standing[] }>> = {
  [school]: {
    asItWas: [
      [2, comune, filo, 'owed'],
      [5, comune, corte, 'owed'],
      [7, comune, passi, 'owed'],
      [12, comune, passi, 'suspended'],
      [14, comune, passi, 'owed'],
      [16, asl, passi, 'owed'],
      [19, asl, passi, 'discharged'],
    ],
    asWasKnown: [
      [2, comune, filo, 'owed'],
      [5, comune, corte, 'owed'],
      [9, comune, passi, 'owed'],
      [12, comune, passi, 'suspended'],
      [14, comune, passi, 'owed'],
      [18, asl, passi, 'owed'],
      [20, asl, passi, 'discharged'],
    ],
  },
  [library]: {
    asItWas: [
      [2, comune, filo, 'owed'],
      [6, comune, corte, 'owed'],
      [8, comune, passi, 'owed'],
    ],
    asWasKnown: [
      [2, comune, filo, 'owed'],
      [6, comune, corte, 'owed'],
      [8, comune, passi, 'owed'],
    ],
  },
  [night]: {
    asItWas: [
      [2, comune, filo, 'owed'],
      [5, comune, corte, 'owed'],
      [6, comune, passi, 'owed'],
      [8, comune, filo, 'owed'],
    ],
    asWasKnown: [
      [2, comune, filo, 'owed'],
      [10, comune, corte, 'owed'],
      [12, comune, filo, 'owed'],
    ],
  },
};
