import { type By, Rejection } from '@patto/contracts';
import type { Commitment } from './commitments.ts';
import type { Plan } from './plan.ts';
import { actsFor, commitmentIn, mustNotBeOneOf, owing, type Standing } from './standing.ts';

/**
 * The commitment whose fulfilment was reported to the caller; nothing where none waits.
 * @throws Rejection `own-obligation` to whoever owed or reported it, `not-a-recipient` to whoever is not the counterpart
 */
export const reportedTo = (
  plan: Plan,
  { commitment, obligation }: { readonly commitment: string; readonly obligation: string },
  caller: { readonly by: By; readonly relied: Standing },
): Commitment | undefined => {
  const line = commitmentIn(plan, commitment);
  const report = line.reported.find(({ occurrence }) => occurrence.obligation === obligation);
  mustNotBeOneOf([...owing(line), ...(report ? [report.by] : [])], caller);
  if (!actsFor(line.counterpart, 'confirm-fulfilment', caller)) throw new Rejection('not-a-recipient', 'This commitment is not for you.');
  return report && line;
};
