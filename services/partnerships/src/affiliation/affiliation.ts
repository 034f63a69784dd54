import type { OperatorId, OrganisationId } from '@patto/contracts';
import { AffiliationEnded, OperatorAffiliated, type OperatorRole, RolesChanged } from '@patto/contracts/partnerships';
import { aggregate, type Evolve } from '@patto/event-store/pure';

/** Whether an operator works for an organisation now, and as what. */
export type Affiliation =
  | { readonly status: 'none' }
  | { readonly status: 'in-force' | 'ended'; readonly operator: OperatorId; readonly organisation: OrganisationId; readonly roles: readonly OperatorRole[] };

const events = { OperatorAffiliated, RolesChanged, AffiliationEnded };

const evolve: Evolve<Affiliation, typeof events> = {
  OperatorAffiliated: (_, { operator, organisation, roles }) => ({ status: 'in-force', operator, organisation, roles }),
  RolesChanged: (affiliation, { roles }) => (affiliation.status === 'none' ? affiliation : { ...affiliation, roles }),
  AffiliationEnded: (affiliation) => (affiliation.status === 'none' ? affiliation : { ...affiliation, status: 'ended' }),
};

export const affiliation = aggregate(events, { status: 'none' } as Affiliation, evolve);

/** The same roles, in whatever order. */
export const sameRoles = (some: readonly OperatorRole[], others: readonly OperatorRole[]): boolean =>
  new Set(some).size === new Set(others).size && some.every((role) => others.includes(role));
