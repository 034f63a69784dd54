import { type Id, IsId } from '@patto/contracts';
import { settles } from '@patto/event-store/pure';
import { delivery } from './delivery.ts';

/** Whoever a word on a delivery waits for says that it is so. With the last of them it is decided, on what stands then, and is the person's. */
export class ConfirmAwaitedWord {
  @IsId('act') readonly act!: Id<'act'>;
}

export const confirmAwaitedWord = settles(ConfirmAwaitedWord, 'confirmed', delivery);
