import { type Id, IsId, IsText } from '@patto/contracts';
import { isTakenDown, PersonSpoke } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { assessment, inProgress } from './assessment.ts';

/** The person says how it is, in their own words. Nobody says this for them, no delegate either: that is what it is for. It may be dictated, and waits then until they have confirmed it. */
export class SpeakForMyself {
  @IsId('assessment') readonly assessment!: Id<'assessment'>;
  @IsText(8_000) readonly words!: string;
}

export const speakForMyself = decides(assessment, SpeakForMyself, { kind: 'speak' }, (state, { words }, { by }) => {
  const { person } = inProgress(state, ({ person: whose }) => (by.onBehalfOf ?? by.actor) === whose && (!by.onBehalfOf || isTakenDown(by)));
  return [event(PersonSpoke, { person, words })];
});
