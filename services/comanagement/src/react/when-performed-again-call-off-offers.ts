import type { Id } from '@patto/contracts';
import { PerformerChanged } from '@patto/contracts/comanagement';
import { ParticipationResumed } from '@patto/contracts/partnerships';
import { type CommandCall, command } from '@patto/event-store/pure';
import { type Heard, when } from '@patto/messaging';
import { transfers } from '../read/transfers.ts';
import { CallOffOffer } from '../transfer/call-off-offer.ts';

const callOff = async ({ find }: Heard, which: { readonly [path: string]: string }): Promise<readonly CommandCall[]> =>
  (await find(transfers, { ...which, status: 'offered' })).map(({ id }) => command(CallOffOffer, { transfer: id as Id<'transfer'> }));

/** Who takes part again performs again. */
export const whenParticipationResumedCallOffOffers = when('when-participation-resumed-call-off-offers', ParticipationResumed, ({ organisation }, heard) =>
  callOff(heard, { pact: heard.stream, from: organisation }),
);

/** Another performs it: whoever else was asked is asked no longer. */
export const whenPerformerChangedCallOffOffers = when('when-performer-changed-call-off-offers', PerformerChanged, (_, heard) =>
  callOff(heard, { service: heard.stream }),
);
