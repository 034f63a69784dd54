import { type Id, IsId, IsText } from '@patto/contracts';
import { delegationsBehind, FindingObjectedTo, personActing } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { assessment, findingIn, inProgress } from './assessment.ts';

/** The person, or a delegate in scope, says that a finding is not so. */
export class ObjectToFinding {
  @IsId('assessment') readonly assessment!: Id<'assessment'>;
  @IsId('finding') readonly finding!: Id<'finding'>;
  @IsText(4_000) readonly words!: string;
}

export const objectToFinding = decides(
  assessment,
  ObjectToFinding,
  { kind: 'object', relies: (_, facts, { by }) => ({ delegations: delegationsBehind(facts, by, 'object') }) },
  (state, { finding, words }, { by, relied }) => {
    const opened = inProgress(state, ({ person }) => (by.onBehalfOf ?? by.actor) === person);
    personActing(by, 'object', relied.delegations);
    findingIn(opened, finding);

    return [event(FindingObjectedTo, { finding, person: opened.person, words })];
  },
);
