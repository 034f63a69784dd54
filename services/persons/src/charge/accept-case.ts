import { type Id, IsId, type OperatorId, Rejection } from '@patto/contracts';
import { CaseAccepted } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { charge, inForce } from './charge.ts';

/** The colleague to whom the case was offered takes it: from now on they are the case manager. */
export class AcceptCase {
  @IsId('charge') readonly charge!: Id<'charge'>;
}

export const acceptCase = decides(charge, AcceptCase, (state, _, context) => {
  const { person, caseManager, offeredTo } = inForce(state, context);
  const operator = context.by.actor as OperatorId;
  if (operator === caseManager) return [];
  if (operator !== offeredTo) throw new Rejection('nothing-handed-over', 'This case has not been offered to you.');

  return [event(CaseAccepted, { person, caseManager: operator })];
});
