import { type Id, IsId, Rejection } from '@patto/contracts';
import { DECLINE_REASONS, type DeclineReason, NeedTurnedDown } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { IsIn } from 'class-validator';
import { need } from './need.ts';

/** Answers the need with the reasoned no of the body that declined the charge; sent by the reaction to that. */
export class TurnDownNeed {
  @IsId('need') readonly need!: Id<'need'>;
  @IsIn(DECLINE_REASONS) readonly reason!: DeclineReason;
}

export const turnDownNeed = decides(need, TurnDownNeed, (state, { reason }) => {
  if (state.status === 'unknown') throw new Rejection('no-such-need', 'There is no such need.');
  if (state.status === 'answered') return [];

  return [event(NeedTurnedDown, { person: state.person, obligation: state.obligation, reason })];
});
