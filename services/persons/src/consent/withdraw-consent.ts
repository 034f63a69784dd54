import { type Id, IsId, IsText, Rejection } from '@patto/contracts';
import { ConsentWithdrawn, delegationsBehind, isTakenDown } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { IsOptional } from 'class-validator';
import { consent } from './consent.ts';

/** The person, or a delegate in scope, takes a consent back. Of what they agreed to once they are never refused it, whatever has become of it since. */
export class WithdrawConsent {
  @IsId('consent') readonly consent!: Id<'consent'>;
  @IsOptional() @IsText(2_000) readonly words?: string;
}

export const withdrawConsent = decides(
  consent,
  WithdrawConsent,
  // Not what a decree took from the person: a yes can be theirs no more, the no always is.
  { kind: 'consent', atOnce: true, relies: (_, facts, { by }) => ({ delegations: by.onBehalfOf ? delegationsBehind(facts, by, 'consent') : [] }) },
  (state, { words }, { by, relied }) => {
    const isTheirs = state.status !== 'none' && (by.onBehalfOf ?? by.actor) === state.person;
    if (!isTheirs) throw new Rejection('not-a-recipient', 'This consent is not yours.');
    if (by.onBehalfOf && !isTakenDown(by) && !relied.delegations.some(({ is }) => is.acts.includes('consent'))) {
      throw new Rejection('outside-delegation', 'The delegation does not cover this act.');
    }
    if (state.status !== 'granted') return []; // There is nothing to take back any more.

    return [event(ConsentWithdrawn, { person: state.person, recipients: state.recipients, words })];
  },
);
