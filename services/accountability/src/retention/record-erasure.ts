import { IsId, type PersonId } from '@patto/contracts';
import { PersonalDataErased } from '@patto/contracts/accountability';
import { decides, event } from '@patto/event-store/pure';
import { IsInt, Min } from 'class-validator';
import { ofPerson, retention } from './retention.ts';

/** The person's key is destroyed; sent by whoever destroyed it. */
export class RecordErasure {
  @IsId('person') readonly person!: PersonId;
  @IsInt() @Min(1) readonly epoch!: number;
}

export const recordErasure = decides(retention, RecordErasure, { stream: ofPerson }, ({ erasure, ground }, { person, epoch }) =>
  erasure === 'ordered' && ground ? [event(PersonalDataErased, { person, ground, epoch })] : [],
);
