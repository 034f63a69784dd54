import { categoryOf, type Id } from '@patto/contracts';
import { PerformerChanged } from '@patto/contracts/comanagement';
import { command } from '@patto/event-store/pure';
import { when } from '@patto/messaging';
import { referrals } from '../read/referrals.ts';
import { OPEN } from '../referral/moves.ts';
import { TransferReferral } from '../referral/transfer-referral.ts';

/** The referrals of a service go with it to whoever performs it now; those that are over stay where they were. */
export const whenPerformerChangedTransferReferrals = when(
  'when-performer-changed-transfer-referrals',
  PerformerChanged,
  async ({ performer, because }, { stream, find }) => {
    const open = await find(referrals, { service: stream, state: { $in: OPEN } });
    const cause = (categoryOf(because) === 'transfer' ? because : stream) as Id<'transfer' | 'service'>;
    return open.map(({ id }) => command(TransferReferral, { referral: id as Id<'referral'>, performer, because: cause }));
  },
);
