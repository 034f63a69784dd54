import { citation, type Id, type Instant, IsId, IsInstant, Rejection } from '@patto/contracts';
import { DecisionOpened, ProposedChange } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { Type } from 'class-transformer';
import { IsBoolean, IsOptional, ValidateNested } from 'class-validator';
import { asked } from './asking.ts';
import { decision } from './decision.ts';
import { pactInForce, partiesThatDecide, refuseUnlessDeciding } from './parties.ts';
import { aboutService, deadlineOf, refuseUnlikelyChange } from './proposal.ts';

/** A party asks the others to decide exactly this change, by the rule that their pact has for its type. */
export class OpenDecision {
  @IsId('pact') readonly pact!: Id<'pact'>;
  @ValidateNested() @Type(() => ProposedChange) readonly change!: ProposedChange;
  /** When it is counted at the latest; where it is left out, what the pact says, or two weeks. */
  @IsOptional() @IsInstant() readonly deadline?: Instant;
  /** It commits public money or entitlements, also where the pact does not say so of its type. */
  @IsOptional() @IsBoolean() readonly needsAct?: boolean;
}

export const openDecision = decides(
  decision,
  OpenDecision,
  { stream: 'new', relies: ({ pact, change }, facts) => ({ ...pactInForce(facts, pact), ...aboutService(facts, change) }) },
  (_, { pact, change, deadline, needsAct = false }, context) => {
    const { by, now, relied } = context;
    const proposer = refuseUnlessDeciding(relied, by.organisation);
    const rule = relied.pact?.is.decisionRules.find(({ type }) => type === change.type);
    if (!relied.pact || !rule) throw new Rejection('no-rule-for-it', 'The pact has no rule for decisions of this type.', ['/change/type']);
    refuseUnlikelyChange(change, pact, relied);
    return [
      event(DecisionOpened, {
        pact,
        change,
        rule,
        ruleRevision: citation(relied.pact),
        deadline: deadlineOf(deadline, rule, now),
        needsAct: needsAct || (rule.needsAct ?? false),
        proposer,
        asked: asked(partiesThatDecide(relied), context),
      }),
    ];
  },
);
