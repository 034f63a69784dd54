import { type Id, type Instant, IsId, IsInstant, instant, IsText, Rejection } from '@patto/contracts';
import { WithdrawalNotified } from '@patto/contracts/partnerships';
import { decides, event } from '@patto/event-store/pure';
import { pact } from './pact.ts';
import { partyOf, refuseUnlessParty } from './party-of.ts';

/** A month, so that another can be found who carries on what the party does. */
export const LEAST_NOTICE_DAYS = 30;
const DAY_MS = 24 * 3_600_000;

/** A party gives notice that it leaves the pact. Until then it takes part as before. */
export class WithdrawFromPact {
  @IsId('pact') readonly pact!: Id<'pact'>;
  @IsInstant() readonly noticeUntil!: Instant;
  @IsText(500) readonly reason!: string;
}

export const withdrawFromPact = decides(pact, WithdrawFromPact, (state, { reason, ...command }, { by, now }) => {
  const party = refuseUnlessParty(state, partyOf(state, by.organisation, now), now);
  if (party.noticeUntil || !by.organisation) throw new Rejection('withdrawal-notified', 'Your organisation has given notice before.');
  const noticeUntil = instant(command.noticeUntil);
  if (Date.parse(noticeUntil) - Date.parse(now) < LEAST_NOTICE_DAYS * DAY_MS) {
    throw new Rejection('notice-too-short', `A notice is ${LEAST_NOTICE_DAYS} days at least.`, ['/noticeUntil']);
  }
  return [event(WithdrawalNotified, { organisation: by.organisation, noticeUntil, reason })];
});
