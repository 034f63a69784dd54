import { type Id, IsId, type OperatorId, Rejection } from '@patto/contracts';
import { CaseHandOverOffered } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { affiliationOf } from './affiliation-of.ts';
import { charge, inForce } from './charge.ts';

/** The case manager offers the case to a colleague, and keeps it until the colleague accepts. */
export class HandOverCase {
  @IsId('charge') readonly charge!: Id<'charge'>;
  @IsId('operator') readonly to!: OperatorId;
}

export const handOverCase = decides(
  charge,
  HandOverCase,
  { relies: ({ to }, facts, _, state) => ({ affiliation: affiliationOf(to, facts, state) }) },
  (state, { to }, context) => {
    const { person, caseManager, offeredTo } = inForce(state, context);
    if (context.by.actor !== caseManager) throw new Rejection('not-the-case-manager', 'Only the case manager hands the case over.');
    if (to === caseManager || to === offeredTo) return [];
    if (!context.relied.affiliation) throw new Rejection('not-affiliated', 'This operator does not work for your organisation.', ['/to']);

    return [event(CaseHandOverOffered, { person, to })];
  },
);
