import { type Id, IsId, IsText } from '@patto/contracts';
import { settles } from '@patto/event-store/pure';
import { IsOptional } from 'class-validator';
import { delivery } from './delivery.ts';

/** Whoever a word on a delivery waits for says no to it, or those who brought it take it back; why is theirs. */
export class CallOffAwaitedWord {
  @IsId('act') readonly act!: Id<'act'>;
  @IsOptional() @IsText(1_000) readonly words?: string;
}

export const callOffAwaitedWord = settles(CallOffAwaitedWord, 'called-off', delivery);
