import { type Id, IsCode, IsId } from '@patto/contracts';
import { ReferralReRouted } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { IsOptional } from 'class-validator';
import { moving, takingPart } from './moves.ts';
import { referral } from './referral.ts';
import { referredTo, referring } from './referring.ts';

/** Who asked sends it to another service before anybody said yes; all that a referral needs has to stand for that service too. */
export class ReRouteReferral {
  @IsId('referral') readonly referral!: Id<'referral'>;
  @IsId('service') readonly service!: Id<'service'>;
  @IsOptional() @IsCode() readonly unit?: string;
}

export const reRouteReferral = decides(
  referral,
  ReRouteReferral,
  {
    relies: (command, facts, acting, state) => ({
      mine: takingPart(command, facts, acting, state).participation,
      covering: takingPart(command, facts, acting, state).covering,
      ...referring({ service: command.service, person: state.state === 'none' ? '' : state.person, requester: acting.by.organisation }, facts),
    }),
  },
  (state, { unit }, { by, now, relied }) => {
    const { answerObligation } = moving(state, 'reRoute', { by, relied: { participation: relied.mine, covering: relied.covering } });
    const { category: _, ...to } = referredTo(relied, now, unit);
    return [event(ReferralReRouted, { ...to, answerObligation })];
  },
);
