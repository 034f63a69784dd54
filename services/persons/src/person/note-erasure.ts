import { IsId, type PersonId } from '@patto/contracts';
import { PersonErased } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { person } from './person.ts';

/** The person's content was erased. */
export class NoteErasure {
  @IsId('person') readonly person!: PersonId;
}

export const noteErasure = decides(person, NoteErasure, ({ area }) => (area ? [event(PersonErased, {})] : []));
