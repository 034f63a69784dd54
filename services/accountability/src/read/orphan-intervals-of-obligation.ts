import { answers } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import { OrphanInterval, orphanIntervals } from '../register/orphan-intervals.ts';
import { authorityTimelines } from './authority-timelines.ts';
import { mustSee } from './may-read-obligation.ts';
import { obligations } from './obligations.ts';

/** When nobody performed one obligation: who was to had no part in the pact, or no mandate, that it rests on. */
export class OrphanIntervalsOfObligation {
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
}

export const orphanIntervalsOfObligation = answers(
  OrphanIntervalsOfObligation,
  { purpose: 'accountability', dataCategories: ['obligations'], list: OrphanInterval },
  async ({ obligation }, ask) => {
    const found = mustSee(await ask.one(obligations, obligation), ask);
    if (!found) return undefined;
    const timeline = found.under === undefined ? undefined : await ask.one(authorityTimelines, found.under);
    return { items: orphanIntervals(found, timeline?.moves ?? [], ask.now) };
  },
);
