import { answers } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import { mustSee } from './may-read-obligation.ts';
import { ObligationView, obligations } from './obligations.ts';

/** One obligation: who answers for it, who carries it out, and how it stands, now or as it was recorded at another time. */
export class ObligationById {
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
}

export const obligationById = answers(
  ObligationById,
  { purpose: 'accountability', dataCategories: ['obligations'], answer: ObligationView },
  async ({ obligation }, ask) => {
    const { steps: _steps, ...standing } = mustSee(await ask.one(obligations, obligation), ask) ?? {};
    return 'id' in standing ? standing : undefined;
  },
);
