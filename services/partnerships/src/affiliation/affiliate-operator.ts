import { IsId, IsText, type OrganisationId, Rejection } from '@patto/contracts';
import { OPERATOR_ROLES, OperatorAffiliated, OperatorLogin, type OperatorRole, registered } from '@patto/contracts/partnerships';
import { decides, event } from '@patto/event-store/pure';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, ValidateNested } from 'class-validator';
import { affiliation, sameRoles } from './affiliation.ts';
import { refuseUnlessKeeper } from './may-affiliate.ts';

/** An administrator says who works for the organisation, by which login and as what. The same login is the same operator everywhere. */
export class AffiliateOperator {
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsText(200) readonly name!: string;
  @ValidateNested() @Type(() => OperatorLogin) readonly login!: OperatorLogin;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(OPERATOR_ROLES.length) @IsIn(OPERATOR_ROLES, { each: true }) readonly roles!: OperatorRole[];
}

export const affiliateOperator = decides(
  affiliation,
  AffiliateOperator,
  {
    stream: { onePer: ({ organisation, login }) => JSON.stringify([organisation, login.issuer, login.subject]) },
    relies: ({ organisation }, facts) => ({ registration: registered(facts, organisation) }),
  },
  (state, { organisation, name, login, roles }, { by, relied, idFor }) => {
    refuseUnlessKeeper(organisation, relied.registration, by);
    if (state.status === 'in-force') {
      if (sameRoles(state.roles, roles)) return [];
      throw new Rejection('already-affiliated', 'This operator works for the organisation already.');
    }
    const operator = idFor('operator', login.issuer, login.subject);
    return [event(OperatorAffiliated, { operator, organisation, roles: [...new Set(roles)], name, login })];
  },
);
