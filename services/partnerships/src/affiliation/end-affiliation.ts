import { type Id, IsId } from '@patto/contracts';
import { AFFILIATION_END_REASONS, AffiliationEnded, registered } from '@patto/contracts/partnerships';
import { decides, event } from '@patto/event-store/pure';
import { IsIn } from 'class-validator';
import { affiliation } from './affiliation.ts';
import { refuseUnlessKeeper } from './may-affiliate.ts';

/** An administrator ends an affiliation: from now on the operator may do nothing for the organisation. */
export class EndAffiliation {
  @IsId('affiliation') readonly affiliation!: Id<'affiliation'>;
  @IsIn(AFFILIATION_END_REASONS) readonly reason!: (typeof AFFILIATION_END_REASONS)[number];
}

export const endAffiliation = decides(
  affiliation,
  EndAffiliation,
  { relies: (_, facts, __, state) => ({ registration: state.status === 'none' ? undefined : registered(facts, state.organisation) }) },
  (state, { reason }, { by, relied }) => {
    if (state.status === 'none') return [];
    refuseUnlessKeeper(state.organisation, relied.registration, by);
    return state.status === 'ended' ? [] : [event(AffiliationEnded, { reason })];
  },
);
