import { type Id, IsId } from '@patto/contracts';
import { OfferCalledOff } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { isNeedless, standingOf } from './standing.ts';
import { sameHandOver, transfer } from './transfer.ts';

/** Nobody is asked any longer to take over what is performed again. */
export class CallOffOffer {
  @IsId('transfer') readonly transfer!: Id<'transfer'>;
}

export const callOffOffer = decides(transfer, CallOffOffer, { relies: (_, facts, __, state) => standingOf(facts, state) }, (state, _, { relied }) =>
  state.status === 'offered' && isNeedless(state, relied) ? [event(OfferCalledOff, sameHandOver(state))] : [],
);
