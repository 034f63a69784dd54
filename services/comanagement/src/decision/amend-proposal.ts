import { type Id, type Instant, IsId, IsInstant, Rejection } from '@patto/contracts';
import { ProposalAmended, ProposedChange } from '@patto/contracts/comanagement';
import { runningService } from '@patto/contracts/partnerships';
import { decides, event } from '@patto/event-store/pure';
import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import { decision } from './decision.ts';
import { refuseUnlessOpen } from './open.ts';
import { pactOf, refuseUnlessDeciding } from './parties.ts';
import { deadlineOf, refuseUnlikelyChange } from './proposal.ts';

/** The proposer proposes something else of the same type: what was said before is void, and the time begins anew. */
export class AmendProposal {
  @IsId('decision') readonly decision!: Id<'decision'>;
  @ValidateNested() @Type(() => ProposedChange) readonly change!: ProposedChange;
  @IsOptional() @IsInstant() readonly deadline?: Instant;
}

export const amendProposal = decides(
  decision,
  AmendProposal,
  { replaces: true, relies: ({ change }, facts, _, state) => ({ ...pactOf(facts, state), service: runningService(facts, change.service) }) },
  (state, { change, deadline }, { by, now, relied }) => {
    if (state.status === 'none') return [];
    if (refuseUnlessDeciding(relied, by.organisation) !== state.proposer) throw new Rejection('not-the-proposer', 'Who proposed it amends it.');
    refuseUnlessOpen(state, now);
    if (change.type !== state.change.type || change.service !== state.change.service) {
      throw new Rejection('change-incomplete', 'An amendment is of the same type and about the same service.', ['/change']);
    }
    refuseUnlikelyChange(change, state.pact, relied.service, relied);
    return [event(ProposalAmended, { change, deadline: deadlineOf(deadline, state.rule, now), round: state.round + 1 })];
  },
);
