import { type Id, IsId, IsText } from '@patto/contracts';
import { settles } from '@patto/event-store/pure';
import { IsOptional } from 'class-validator';

/** Whoever an act waits for says no to it, or those who brought it take it back; why is theirs. */
export class CallOffAct {
  @IsId('act') readonly act!: Id<'act'>;
  @IsOptional() @IsText(1_000) readonly words?: string;
}

export const callOffAct = settles(CallOffAct, 'called-off');
