import { type Id, IsId, Rejection } from '@patto/contracts';
import { CommitmentAccepted } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { ArrayMaxSize, IsArray, IsUUID } from 'class-validator';
import { agreementOf } from './agreement.ts';
import { plan, withAcceptance } from './plan.ts';
import { actsFor, commitmentIn, mustNotBeOneOf, inPlan } from './standing.ts';

/** The holder accepts their own line, naming exactly the events that were shown to them. With the last one the plan is agreed. */
export class AcceptCommitment {
  @IsId('plan') readonly plan!: Id<'plan'>;
  @IsId('commitment') readonly commitment!: Id<'commitment'>;
  /** The `events` of the excerpt that the holder read. */
  @IsArray() @ArrayMaxSize(10) @IsUUID('all', { each: true }) readonly shown!: string[];
}

export const acceptCommitment = decides(plan, AcceptCommitment, inPlan('accept-commitments'), (state, { commitment, shown }, context) => {
  const line = commitmentIn(state, commitment);
  if (!actsFor(line.holder, 'accept-commitments', context)) throw new Rejection('not-a-recipient', 'This commitment is not for you.');
  mustNotBeOneOf([line.counterpart], context);
  const isExact = new Set(shown).size === line.events.length && line.events.every((id) => shown.includes(id));
  if (line.status === 'accepted' || (line.status === 'in-force' && isExact)) return []; // Accepting twice is harmless, also where the first agreed the plan.
  if (line.status !== 'made') throw new Rejection('commitment-settled', 'This commitment does not wait for an answer.');
  if (!isExact) throw new Rejection('not-what-was-shown', 'This is not the line as it stands; read it again.', ['/shown']);

  return [event(CommitmentAccepted, { commitment, shown }), ...agreementOf(withAcceptance(state, commitment), context)];
});
