import { type Id, IsId, Rejection } from '@patto/contracts';
import { PlanSigned, SIGNATORY_ROLES, type SignatoryRole } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { IsIn, IsInt, Min } from 'class-validator';
import { agreementOf } from './agreement.ts';
import { plan, withSignature } from './plan.ts';
import { signatories, signingFor, stillAwaited } from './signing.ts';

/** The person, their delegate or the case manager puts their name to exactly this revision of the plan. With the last one it is agreed. */
export class SignPlan {
  @IsId('plan') readonly plan!: Id<'plan'>;
  /** The revision that was proposed, as the signatory read it. */
  @IsInt() @Min(1) readonly revision!: number;
  @IsIn(SIGNATORY_ROLES) readonly as!: SignatoryRole;
}

export const signPlan = decides(plan, SignPlan, { kind: 'sign-plan', relies: signatories }, (state, { revision, as }, context) => {
  const person = signingFor(state, as, context);
  const before = state.signatures[person ?? as];
  const isSigned = revision === state.proposedRevision && before?.signers.includes(context.by.actor);
  if (isSigned && (state.status === 'proposed' || state.status === 'agreed')) return []; // Signing twice is harmless.
  if (state.status !== 'proposed') throw new Rejection('not-proposed', 'There is no proposal to sign.');
  if (revision !== state.proposedRevision) throw new Rejection('another-revision', 'The plan has changed since you read it. Read it again.');

  const signature = { as, person, revision, awaits: stillAwaited(person, before?.signers ?? [], context) };
  return [event(PlanSigned, signature), ...agreementOf(withSignature(state, signature, context.by.actor), context)];
});
