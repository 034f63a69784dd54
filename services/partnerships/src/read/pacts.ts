import type { Facts, Instant, OrganisationId } from '@patto/contracts';
import { PactActivated, PactDrafted, PactSigned } from '@patto/contracts/partnerships';
import { readModel } from '@patto/read-models';

/** A pact: its text as it was drafted, and who put their name to it when. */
export interface PactView extends Facts<PactDrafted> {
  readonly status: 'draft' | 'active';
  readonly draftedBy?: OrganisationId;
  readonly draftedAt: Instant;
  readonly signatures: readonly { readonly organisation: OrganisationId; readonly signedAt: Instant }[];
  /** Set by the last signature. */
  readonly activatedAt?: Instant;
}

/** Pacts, drafted and active. */
export const pacts = readModel(
  'pacts',
  1,
  { events: { PactDrafted, PactSigned, PactActivated }, indexes: ['signatories.organisation', 'status'] },
  {
    PactDrafted: (_: PactView | undefined, facts, { by, time }): PactView => ({
      ...facts,
      status: 'draft',
      ...(by.organisation && { draftedBy: by.organisation }),
      draftedAt: time,
      signatures: [],
    }),
    PactSigned: (view, { organisation }, { time }): PactView | undefined =>
      view && { ...view, signatures: [...view.signatures, { organisation, signedAt: time }] },
    PactActivated: (view, _, { time }): PactView | undefined => view && { ...view, status: 'active', activatedAt: time },
  },
);
