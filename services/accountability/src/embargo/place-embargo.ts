import { type Instant, instant, isBefore, IsId, IsInstant, IsText, later, type OrganisationId, type PersonId, Rejection } from '@patto/contracts';
import { EmbargoPlaced, LONGEST_EMBARGO } from '@patto/contracts/accountability';
import { type Acting, decides, event, type FactsInForce } from '@patto/event-store/pure';
import { embargo } from './embargo.ts';

/** An auditor of a public body puts an authority's order on record: the person is not told yet what this organisation reads about them from now on. */
export class PlaceEmbargo {
  @IsId('person') readonly person!: PersonId;
  @IsId('organisation') readonly reader!: OrganisationId;
  /** The order and who gave it. */
  @IsText(300) readonly act!: string;
  @IsInstant() readonly until!: Instant;
}

/** What shows that the caller works for a public body. */
export const asPublicBody = (_: object, facts: FactsInForce, { by }: Acting) => ({
  body: by.organisation
    ? facts.find('organisation', by.organisation).find(({ is }) => is.organisation === by.organisation && is.sector === 'public-body')
    : undefined,
});

/** @throws Rejection `embargo-by-public-body` */
export const mustBePublicBody = ({ relied }: { readonly relied: ReturnType<typeof asPublicBody> }): void => {
  if (!relied.body) throw new Rejection('embargo-by-public-body', 'Only an auditor of a public body puts such an order on record.');
};

export const placeEmbargo = decides(embargo, PlaceEmbargo, { stream: 'new', relies: asPublicBody }, (_, { person, reader, act, until }, context) => {
  mustBePublicBody(context);
  const isPossible = isBefore(context.now, until) && !isBefore(later(context.now, LONGEST_EMBARGO), until);
  if (!isPossible) throw new Rejection('embargo-too-long', 'An embargo ends after now and within a year.', ['/until']);
  return [event(EmbargoPlaced, { person, reader, act, until: instant(until) })];
});
