import { answers } from '@patto/access';
import { type Id, IsCode, IsId, IsText } from '@patto/contracts';
import { IsIn, IsOptional } from 'class-validator';
import { LONGEST_STREAM, type Obligation, Offer } from '../register/obligation.ts';
import type { Stored } from '@patto/read-models';
import { AskedObligations, theseObligations } from './asked-obligations.ts';
import { obligations } from './obligations.ts';

const ANSWERS = ['none', 'declined'] as const;

/** Hand-overs that were offered and not taken: without an answer, or declined. */
export class UntakenOfferList extends AskedObligations {
  @IsOptional() @IsIn(ANSWERS) readonly answer?: (typeof ANSWERS)[number];
}

/** An offer that was not taken, with whom it was to; and of what it was, and by whom it is carried out while nobody takes it. */
export class UntakenOffer extends Offer {
  @IsId('obligation') readonly obligation!: string;
  @IsOptional() @IsCode() readonly kind?: string | undefined;
  @IsOptional() @IsText(LONGEST_STREAM) readonly stream?: string | undefined;
  @IsOptional() @IsId('pact', 'mandate') readonly under?: Id<'pact' | 'mandate'> | string | undefined;
}

const untaken =
  (answer: UntakenOfferList['answer']) =>
  ({ id, kind, stream, under, offers }: Stored<Obligation>): readonly UntakenOffer[] =>
    offers
      .filter(({ declinedAt }) => answer === undefined || (answer === 'declined') === (declinedAt !== undefined))
      .map((offer) => ({ obligation: id, ...(kind && { kind }), ...(stream && { stream }), ...(under && { under }), ...offer }));

export const untakenOfferList = answers(
  UntakenOfferList,
  { purpose: 'accountability', dataCategories: ['obligations'], page: UntakenOffer },
  ({ answer, ...asked }, ask) =>
    ask.pageOf(obligations, theseObligations(asked, ask, { 'offers.0': { $exists: true } }), {}, (some) => some.map(untaken(answer))),
);
