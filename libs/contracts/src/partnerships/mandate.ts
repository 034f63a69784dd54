import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional, Matches } from 'class-validator';
import { authority } from '../effects.ts';
import { Event } from '../event.ts';
import { type Instant, IsInstant, IsText } from '../fields.ts';
import { type Id, IsId, type OrganisationId } from '../ids.ts';
import { COMPETENCES, type Competence } from './organisation.ts';

/** What a mandate rests on. */
export const MANDATE_BASES = ['law', 'statute', 'pact', 'delegation', 'own-right'] as const;
export type MandateBasis = (typeof MANDATE_BASES)[number];

/** So many areas or categories one mandate may name. */
export const MOST_SCOPES = 50;
/** A coded word, as an area or a category. */
export const CODE = /^[a-z][a-z0-9-]{0,39}$/;

/** An organisation is to act with these competences, in these areas, for these categories (none named: all), for this period. Without force until it accepts. */
@Event('partnerships.mandate', {
  version: 1,
  audience: 'partners',
  effect: authority('mandate', 'offers', {
    with: { holder: 'holder', competences: 'competences', areas: 'areas', categories: 'categories', basis: 'basis' },
    from: 'from',
    until: 'until',
  }),
})
export class MandateGranted {
  @IsId('organisation') readonly grantor!: OrganisationId;
  @IsId('organisation') readonly holder!: OrganisationId;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(COMPETENCES.length) @IsIn(COMPETENCES, { each: true }) readonly competences!: readonly Competence[];
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(MOST_SCOPES) @Matches(CODE, { each: true }) readonly areas!: readonly string[];
  @IsArray() @ArrayMaxSize(MOST_SCOPES) @Matches(CODE, { each: true }) readonly categories!: readonly string[];
  @IsInstant() readonly from!: Instant;
  @IsInstant() readonly until!: Instant;
  @IsIn(MANDATE_BASES) readonly basis!: MandateBasis;
  /** The act (*atto*) that it is recorded in. */
  @IsText(300) readonly act!: string;
  /** The mandate that it was delegated from. */
  @IsOptional() @IsId('mandate') readonly delegatedFrom?: Id<'mandate'>;
}

/** The holder accepted; the mandate is in force for its period. */
@Event('partnerships.mandate', { version: 1, audience: 'partners', effect: authority('mandate', 'begins') })
export class MandateAccepted {
  @IsId('organisation') readonly holder!: OrganisationId;
}

/** Why a mandate was declined. */
export const MANDATE_DECLINE_REASONS = ['not-competent', 'no-resources', 'terms', 'other'] as const;

/** The holder declined. */
@Event('partnerships.mandate', { version: 1, audience: 'partners', effect: authority('mandate', 'ends') })
export class MandateDeclined {
  @IsIn(MANDATE_DECLINE_REASONS) readonly reason!: (typeof MANDATE_DECLINE_REASONS)[number];
}

/** The grantor ended the mandate from now on; what was done under it stays as it was. */
@Event('partnerships.mandate', { version: 1, audience: 'partners', effect: authority('mandate', 'ends') })
export class MandateRevoked {
  @IsText(500) readonly motivation!: string;
}
