import { type Id, IsId } from '@patto/contracts';
import { ReferralHeld, ReferralResumed } from '@patto/contracts/comanagement';
import { openService } from '@patto/contracts/partnerships';
import { decides, event, type FactsInForce } from '@patto/event-store/pure';
import { type Referral, referral } from './referral.ts';

/** The service of a referral rests, or runs again: what has started rests with it and goes on with it. Sent by the reactions to that. */
export class RestWithService {
  @IsId('referral') readonly referral!: Id<'referral'>;
}

/** Its service as it stands now, which may be another way than when it was heard. */
const itsService = (_: object, facts: FactsInForce, __: object, state: Referral) => ({
  service: state.state === 'none' ? undefined : openService(facts, state.service),
});

export const restWithService = decides(referral, RestWithService, { relies: itsService }, (state, _, { relied }) => {
  if (state.state === 'none' || !relied.service) return [];
  const { restsSince } = relied.service.is;
  const { obligation, heldFor } = state;
  if (state.state === 'in-progress' && restsSince) return [event(ReferralHeld, { reason: 'service-suspended', heldAt: restsSince, obligation })];
  return heldFor === 'service-suspended' && !restsSince ? [event(ReferralResumed, { obligation })] : [];
});
