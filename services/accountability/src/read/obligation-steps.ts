import { answers } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import { Step } from '../register/obligation.ts';
import { mustSee } from './may-read-obligation.ts';
import { obligations } from './obligations.ts';

/** What happened to one obligation, in the order in which it was recorded, with the event that each step comes from. */
export class ObligationSteps {
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
}

export const obligationSteps = answers(
  ObligationSteps,
  { purpose: 'accountability', dataCategories: ['obligations'], list: Step },
  async ({ obligation }, ask) => {
    const found = mustSee(await ask.one(obligations, obligation), ask);
    return found && { items: found.steps };
  },
);
