import { IsOpened, less, stored } from '@patto/access';
import { type Instant, IsInstant } from '@patto/contracts';
import { AFFILIATION_END_REASONS, AffiliationEnded, OperatorAffiliated, RolesChanged } from '@patto/contracts/partnerships';
import { readModel, type SealedPart } from '@patto/read-models';
import { IsIn, IsOptional } from 'class-validator';

export const AFFILIATION_STATUSES = ['in-force', 'ended'] as const;
export type AffiliationStatus = (typeof AFFILIATION_STATUSES)[number];

class AffiliationDocument extends less(OperatorAffiliated) {
  @IsOptional() @IsOpened(OperatorAffiliated, 'name') readonly name?: SealedPart;
  @IsIn(AFFILIATION_STATUSES) readonly status!: AffiliationStatus;
  @IsInstant() readonly since!: Instant;
  @IsOptional() @IsInstant() readonly endedAt?: Instant;
  @IsOptional() @IsIn(AFFILIATION_END_REASONS) readonly reason?: AffiliationEnded['reason'];
}

/** An operator in an organisation; the name stays sealed, and the login is nobody's to read here. */
export class AffiliationView extends stored(AffiliationDocument, 'affiliation') {}

/** Who works for which organisation, and as what. */
export const affiliations = readModel(
  'affiliations',
  1,
  { events: { OperatorAffiliated, RolesChanged, AffiliationEnded }, indexes: ['organisation', 'operator'] },
  {
    OperatorAffiliated: (_: AffiliationDocument | undefined, { operator, organisation, roles }, { time, sealed }): AffiliationDocument => {
      const name = sealed('name');
      return { operator, organisation, roles, ...(name && { name }), status: 'in-force', since: time };
    },
    RolesChanged: (view, { roles }): AffiliationDocument | undefined => view && { ...view, roles },
    AffiliationEnded: (view, { reason }, { time }): AffiliationDocument | undefined => view && { ...view, status: 'ended', endedAt: time, reason },
  },
);
