import { IsId, type PersonId, Rejection } from '@patto/contracts';
import { delegationsBehind, personActing, SupporterInvited } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { chargeOver, isThemself, network, networkOf } from './network.ts';

/** The person, or the body in charge with them, asks somebody for their support. */
export class InviteSupporter {
  @IsId('person') readonly person!: PersonId;
  @IsId('person') readonly supporter!: PersonId;
}

export const inviteSupporter = decides(
  network,
  InviteSupporter,
  {
    kind: 'invite-supporter',
    stream: { of: networkOf },
    relies: (command, facts, acting) => ({
      ...chargeOver(command, facts, acting),
      delegations: delegationsBehind(facts, acting.by, 'invite-supporter'),
      supporterPerson: facts.find('person', command.supporter)[0],
    }),
  },
  (state, { person, supporter }, context) => {
    isThemself(person, context, context.relied.charge);
    personActing(context.by, 'invite-supporter', context.relied.delegations);
    if (supporter === person) throw new Rejection('own-delegate', 'Nobody is their own supporter.');
    if (!context.relied.supporterPerson) throw new Rejection('unknown-party', 'The supporter is not registered.', ['/supporter']);
    if (state.supporters[supporter]) return []; // Asking twice is harmless.

    return [event(SupporterInvited, { person, supporter })];
  },
);
