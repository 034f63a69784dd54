import { AreTexts, type Id, IsId, Rejection } from '@patto/contracts';
import { ACCEPTANCE_STEPS, type AcceptanceStep, ReferralAccepted } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { IsIn } from 'class-validator';
import { moving, takingPartIn } from './moves.ts';
import { referral } from './referral.ts';

/** The provider says yes, and what it did before: it reached the person, looked at what they need, took them in. */
export class AcceptReferral {
  @IsId('referral') readonly referral!: Id<'referral'>;
  @AreTexts(ACCEPTANCE_STEPS.length, 20) @IsIn(ACCEPTANCE_STEPS, { each: true }) readonly steps!: readonly AcceptanceStep[];
}

export const acceptReferral = decides(referral, AcceptReferral, { relies: takingPartIn }, (state, { steps }, context) => {
  const { person, service, pact, recipient, accountable, requester, plan, commitment, unit, amount, answerObligation } = moving(state, 'accept', context);
  if (service && !context.relied.service) throw new Rejection('service-closed', 'This service is closed.');
  const between = { person, service, pact, recipient, accountable, requester, plan, commitment };
  return [event(ReferralAccepted, { ...between, steps: [...new Set(steps)], unit, amount, answerObligation, obligation: context.newId('obligation') })];
});
