import { type Id, IsId, IsText } from '@patto/contracts';
import { SilenceExplained, UNHEARD_REASONS, type UnheardReason } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { IsIn, IsOptional } from 'class-validator';
import { assessment, chargeBehind, ofBodyInCharge } from './assessment.ts';

/** The body in charge puts on record why the person is not heard first; they may still speak. */
export class ExplainSilence {
  @IsId('assessment') readonly assessment!: Id<'assessment'>;
  @IsIn(UNHEARD_REASONS) readonly reason!: UnheardReason;
  @IsOptional() @IsText(2_000) readonly words?: string;
}

export const explainSilence = decides(assessment, ExplainSilence, { relies: chargeBehind }, (state, { reason, words }, { relied }) => {
  const { person, heard } = ofBodyInCharge(state, relied);
  return heard ? [] : [event(SilenceExplained, { person, reason, words })]; // Whoever has spoken is not silent.
});
