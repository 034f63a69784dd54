import type { CountedPosition } from '@patto/contracts/comanagement';
import type { DecisionRule } from '@patto/contracts/partnerships';

/** What was said by those who take part, and by which rule it is counted; the events that settle a decision carry all of it. */
export interface Counting {
  readonly rule: DecisionRule;
  readonly positions: readonly CountedPosition[];
  /** The deadline has passed: silence means now what the rule says. */
  readonly atDeadline: boolean;
}

export type Verdict = 'open' | 'carried' | 'blocked' | 'lapsed';
type Effective = CountedPosition['position'];

/** What the rule takes a party to say. Silence means nothing before the deadline, and a public body's silence is never a yes. */
const effective = ({ rule, atDeadline }: Counting, { position, publicBody }: CountedPosition): Effective => {
  if (position !== 'silent' || !atDeadline || publicBody || rule.silence === 'nothing') return position;
  return rule.silence === 'abstains' ? 'abstain' : 'agree';
};

const isAgainst = (position: Effective): boolean => position === 'object' || position === 'block';
const weightOf = (positions: readonly CountedPosition[]): number => positions.reduce((sum, { weight }) => sum + weight, 0);

/** How each rule decides, from what each party is taken to say; `open` where it is not decided yet. */
const RULES: { readonly [rule in DecisionRule['rule']]: (counting: Counting, says: (one: CountedPosition) => Effective) => Verdict } = {
  unanimity: ({ positions }, says) => {
    if (positions.some((one) => says(one) === 'block')) return 'blocked';
    return positions.every((one) => says(one) === 'agree') ? 'carried' : 'open';
  },
  consent: ({ positions, atDeadline }, says) => {
    if (positions.some((one) => says(one) === 'block')) return 'blocked';
    if (positions.some((one) => says(one) === 'object' && !one.answered)) return 'open';
    // Who lets the days pass consents, but never a public body: it has to speak, also where silence abstains.
    const mayEnd = !positions.some(({ position, publicBody }) => position === 'silent' && (publicBody || !atDeadline));
    return mayEnd && positions.some((one) => says(one) === 'agree') ? 'carried' : 'open';
  },
  quorum: ({ rule, positions, atDeadline }, says) => {
    const spoken = positions.filter((one) => says(one) !== 'silent');
    const isAll = spoken.length === positions.length;
    if (!isAll && !atDeadline) return 'open';
    const isQuorate = spoken.length * 100 >= (rule.quorum ?? 100) * positions.length;
    const agree = positions.filter((one) => says(one) === 'agree').length;
    const against = positions.filter((one) => isAgainst(says(one))).length;
    if (isQuorate && agree > against) return 'carried';
    return isAll ? 'blocked' : 'open';
  },
  weighted: ({ rule, positions }, says) => {
    const needed = ((rule.quorum ?? 100) * weightOf(positions)) / 100;
    if (weightOf(positions.filter((one) => says(one) === 'agree')) >= needed) return 'carried';
    return weightOf(positions.filter((one) => !isAgainst(says(one)))) < needed ? 'blocked' : 'open';
  },
  'delegated-to-lead': ({ positions }, says) => {
    const leads = positions.filter(({ lead }) => lead);
    if (leads.some((one) => isAgainst(says(one)))) return 'blocked';
    return leads.length > 0 && leads.every((one) => says(one) === 'agree') ? 'carried' : 'open';
  },
};

/** What the parties have decided by now. Whoever reads the count can work it out again. */
export const count = (counting: Counting): Verdict => {
  const verdict = counting.positions.length === 0 ? 'open' : RULES[counting.rule.rule](counting, (one) => effective(counting, one));
  return verdict === 'open' && counting.atDeadline ? 'lapsed' : verdict;
};
