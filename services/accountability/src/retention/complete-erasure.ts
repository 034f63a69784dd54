import { IsId, type PersonId } from '@patto/contracts';
import { ErasureCompleted } from '@patto/contracts/accountability';
import { decides, event } from '@patto/event-store/pure';
import { IsInt, Min } from 'class-validator';
import { ofPerson, retention } from './retention.ts';

/** The keys up to this epoch are destroyed, so that no old backup opens; sent at the first start after a rotation. */
export class CompleteErasure {
  @IsId('person') readonly person!: PersonId;
  @IsInt() @Min(1) readonly retired!: number;
}

export const completeErasure = decides(retention, CompleteErasure, { stream: ofPerson }, ({ erasure, epoch = 0 }, { person, retired }) =>
  erasure === 'erased' && epoch <= retired ? [event(ErasureCompleted, { person, retired })] : [],
);
