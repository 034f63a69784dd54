import { type Id, IsId, IsText } from '@patto/contracts';
import { PersonSpoke } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { assessment, inProgress } from './assessment.ts';

/** The person says how it is, in their own words. Nobody says this for them, no delegate either: that is what it is for. */
export class SpeakForMyself {
  @IsId('assessment') readonly assessment!: Id<'assessment'>;
  @IsText(8_000) readonly words!: string;
}

export const speakForMyself = decides(assessment, SpeakForMyself, (state, { words }, { by }) => {
  const { person } = inProgress(state, ({ person: whose }) => by.actor === whose && !by.onBehalfOf);
  return [event(PersonSpoke, { person, words })];
});
