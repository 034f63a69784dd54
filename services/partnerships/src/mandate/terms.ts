import { type Instant, IsId, IsInstant, instant, IsText, type OrganisationId, Rejection } from '@patto/contracts';
import { CODE, COMPETENCES, type Competence, MOST_SCOPES } from '@patto/contracts/partnerships';
import type { FactsInForce } from '@patto/event-store/pure';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, Matches } from 'class-validator';

/** What a mandate lets its holder do, where, about what and how long. */
export class MandateTerms {
  @IsId('organisation') readonly holder!: OrganisationId;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(COMPETENCES.length) @IsIn(COMPETENCES, { each: true }) readonly competences!: Competence[];
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(MOST_SCOPES) @Matches(CODE, { each: true }) readonly areas!: string[];
  @IsArray() @ArrayMaxSize(MOST_SCOPES) @Matches(CODE, { each: true }) readonly categories!: string[];
  @IsInstant() readonly from!: Instant;
  @IsInstant() readonly until!: Instant;
  @IsText(300) readonly act!: string;
}

/** The recognitions that a mandate of these competences rests on. */
export const recognitions = (facts: FactsInForce, { holder, competences }: MandateTerms) =>
  facts.find('competence', holder).filter(({ is }) => is.organisation === holder && competences.includes(is.competence as Competence));

/** @throws Rejection where the holder is not recognised for all of it, or the period is none */
export const refuseImpossible = (terms: MandateTerms, recognised: ReturnType<typeof recognitions>, now: Instant): void => {
  if (instant(terms.until) <= instant(terms.from) || instant(terms.until) <= now) {
    throw new Rejection('period-impossible', 'The end of a mandate lies after its beginning and ahead of now.', ['/until']);
  }
  const known = recognised.map(({ is }) => is.competence);
  if (!terms.competences.every((competence) => known.includes(competence))) {
    throw new Rejection('competence-not-recognised', 'The holder is not recognised for every competence of this mandate.', ['/competences']);
  }
};

/** What is recorded of the terms, its instants in one form. */
export const recorded = ({ holder, competences, areas, categories, from, until, act }: MandateTerms) => ({
  holder,
  competences: [...new Set(competences)],
  areas: [...new Set(areas)],
  categories: [...new Set(categories)],
  from: instant(from),
  until: instant(until),
  act,
});
