import {
  DirectoryLocationListed,
  DirectoryOrganisationListed,
  DirectoryServiceListed,
  DirectoryTaxonomyTermListed,
  type ListedLocation,
  type ListedOrganisation,
  type ListedService,
  type ListedTaxonomyTerm,
} from '@patto/contracts';
import { readModel } from '@patto/read-models';
import { phraseOf, wordsOf } from '../directory/words.ts';

/** Where a listing comes from. `ref` is what other listings of the same source name it by. */
interface View {
  readonly ref: string;
  readonly source: string;
  readonly record: string;
}

export interface OrganisationView extends View {
  readonly organisation: ListedOrganisation;
  readonly words: readonly string[];
}

export interface LocationView extends View {
  readonly location: ListedLocation;
  /** Degrees, where the place is known. */
  readonly latitude?: number;
  readonly longitude?: number;
}

export interface TermView extends View {
  readonly taxonomyTerm: ListedTaxonomyTerm;
  /** What it is asked for by: its id, its code and its name. */
  readonly called: readonly string[];
  /** The `ref` of the term above it. */
  readonly parent?: string;
}

export interface ServiceView extends View {
  readonly service: ListedService;
  readonly words: readonly string[];
  /** The keywords as phrases, and the ids of its terms. */
  readonly called: readonly string[];
  /** References to other listings of the source. */
  readonly organisation?: string;
  readonly locations: readonly string[];
  readonly terms: readonly string[];
}

const viewOf = ({ source, record }: { readonly source: string; readonly record: string }): View => ({ ref: refOf(source, record), source, record });
const refOf = (source: string, record: string): string => `${source}/${record}`;

/** The organisations that directories list. */
export const listedOrganisations = readModel(
  'listed-organisations',
  1,
  { events: { DirectoryOrganisationListed }, indexes: ['ref', 'words'] },
  {
    DirectoryOrganisationListed: (_: OrganisationView | undefined, { organisation, ...from }): OrganisationView => ({
      ...viewOf(from),
      organisation,
      words: wordsOf(organisation.name, organisation.alternateName),
    }),
  },
);

/** The locations that directories list. */
export const listedLocations = readModel(
  'listed-locations',
  1,
  { events: { DirectoryLocationListed }, indexes: ['ref', 'latitude'] },
  {
    DirectoryLocationListed: (_: LocationView | undefined, { location, ...from }): LocationView => ({
      ...viewOf(from),
      location,
      ...(location.latitude && location.longitude ? { latitude: Number(location.latitude), longitude: Number(location.longitude) } : {}),
    }),
  },
);

/** The taxonomy terms that directories list. */
export const listedTerms = readModel(
  'listed-terms',
  1,
  { events: { DirectoryTaxonomyTermListed }, indexes: ['ref', 'called', 'parent'] },
  {
    DirectoryTaxonomyTermListed: (_: TermView | undefined, { taxonomyTerm, ...from }): TermView => ({
      ...viewOf(from),
      taxonomyTerm,
      called: [from.record, taxonomyTerm.code ?? from.record, taxonomyTerm.name].map(phraseOf),
      ...(taxonomyTerm.parent ? { parent: refOf(from.source, taxonomyTerm.parent) } : {}),
    }),
  },
);

/** The services that directories list. */
export const listedServices = readModel(
  'listed-services',
  1,
  { events: { DirectoryServiceListed }, indexes: ['ref', 'words', 'called', 'organisation', 'locations', 'terms', 'service.name'] },
  {
    DirectoryServiceListed: (_: ServiceView | undefined, { service, ...from }): ServiceView => ({
      ...viewOf(from),
      service,
      words: wordsOf(service.name, service.alternateName, service.description),
      called: [...service.keywords, ...service.terms].map(phraseOf),
      ...(service.organisation ? { organisation: refOf(from.source, service.organisation) } : {}),
      locations: service.locations.map((record) => refOf(from.source, record)),
      terms: service.terms.map((record) => refOf(from.source, record)),
    }),
  },
);

export const directoryReadModels = [listedOrganisations, listedLocations, listedTerms, listedServices];
