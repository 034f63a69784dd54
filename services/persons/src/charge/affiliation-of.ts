import type { Fact, OperatorId } from '@patto/contracts';
import type { FactsInForce } from '@patto/event-store/pure';
import type { Charge } from './charge.ts';

/** The affiliation by which an operator works for the body in charge. */
export const affiliationOf = (operator: OperatorId, facts: FactsInForce, charge: Charge): Fact<'affiliation'> | undefined =>
  charge.status === 'open' ? facts.find('affiliation', operator, charge.organisation)[0] : undefined;
