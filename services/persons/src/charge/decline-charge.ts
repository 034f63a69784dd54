import { type Id, IsId, type PersonId, Rejection } from '@patto/contracts';
import { ChargeDeclined, DECLINE_REASONS, type DeclineReason } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { IsIn } from 'class-validator';
import { charge, needAtDesk, onePerPersonAndBody } from './charge.ts';

/** The body answers a need with a reasoned no. */
export class DeclineCharge {
  @IsId('person') readonly person!: PersonId;
  @IsId('need') readonly need!: Id<'need'>;
  @IsIn(DECLINE_REASONS) readonly reason!: DeclineReason;
}

export const declineCharge = decides(
  charge,
  DeclineCharge,
  { stream: { onePer: onePerPersonAndBody }, relies: needAtDesk },
  (_, { person, need, reason }, { by, relied }) => {
    if (!relied.need || !by.organisation) throw new Rejection('no-such-need', 'No such need of this person waits at your desk.', ['/need']);
    if (!relied.mandate) throw new Rejection('no-mandate', 'Your organisation has no mandate to read such needs in this area.');

    return [event(ChargeDeclined, { person, organisation: by.organisation, need, reason })];
  },
);
