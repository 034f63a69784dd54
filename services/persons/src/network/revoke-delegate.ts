import { IsId, type PersonId, Rejection } from '@patto/contracts';
import { DelegateRevoked } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { chargeOver, isThemself, network, networkOf } from './network.ts';

/** Ends a delegation: by the person, by the delegate who lays it down, or by the body in charge where a decree or a certificate gave it. */
export class RevokeDelegate {
  @IsId('person') readonly person!: PersonId;
  @IsId('person') readonly delegate!: PersonId;
}

export const revokeDelegate = decides(
  network,
  RevokeDelegate,
  { kind: 'revoke-delegate', stream: { of: networkOf }, relies: chargeOver },
  (state, { person, delegate }, context) => {
    const laysDown = context.by.actor === delegate;
    const themself = !laysDown && isThemself(person, context, context.relied.charge);
    const known = state.delegates[delegate];
    if (!known) throw new Rejection('not-a-delegate', 'There is no such delegation in force.');
    if (!laysDown && !themself && known.basis === 'delegation') throw new Rejection('only-the-person', 'Only the person takes back what they gave.');
    if (themself && known.basis !== 'delegation') {
      throw new Rejection('recorded-by-body', 'What a decree or the law gave is ended by the body in charge, which records why.');
    }

    return [event(DelegateRevoked, { person, delegate })];
  },
);
