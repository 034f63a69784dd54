import { AreViews, less, stored } from '@patto/access';
import { type Instant, IsId, IsInstant, type OrganisationId } from '@patto/contracts';
import { PactActivated, PactDrafted, PactSigned } from '@patto/contracts/partnerships';
import { readModel } from '@patto/read-models';
import { IsIn, IsOptional } from 'class-validator';

export const PACT_STATUSES = ['draft', 'active'] as const;
export type PactStatus = (typeof PACT_STATUSES)[number];

/** That a signatory put its name to the pact. */
export class PactSignature extends less(PactSigned) {
  @IsInstant() readonly signedAt!: Instant;
}

class PactDocument extends less(PactDrafted) {
  @IsIn(PACT_STATUSES) readonly status!: PactStatus;
  @IsOptional() @IsId('organisation') readonly draftedBy?: OrganisationId;
  @IsInstant() readonly draftedAt!: Instant;
  @AreViews(() => PactSignature) readonly signatures!: readonly PactSignature[];
  /** Set by the last signature. */
  @IsOptional() @IsInstant() readonly activatedAt?: Instant;
}

/** A pact: its text as it was drafted, and who put their name to it when. */
export class PactView extends stored(PactDocument, 'pact') {}

/** Pacts, drafted and active. */
export const pacts = readModel(
  'pacts',
  1,
  { events: { PactDrafted, PactSigned, PactActivated }, indexes: ['signatories.organisation', 'status'] },
  {
    PactDrafted: (_: PactDocument | undefined, facts, { by, time }): PactDocument => ({
      ...facts,
      status: 'draft',
      ...(by.organisation && { draftedBy: by.organisation }),
      draftedAt: time,
      signatures: [],
    }),
    PactSigned: (view, { organisation }, { time }): PactDocument | undefined =>
      view && { ...view, signatures: [...view.signatures, { organisation, signedAt: time }] },
    PactActivated: (view, _, { time }): PactDocument | undefined => view && { ...view, status: 'active', activatedAt: time },
  },
);
