import { type Id, IsId, type OperatorId, type PersonId, Rejection } from '@patto/contracts';
import { ChargeTaken, NeedJoinedCharge } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { charge, needAtDesk, onePerPersonAndBody } from './charge.ts';

/** The competent body takes charge of the person whose need it received; who does it is the case manager until another is named. */
export class TakeCharge {
  @IsId('person') readonly person!: PersonId;
  @IsId('need') readonly need!: Id<'need'>;
}

export const takeCharge = decides(
  charge,
  TakeCharge,
  { stream: { onePer: onePerPersonAndBody }, relies: needAtDesk },
  (state, { person, need }, { by, relied, newId }) => {
    if (!relied.need || !by.organisation) throw new Rejection('no-such-need', 'No such need of this person waits at your desk.', ['/need']);
    if (!relied.mandate) throw new Rejection('no-mandate', 'Your organisation has no mandate to read such needs in this area.');
    const { organisation } = by;
    if (state.status === 'open') return [event(NeedJoinedCharge, { person, organisation, need })];

    return [event(ChargeTaken, { person, organisation, need, obligation: newId('obligation'), caseManager: by.actor as OperatorId })];
  },
);
