import type { Instant, OrganisationId } from '@patto/contracts';
import { type AttributeLevel, AttributeRecorded, AttributeRevoked } from '@patto/contracts/partnerships';
import { aggregate, type Evolve } from '@patto/event-store/pure';

/** One quality of one organisation, as it was recorded last. */
export type Attribute =
  | { readonly status: 'none' }
  | { readonly status: 'revoked' }
  | { readonly status: 'recorded'; readonly level: AttributeLevel; readonly statedBy: OrganisationId; readonly until?: Instant };

const events = { AttributeRecorded, AttributeRevoked };

const evolve: Evolve<Attribute, typeof events> = {
  AttributeRecorded: (_, { level, statedBy, until }) => ({ status: 'recorded', level, statedBy, ...(until && { until }) }),
  AttributeRevoked: () => ({ status: 'revoked' }),
};

export const attribute = aggregate(events, { status: 'none' } as Attribute, evolve);

/** There is one stream per organisation and attribute. */
export const oneOf = {
  onePer: ({ organisation, attribute }: { readonly organisation: string; readonly attribute: string }) => `${organisation}/${attribute}`,
};
