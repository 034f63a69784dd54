import { answers } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import { DECISION_RULES, type DecisionRule } from '@patto/contracts/partnerships';
import { IsIn, IsInt, IsNumber, IsOptional, Max, Min } from 'class-validator';
import { decisions } from './decisions.ts';

/** So many decisions are counted at most: years of a district. */
const MOST_COUNTED = 20_000;

/** By which rules parties decide: the indicator of how a network governs itself. */
export class DecisionRules {
  @IsOptional() @IsId('pact') readonly pact?: Id<'pact'>;
}

/** Decisions by one rule, in numbers. */
export class RuleInNumbers {
  @IsIn(DECISION_RULES) readonly rule!: DecisionRule['rule'];
  @IsInt() @Min(1) readonly decisions!: number;
  /** Of all decisions that were asked for; from 0 to 1. */
  @IsNumber() @Min(0) @Max(1) readonly share!: number;
  /** Carried, in effect or waiting for an act. */
  @IsInt() @Min(0) readonly carried!: number;
  @IsInt() @Min(0) readonly blocked!: number;
  @IsInt() @Min(0) readonly lapsed!: number;
  @IsInt() @Min(0) readonly open!: number;
}

export const decisionRules = answers(DecisionRules, { purpose: 'registry', dataCategories: [], list: RuleInNumbers }, async ({ pact }, ask) => {
  const all = await ask.find(decisions, { ...(pact && { pact }) }, { limit: MOST_COUNTED });
  const byRule = Map.groupBy(all, ({ rule }) => rule.rule);
  const items = [...byRule].map(([rule, theirs]) => {
    const counted = (...among: readonly string[]) => theirs.filter(({ status }) => among.includes(status)).length;
    const outcomes = { carried: counted('carried', 'in-effect'), blocked: counted('blocked'), lapsed: counted('lapsed'), open: counted('open') };
    return { rule, decisions: theirs.length, share: theirs.length / all.length, ...outcomes };
  });
  return { items };
});
