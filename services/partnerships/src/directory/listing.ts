import { DirectoryLocationListed, DirectoryOrganisationListed, DirectoryServiceListed, DirectoryTaxonomyTermListed } from '@patto/contracts';
import { aggregate, type Evolve } from '@patto/event-store/pure';

/** What a decision must know of a listing: what was last listed, as canonical text, or nothing yet. */
export interface Listing {
  readonly listed: string;
}

const events = { DirectoryOrganisationListed, DirectoryLocationListed, DirectoryServiceListed, DirectoryTaxonomyTermListed };

const evolve: Evolve<Listing, typeof events> = {
  DirectoryOrganisationListed: (_, { organisation }) => ({ listed: canonical(organisation) }),
  DirectoryLocationListed: (_, { location }) => ({ listed: canonical(location) }),
  DirectoryServiceListed: (_, { service }) => ({ listed: canonical(service) }),
  DirectoryTaxonomyTermListed: (_, { taxonomyTerm }) => ({ listed: canonical(taxonomyTerm) }),
};

/** A record of a directory elsewhere, as it was last seen. */
export const listing = aggregate(events, { listed: '' }, evolve);

/** The same text for the same content, whatever the order of its members. */
export const canonical = (content: unknown): string =>
  JSON.stringify(content, (_, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
