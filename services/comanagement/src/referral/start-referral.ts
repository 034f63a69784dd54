import { type Id, IsId, Rejection } from '@patto/contracts';
import { ReferralStarted } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { moving, refuseUnlessRunning, takingPartIn } from './moves.ts';
import { referral } from './referral.ts';

/** The service begins for the person, who has a place in it; whoever is outside keeps no places here. */
export class StartReferral {
  @IsId('referral') readonly referral!: Id<'referral'>;
}

export const startReferral = decides(
  referral,
  StartReferral,
  {
    relies: (command, facts, acting, state) => ({
      ...takingPartIn(command, facts, acting, state),
      place: state.state === 'none' || !state.service ? undefined : facts.find('place', state.service, command.referral)[0],
    }),
  },
  (state, _, context) => {
    const known = moving(state, 'start', context);
    const { person, service, recipient, plan, commitment } = known;
    refuseUnlessRunning(known, context.relied);
    if (service && !context.relied.place) throw new Rejection('no-place-yet', 'There is no place for this referral yet.');
    return [event(ReferralStarted, { person, service, performer: recipient, plan, commitment, startedAt: context.happenedAt })];
  },
);
