import { type Id, IsId, Rejection } from '@patto/contracts';
import { SIGNATORY_ROLES, type SignatoryRole, SignatureDeclined, UNSIGNED_REASONS, type UnsignedReason } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { IsIn, IsInt, Min } from 'class-validator';
import { plan } from './plan.ts';
import { signatories, signingFor } from './signing.ts';

/** A signatory does not sign this revision, and says why; the plan has to be proposed again. */
export class DeclineToSign {
  @IsId('plan') readonly plan!: Id<'plan'>;
  @IsInt() @Min(1) readonly revision!: number;
  @IsIn(SIGNATORY_ROLES) readonly as!: SignatoryRole;
  @IsIn(UNSIGNED_REASONS) readonly reason!: UnsignedReason;
}

export const declineToSign = decides(plan, DeclineToSign, { kind: 'sign-plan', relies: signatories }, (state, { revision, as, reason }, context) => {
  signingFor(state, as, context);
  if (state.status !== 'proposed') throw new Rejection('not-proposed', 'There is no proposal to decline.');
  if (revision !== state.proposedRevision) throw new Rejection('another-revision', 'The plan has changed since you read it. Read it again.');

  return [event(SignatureDeclined, { as, revision, reason })];
});
