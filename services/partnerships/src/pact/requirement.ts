import type { Fact, OrganisationId } from '@patto/contracts';
import { ATTRIBUTE_LEVELS, type PactRequirement, type SignatoryRole } from '@patto/contracts/partnerships';
import type { FactsInForce } from '@patto/event-store/pure';

const LEVELS: readonly string[] = ATTRIBUTE_LEVELS; // From the least sure to the surest.

/** What these organisations have of what a pact requires. */
export const attributesOf = (facts: FactsInForce, organisations: readonly OrganisationId[], requirements: readonly PactRequirement[]): Fact<'attribute'>[] => {
  const asked = new Set(requirements.map(({ attribute }) => attribute));
  return organisations.flatMap((organisation) =>
    facts.find('attribute', organisation).filter(({ is }) => is.organisation === organisation && asked.has(is.attribute)),
  );
};

/** What a party in this role is to have and has not, or not surely enough; nothing where it has all. */
export const missing = (
  requirements: readonly PactRequirement[],
  { organisation, role }: { readonly organisation: OrganisationId; readonly role: SignatoryRole },
  attributes: readonly Fact<'attribute'>[],
): PactRequirement | undefined =>
  requirements.find(
    ({ attribute, level, roles }) =>
      roles.includes(role) &&
      !attributes.some(({ is }) => is.organisation === organisation && is.attribute === attribute && LEVELS.indexOf(is.level) >= LEVELS.indexOf(level)),
  );
