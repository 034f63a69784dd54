import { type Id, IsId, IsText } from '@patto/contracts';
import { CHARGE_OUTCOMES, ChargeClosed, type ChargeOutcome } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { IsIn, IsOptional } from 'class-validator';
import { charge, inForce } from './charge.ts';

/** Ends the charge with its outcome. */
export class CloseCharge {
  @IsId('charge') readonly charge!: Id<'charge'>;
  @IsIn(CHARGE_OUTCOMES) readonly outcome!: ChargeOutcome;
  @IsOptional() @IsText(2_000) readonly note?: string;
}

export const closeCharge = decides(charge, CloseCharge, { replaces: true }, (state, { outcome, note }, context) => {
  const { person, organisation, obligation } = inForce(state, context);
  return [event(ChargeClosed, { person, organisation, obligation, outcome, note })];
});
