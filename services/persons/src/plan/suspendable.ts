import { type By, Rejection } from '@patto/contracts';
import type { Commitment } from './commitments.ts';
import type { Plan } from './plan.ts';
import { actsFor, commitmentIn, mustNotBeOneOf, owing, type Standing } from './standing.ts';

/**
 * A commitment that the caller may let rest or resume: the counterpart, the body in charge, and the person for their own.
 * Whoever else owes something does not suspend what they owe.
 * @throws Rejection `own-obligation`, `not-a-recipient`
 */
export const suspendable = (plan: Plan, commitment: string, caller: { readonly by: By; readonly relied: Standing }): Commitment => {
  const line = commitmentIn(plan, commitment);
  const isPersons = line.side === 'person' && actsFor(line.holder, 'report-fulfilment', caller);
  if (isPersons) return line;
  mustNotBeOneOf(owing(line), caller);
  const mayAsk = caller.relied.charges.length > 0 || actsFor(line.counterpart, 'report-fulfilment', caller);
  if (!mayAsk) throw new Rejection('not-a-recipient', 'This commitment is not for you.');
  return line;
};
