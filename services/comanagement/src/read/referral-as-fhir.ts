import { answers } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import { FhirBundle } from './fhir/bundle.ts';
import { bundleOf } from './fhir/bundle-of.ts';
import { readableReferral } from './referral-by-id.ts';

/** A referral as HL7 FHIR R4, for those who may read it. */
export class ReferralAsFhir {
  @IsId('referral') readonly referral!: Id<'referral'>;
}

export const referralAsFhir = answers(ReferralAsFhir, { purpose: 'care', dataCategories: ['referral'], answer: FhirBundle }, async ({ referral }, ask) =>
  bundleOf(await readableReferral(referral, ask), ask.now),
);
