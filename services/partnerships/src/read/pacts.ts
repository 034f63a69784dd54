import { AreViews, less, stored } from '@patto/access';
import { type Instant, IsId, IsInstant, type OrganisationId } from '@patto/contracts';
import {
  PactActivated,
  PactConcluded,
  PactDrafted,
  PactSigned,
  ParticipationResumed,
  ParticipationSuspended,
  ParticipationWithdrawn,
  SignatoryAdmitted,
  SignatoryJoined,
  SuspensionLifted,
  WithdrawalNotified,
} from '@patto/contracts/partnerships';
import { readModel } from '@patto/read-models';
import { IsIn, IsOptional } from 'class-validator';
import { changedFor, flagged, ParticipationView } from './participation-view.ts';

export const PACT_STATUSES = ['draft', 'active', 'concluded'] as const;
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
  /** How each party takes part since then. */
  @AreViews(() => ParticipationView) readonly participations!: readonly ParticipationView[];
  @IsOptional() @IsInstant() readonly concludedAt?: Instant;
}

/** A pact: its text as it was drafted, who put their name to it when, and how they take part. */
export class PactView extends stored(PactDocument, 'pact') {}

type View = PactDocument | undefined;

const lifted = (view: View, { organisation, suspendedBy }: SuspensionLifted): View =>
  view && {
    ...view,
    participations: changedFor({ organisation }, view.participations, (one) =>
      flagged(
        one,
        one.suspendedBy.filter((flag) => flag !== suspendedBy),
      ),
    ),
  };

/** Pacts, drafted, active and concluded. */
export const pacts = readModel(
  'pacts',
  2,
  {
    events: {
      PactDrafted,
      PactSigned,
      PactActivated,
      SignatoryAdmitted,
      SignatoryJoined,
      ParticipationSuspended,
      SuspensionLifted,
      ParticipationResumed,
      WithdrawalNotified,
      ParticipationWithdrawn,
      PactConcluded,
    },
    indexes: ['signatories.organisation', 'participations.organisation', 'status'],
  },
  {
    PactDrafted: (_: View, facts, { by, time }): PactDocument => ({
      ...facts,
      status: 'draft',
      ...(by.organisation && { draftedBy: by.organisation }),
      draftedAt: time,
      signatures: [],
      participations: [],
    }),
    PactSigned: (view, { organisation }, { time }): View => view && { ...view, signatures: [...view.signatures, { organisation, signedAt: time }] },
    PactActivated: (view, { signatories }, { time }): View =>
      view && {
        ...view,
        status: 'active',
        activatedAt: time,
        participations: signatories.map((one) => ({ ...one, status: 'in-force', suspendedBy: [], since: time })),
      },
    SignatoryAdmitted: (view, { organisation, role, decision }): View =>
      view && {
        ...view,
        participations: [
          ...view.participations.filter((one) => one.organisation !== organisation),
          { organisation, role, status: 'admitted', suspendedBy: [], admittedBy: decision },
        ],
      },
    SignatoryJoined: (view, whose, { time }): View =>
      view && {
        ...view,
        signatures: [...view.signatures, { organisation: whose.organisation, signedAt: time }],
        participations: changedFor(whose, view.participations, (one) => ({ ...one, status: 'in-force', since: time })),
      },
    ParticipationSuspended: (view, whose): View =>
      view && { ...view, participations: changedFor(whose, view.participations, (one) => flagged(one, [...one.suspendedBy, whose.suspendedBy])) },
    SuspensionLifted: lifted,
    ParticipationResumed: lifted,
    WithdrawalNotified: (view, whose): View =>
      view && { ...view, participations: changedFor(whose, view.participations, (one) => ({ ...one, noticeUntil: whose.noticeUntil })) },
    ParticipationWithdrawn: (view, whose, { time }): View =>
      view && {
        ...view,
        participations: changedFor(whose, view.participations, (one) => ({ ...one, status: 'withdrawn', endedAt: time, because: whose.because })),
      },
    PactConcluded: (view, _, { time }): View =>
      view && {
        ...view,
        status: 'concluded',
        concludedAt: time,
        participations: view.participations.map((one) => (one.status === 'withdrawn' ? one : { ...one, status: 'ended', endedAt: time })),
      },
  },
);
