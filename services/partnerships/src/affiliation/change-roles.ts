import { type Id, IsId, Rejection } from '@patto/contracts';
import { OPERATOR_ROLES, type OperatorRole, RolesChanged, registered } from '@patto/contracts/partnerships';
import { decides, event } from '@patto/event-store/pure';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn } from 'class-validator';
import { affiliation, sameRoles } from './affiliation.ts';
import { refuseUnlessKeeper } from './may-affiliate.ts';

/** An administrator gives an operator other roles. It replaces what was read. */
export class ChangeRoles {
  @IsId('affiliation') readonly affiliation!: Id<'affiliation'>;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(OPERATOR_ROLES.length) @IsIn(OPERATOR_ROLES, { each: true }) readonly roles!: OperatorRole[];
}

export const changeRoles = decides(
  affiliation,
  ChangeRoles,
  { replaces: true, relies: (_, facts, __, state) => ({ registration: state.status === 'none' ? undefined : registered(facts, state.organisation) }) },
  (state, { roles }, { by, relied }) => {
    if (state.status !== 'in-force') throw new Rejection('not-affiliated-any-more', 'This affiliation has ended.');
    refuseUnlessKeeper(state.organisation, relied.registration, by);
    return sameRoles(state.roles, roles) ? [] : [event(RolesChanged, { roles: [...new Set(roles)] })];
  },
);
