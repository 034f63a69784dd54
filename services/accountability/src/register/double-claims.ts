import type { Instant } from '@patto/contracts';
import { type Retold, retold } from './as-it-was.ts';
import { Interval, intervalsOf, type SpanOfParties } from './interval.ts';
import type { Obligation } from './obligation.ts';

/** Time in which several carried out one obligation, or took themselves to: each of them took it over from one who did not carry it out any more. */
export class DoubleClaim extends Interval {}

const isOwed = (obligation: Obligation | undefined): boolean => obligation?.state === 'owed' || obligation?.state === 'breached';

/** Who gives it up by this step. Who takes an offer takes it from whoever carried it out when it was made; who assumes what others owe takes it from nobody. */
const givenUpBy = ({ step: { verb }, was, now }: Retold, claimants: readonly string[]): readonly (string | undefined)[] => {
  if (verb === 'handed-over' || !isOwed(was)) return claimants;
  return verb === 'accepted' ? [was?.offers.find((offer) => !now.offers.includes(offer))?.from] : [];
};

/** Who claims to carry it out after a step, in the order in which they came. */
const claimantsAfter = (claimants: readonly string[], one: Retold): readonly string[] => {
  const { verb } = one.step;
  if (verb !== 'assumed' && verb !== 'accepted' && verb !== 'handed-over') return claimants;
  const gone = givenUpBy(one, claimants);
  const { performer } = one.now;
  return [...new Set([...claimants.filter((claimant) => !gone.includes(claimant)), ...(performer === undefined ? [] : [performer])])];
};

/** The times up to now in which more than one carried out an obligation, as it was. */
export const doubleClaims = (obligation: Pick<Obligation, 'under' | 'steps'> & { readonly id: string }, now: Instant): readonly DoubleClaim[] => {
  const told = retold(obligation.steps);
  const spans: SpanOfParties[] = [];
  let claimants: readonly string[] = [];
  for (const [index, one] of told.entries()) {
    claimants = claimantsAfter(claimants, one);
    if (claimants.length < 2 || !isOwed(one.now)) continue;
    const next = told[index + 1]?.step.happenedAt;
    spans.push({ parties: claimants, from: Date.parse(one.step.happenedAt), until: next === undefined ? Number.POSITIVE_INFINITY : Date.parse(next) });
  }
  return intervalsOf(obligation, spans, now);
};
