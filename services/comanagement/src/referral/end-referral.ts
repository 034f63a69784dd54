import { type Id, IsId } from '@patto/contracts';
import { decides } from '@patto/event-store/pure';
import { IsIn } from 'class-validator';
import { isOpen } from './moves.ts';
import { referral } from './referral.ts';
import { takenBack } from './taken-back.ts';

/** Why a referral ends although neither side took it back. */
const ENDS = ['service-closed', 'plan-changed'] as const;

/** Its service is closed, or its line has left the plan: the referral is taken back. Sent by the reactions to that. */
export class EndReferral {
  @IsId('referral') readonly referral!: Id<'referral'>;
  @IsIn(ENDS) readonly reason!: (typeof ENDS)[number];
}

export const endReferral = decides(referral, EndReferral, (state, { reason }) => (isOpen(state) ? [takenBack(state, reason)] : []));
