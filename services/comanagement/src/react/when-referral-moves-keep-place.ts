import type { Id } from '@patto/contracts';
import { ReferralAccepted, ReferralCompleted, ReferralWithdrawn } from '@patto/contracts/comanagement';
import { command, type CommandCall } from '@patto/event-store/pure';
import { type Heard, when } from '@patto/messaging';
import { referrals } from '../read/referrals.ts';
import { FreePlace } from '../service/free-place.ts';
import { TakePlace } from '../service/take-place.ts';

/** The documents know at least the event that is heard; waiting for it here is what lets the other reaction see that a referral is over. */
const isOver = async (referral: string, { find }: Pick<Heard, 'find'>): Promise<boolean> => {
  const [known] = await find(referrals, { id: referral });
  return known?.state === 'completed' || known?.state === 'cancelled';
};

/** A referral that is accepted needs a place, or its place in the line; not outside, where no places are kept, nor where it is over by the time that this is heard. */
export const whenReferralAcceptedTakePlace = when('when-referral-accepted-take-place', ReferralAccepted, async ({ service, unit, amount }, heard) =>
  !service || (await isOver(heard.stream, heard)) ? [] : [command(TakePlace, { service, referral: heard.stream as Id<'referral'>, unit, amount })],
);

const freed = async ({ service }: { readonly service?: Id<'service'> }, heard: Heard): Promise<readonly CommandCall[]> =>
  service && (await isOver(heard.stream, heard)) ? [command(FreePlace, { service, referral: heard.stream as Id<'referral'> })] : [];

/** What is done needs its place no more, */
export const whenReferralCompletedFreePlace = when('when-referral-completed-free-place', ReferralCompleted, freed);

/** nor does what is taken back. */
export const whenReferralWithdrawnFreePlace = when('when-referral-withdrawn-free-place', ReferralWithdrawn, freed);
