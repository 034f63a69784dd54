import { PersonalDataErased } from '@patto/contracts/accountability';
import { command } from '@patto/event-store/pure';
import { when } from '@patto/messaging';
import { NoteErasure } from '../person/note-erasure.ts';

/** Whose content was erased is nobody here any more: no login, no delegate, nothing found. */
export const whenPersonalDataErasedNoteErasure = when('when-personal-data-erased-note-erasure', PersonalDataErased, ({ person }) => [
  command(NoteErasure, { person }),
]);
