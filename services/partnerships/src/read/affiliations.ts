import type { OperatorId, OrganisationId } from '@patto/contracts';
import { AffiliationEnded, OperatorAffiliated, type OperatorRole, RolesChanged } from '@patto/contracts/partnerships';
import { readModel, type SealedPart } from '@patto/read-models';

/** An operator in an organisation; the name stays sealed, and the login is nobody's to read here. */
export interface AffiliationView {
  readonly operator: OperatorId;
  readonly organisation: OrganisationId;
  readonly roles: readonly OperatorRole[];
  readonly name?: SealedPart;
  readonly status: 'in-force' | 'ended';
  readonly since: string;
  readonly endedAt?: string;
  readonly reason?: string;
}

/** Who works for which organisation, and as what. */
export const affiliations = readModel(
  'affiliations',
  1,
  { events: { OperatorAffiliated, RolesChanged, AffiliationEnded }, indexes: ['organisation', 'operator'] },
  {
    OperatorAffiliated: (_: AffiliationView | undefined, { operator, organisation, roles }, { time, sealed }): AffiliationView => {
      const name = sealed('name');
      return { operator, organisation, roles, ...(name && { name }), status: 'in-force', since: time };
    },
    RolesChanged: (view, { roles }): AffiliationView | undefined => view && { ...view, roles },
    AffiliationEnded: (view, { reason }, { time }): AffiliationView | undefined => view && { ...view, status: 'ended', endedAt: time, reason },
  },
);
