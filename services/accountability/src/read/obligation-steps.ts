import { type Asking, answers, IsSealState, type StateAt, stateAt } from '@patto/access';
import { historyItem, type Id, IsId, IsText, inASentence } from '@patto/contracts';
import { eventAt } from './authority-chain.ts';
import { Step } from '../register/obligation.ts';
import { mustSee } from './may-read-obligation.ts';
import { obligations } from './obligations.ts';

/** An event names some hundred things at most. */
const LONGEST_SENTENCE = 50_000;
/** So many events are looked up at once. */
const BATCH = 50;

/** What happened to one obligation, in the order in which it was recorded, with the event that each step comes from. */
export class ObligationSteps {
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
}

/** A step with its event: the whole of it in English, and how far its evidence reaches. */
export class ToldStep extends Step {
  @IsText(LONGEST_SENTENCE) readonly sentence!: string;
  @IsSealState() readonly evidence!: StateAt;
}

const told = async (step: Step, log: Asking['log']): Promise<ToldStep> => {
  const recorded = await eventAt(log, step.position);
  return { ...step, sentence: recorded ? inASentence(historyItem(recorded.event)) : step.type, evidence: stateAt(step.position) };
};

export const obligationSteps = answers(
  ObligationSteps,
  { purpose: 'accountability', dataCategories: ['obligations'], list: ToldStep },
  async ({ obligation }, ask) => {
    const found = mustSee(await ask.one(obligations, obligation), ask);
    if (!found) return undefined;
    const items: ToldStep[] = [];
    for (let from = 0; from < found.steps.length; from += BATCH) {
      items.push(...(await Promise.all(found.steps.slice(from, from + BATCH).map((step) => told(step, ask.log)))));
    }
    return { items };
  },
);
