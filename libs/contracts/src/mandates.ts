import type { Fact } from './effects.ts';

interface MandatesInForce {
  find(kind: 'mandate', ...ids: readonly string[]): readonly Fact<'mandate'>[];
}

/** What an organisation wants to do, where, and about what. */
export interface Matter {
  readonly competence: string;
  readonly area: string;
  readonly category?: string;
}

/** The mandate in force by which an organisation may do this there. One that names no category covers all; an area is always named. */
export const mandateFor = (facts: MandatesInForce, holder: string | undefined, { competence, area, category }: Matter): Fact<'mandate'> | undefined =>
  holder === undefined
    ? undefined
    : facts
        .find('mandate', holder)
        .find(
          ({ is }) =>
            is.holder === holder &&
            is.competences.includes(competence) &&
            is.areas.includes(area) &&
            (category === undefined || is.categories.length === 0 || is.categories.includes(category)),
        );
