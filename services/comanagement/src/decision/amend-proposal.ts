import { type Id, type Instant, IsId, IsInstant, Rejection } from '@patto/contracts';
import { ProposalAmended, ProposedChange } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import { asked, askedAnew } from './asking.ts';
import { decision } from './decision.ts';
import { refuseUnlessOpen } from './open.ts';
import { pactOf, partiesThatDecide, refuseUnlessDeciding } from './parties.ts';
import { aboutService, deadlineOf, refuseUnlikelyChange } from './proposal.ts';

/** The proposer proposes something else of the same type: what was said before is void, and the time begins anew. */
export class AmendProposal {
  @IsId('decision') readonly decision!: Id<'decision'>;
  @ValidateNested() @Type(() => ProposedChange) readonly change!: ProposedChange;
  @IsOptional() @IsInstant() readonly deadline?: Instant;
}

export const amendProposal = decides(
  decision,
  AmendProposal,
  { replaces: true, relies: ({ change }, facts, _, state) => ({ ...pactOf(facts, state), ...aboutService(facts, change) }) },
  (state, { change, deadline }, context) => {
    if (state.status === 'none') return [];
    const { by, now, relied } = context;
    if (refuseUnlessDeciding(relied, by.organisation) !== state.proposer) throw new Rejection('not-the-proposer', 'Who proposed it amends it.');
    refuseUnlessOpen(state, now);
    if (change.type !== state.change.type || change.service !== state.change.service) {
      throw new Rejection('change-incomplete', 'An amendment is of the same type and about the same service.', ['/change']);
    }
    refuseUnlikelyChange(change, state.pact, relied);
    const { pact, rule, round } = state;
    const { excused } = askedAnew(state, relied, context);
    const all = asked(partiesThatDecide(relied), context);
    return [event(ProposalAmended, { pact, change, deadline: deadlineOf(deadline, rule, now), round: round + 1, asked: all, excused })];
  },
);
