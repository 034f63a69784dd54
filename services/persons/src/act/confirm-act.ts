import { type Id, IsId } from '@patto/contracts';
import { settles } from '@patto/event-store/pure';

/** Whoever an act waits for says that it is so. With the last of them it is decided, on what stands then, and takes effect. */
export class ConfirmAct {
  @IsId('act') readonly act!: Id<'act'>;
}

export const confirmAct = settles(ConfirmAct, 'confirmed');
