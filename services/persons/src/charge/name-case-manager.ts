import { type Id, IsId, type OperatorId, Rejection } from '@patto/contracts';
import { CaseManagerNamed } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { type Charge, charge, inForce } from './charge.ts';
import { affiliationOf } from './affiliation-of.ts';

/** The body names another operator of its own as the person's case manager. */
export class NameCaseManager {
  @IsId('charge') readonly charge!: Id<'charge'>;
  @IsId('operator') readonly operator!: OperatorId;
}

export const nameCaseManager = decides(
  charge,
  NameCaseManager,
  { relies: ({ operator }, facts, _, state: Charge) => ({ affiliation: affiliationOf(operator, facts, state) }) },
  (state, { operator }, context) => {
    const { person, caseManager } = inForce(state, context);
    if (operator === caseManager) return [];
    if (!context.relied.affiliation) throw new Rejection('not-affiliated', 'This operator does not work for your organisation.', ['/operator']);

    return [event(CaseManagerNamed, { person, caseManager: operator })];
  },
);
