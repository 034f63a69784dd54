import type { Id } from '@patto/contracts';
import { CommitmentWaived } from '@patto/contracts/persons';
import { command } from '@patto/event-store/pure';
import { when } from '@patto/messaging';
import { referrals } from '../read/referrals.ts';
import { EndReferral } from '../referral/end-referral.ts';
import { OPEN } from '../referral/moves.ts';

/** A line that was given up, or that a reshaped plan has no more, needs its referral no more. One whose dates have all passed is for its provider to complete. */
export const whenLineWaivedEndReferral = when('when-line-waived-end-referral', CommitmentWaived, async ({ commitment, reason }, { stream: plan, find }) =>
  reason === 'no-date-left'
    ? []
    : (await find(referrals, { plan, commitment, state: { $in: OPEN } })).map(({ id }) =>
        command(EndReferral, { referral: id as Id<'referral'>, reason: 'plan-changed' as const }),
      ),
);
