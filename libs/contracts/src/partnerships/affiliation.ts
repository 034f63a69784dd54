import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { authority } from '../effects.ts';
import { Event } from '../event.ts';
import { IsText } from '../fields.ts';
import { IsId, type OperatorId, type OrganisationId } from '../ids.ts';
import { Personal } from '../personal.ts';

/** What an operator may be in an organisation; a `partner-system` is a program of the organisation. */
export const OPERATOR_ROLES = ['operator', 'coordinator', 'auditor', 'administrator', 'partner-system'] as const;
export type OperatorRole = (typeof OPERATOR_ROLES)[number];

/** A login at an OpenID Connect issuer. */
export class OperatorLogin {
  @IsText(300) readonly issuer!: string;
  @IsText(300) readonly subject!: string;
}

const facts = { with: { actor: 'operator', organisation: 'organisation', roles: 'roles' } } as const;

/** An operator works for an organisation, with these roles. */
@Event('partnerships.affiliation', { version: 1, effect: authority('affiliation', 'begins', facts) })
export class OperatorAffiliated {
  @IsId('operator') readonly operator!: OperatorId;
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(OPERATOR_ROLES.length) @IsIn(OPERATOR_ROLES, { each: true }) readonly roles!: readonly OperatorRole[];
  @Personal('operator') @IsText(200) readonly name!: Personal<string>;
  @Personal('operator') @ValidateNested() @Type(() => OperatorLogin) readonly login!: Personal<OperatorLogin>;
}

/** An operator has other roles in the organisation from now on. */
@Event('partnerships.affiliation', { version: 1, effect: authority('affiliation', 'changes', { with: { roles: 'roles' } }) })
export class RolesChanged {
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(OPERATOR_ROLES.length) @IsIn(OPERATOR_ROLES, { each: true }) readonly roles!: readonly OperatorRole[];
}

/** Why an affiliation ended. */
export const AFFILIATION_END_REASONS = ['left', 'moved', 'revoked', 'other'] as const;

/** An operator no longer works for the organisation. */
@Event('partnerships.affiliation', { version: 1, effect: authority('affiliation', 'ends') })
export class AffiliationEnded {
  @IsIn(AFFILIATION_END_REASONS) readonly reason!: (typeof AFFILIATION_END_REASONS)[number];
}
