import { type Id, IsId, Rejection } from '@patto/contracts';
import { BreachAnnulled, CommitmentFulfilled, Evidence, type Occurrence } from '@patto/contracts/persons';
import { type Context, decides, event } from '@patto/event-store/pure';
import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import { breachOf } from './breach-commitment.ts';
import { type Commitment, owed } from './commitments.ts';
import { plan } from './plan.ts';
import { following, opensAt } from './schedule.ts';
import { actsFor, commitmentIn, mustNotBeOneOf, inPlan } from './standing.ts';

/**
 * The holder or the performer reports that what was owed was done; `happenedAt` says when. What was done in time and is only
 * written down late annuls its breach.
 */
export class FulfilCommitment {
  @IsId('plan') readonly plan!: Id<'plan'>;
  @IsId('commitment') readonly commitment!: Id<'commitment'>;
  /** Which date; the one that is awaited, else the longest overdue, where it is not said. */
  @IsOptional() @IsId('obligation') readonly obligation?: Id<'obligation'>;
  @IsOptional() @ValidateNested() @Type(() => Evidence) readonly evidence?: Evidence;
}

/** @throws Rejection `evidence-missing` */
export const mustShow = ({ evidence: asked }: Commitment, given: Evidence | undefined): void => {
  const isShown = asked === 'none' || (asked === 'event' ? given?.event : given?.sha256);
  if (!isShown) throw new Rejection('evidence-missing', 'The evidence that was agreed on is missing.', ['/evidence']);
};

export const fulfilCommitment = decides(plan, FulfilCommitment, inPlan('report-fulfilment'), (state, command, context) => {
  const line = commitmentIn(state, command.commitment);
  const isTheirs = [line.holder, line.performer].some((party) => actsFor(party, 'report-fulfilment', context));
  if (!isTheirs) throw new Rejection('not-a-recipient', 'This commitment is not for you.');
  mustNotBeOneOf([line.counterpart], context);
  if (line.status !== 'in-force') throw new Rejection('not-in-force', 'This commitment is not in force.');
  const obligation = command.obligation ?? line.awaited?.obligation ?? line.overdue[0]?.occurrence.obligation;
  if (obligation && line.reported.some(({ occurrence }) => occurrence.obligation === obligation)) return [];
  const date = obligation && owed(line, obligation);
  if (!date) throw new Rejection('not-owed', 'Nothing of this kind is owed.');
  const opens = opensAt(line.schedule, date);
  if (opens && context.happenedAt <= opens) throw new Rejection('not-due', 'What was done then counts for the date before.');
  mustShow(line, command.evidence);

  return settled(command, line, date, context);
});

/** What follows from the fulfilment of one date; one that is past due counts as breached even where nobody has said so yet. */
export const settled = (
  { commitment, evidence }: Pick<FulfilCommitment, 'commitment' | 'evidence'>,
  line: Commitment,
  date: Occurrence,
  { happenedAt, newId }: Context,
) => {
  const { holder, performer, counterpart, about, schedule } = line;
  const { obligation, dueAt, breachAt } = date;
  const late = happenedAt > breachAt;
  const before = line.overdue.find(({ occurrence }) => occurrence.obligation === obligation);
  const overdue = late || before !== undefined;
  const breach = late && !before ? [breachOf(commitment, line, date, newId)] : [];
  const annulment = !late && before?.breached ? [event(BreachAnnulled, { commitment, obligation })] : [];
  const next = overdue ? [] : following(schedule, date, newId);
  const done = { commitment, obligation, holder, performer, counterpart, about, dueAt, late, overdue, evidence, next };
  return [...breach, ...annulment, event(CommitmentFulfilled, done)];
};
