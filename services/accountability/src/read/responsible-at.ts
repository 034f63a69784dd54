import { answers, IsView } from '@patto/access';
import { type Id, type Instant, IsId, IsInstant } from '@patto/contracts';
import { IsIn, IsOptional } from 'class-validator';
import { knownBy, stoodAt } from '../register/as-it-was.ts';
import { OBLIGATION_STATES, type ObligationState, Responsible } from '../register/obligation.ts';
import { mustSee } from './may-read-obligation.ts';
import { obligations } from './obligations.ts';

/** Who was responsible for one obligation at an instant, by all that is known now and by what was on record then. */
export class ResponsibleAt {
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
  @IsInstant() readonly at!: Instant;
}

/** How an obligation stood, and since when. */
export class StandingThen extends Responsible {
  @IsInstant() readonly from!: Instant;
  @IsIn(OBLIGATION_STATES) readonly state!: ObligationState;
}

/** How it stood at an instant; what is left out, was not there. */
export class ResponsibilityThen {
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
  @IsInstant() readonly at!: Instant;
  /** By all that is known now, in the order in which it happened. */
  @IsOptional() @IsView(() => StandingThen) readonly asItWas?: StandingThen;
  /** By what had been recorded then. */
  @IsOptional() @IsView(() => StandingThen) readonly asWasKnown?: StandingThen;
}

export const responsibleAt = answers(
  ResponsibleAt,
  { purpose: 'accountability', dataCategories: ['obligations'], answer: ResponsibilityThen },
  async ({ obligation, at }, ask) => {
    const found = mustSee(await ask.one(obligations, obligation), ask);
    if (!found) return undefined;
    const [asItWas, asWasKnown] = [stoodAt(found.steps, at), stoodAt(knownBy(found.steps, at), at)];
    return { obligation, at, ...(asItWas && { asItWas }), ...(asWasKnown && { asWasKnown }) };
  },
);
