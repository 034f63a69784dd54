import { type AnswerClass, AreViews, IsOpened, IsSealState, IsView, less, perhaps, type StateAt } from '@patto/access';
import { By, type Facts, INITIATIVES, type Initiative, type Instant, IsInstant, personalFields } from '@patto/contracts';
import * as contract from '@patto/contracts/persons';
import type { SealedPart } from '@patto/read-models';
import { IsIn, IsOptional, IsUUID } from 'class-validator';

/** Who said something in a plan, and when. */
export class Recording {
  @IsUUID() readonly event!: string;
  @IsInstant() readonly at!: Instant;
  @IsInstant() readonly happenedAt!: Instant;
  @IsView(() => By) readonly by!: By;
  @IsIn(INITIATIVES) readonly initiative!: Initiative;
  @IsSealState() readonly state!: StateAt;
}

/** What an event of a plan says, who said it and when; a person's words stay sealed. */
type Entry<Event> = Facts<Event> & { readonly words?: SealedPart; readonly recorded: Recording };

const entryOf = <Event extends object>(declared: AnswerClass<Event>): AnswerClass<Entry<Event>> => {
  const made = less(declared);
  const prototype = made.prototype as object;
  IsView(() => Recording)(prototype, 'recorded');
  if (personalFields(declared).some(({ field }) => field === 'words')) {
    for (const decorate of [IsOptional(), IsOpened(declared as AnswerClass<{ words: string }>, 'words')]) decorate(prototype, 'words');
  }
  return made as never;
};

export class GoalEntry extends entryOf(contract.GoalSet) {}
/** An option as it was offered, or shaped out of others. */
export class OptionEntry extends entryOf(perhaps(contract.OptionShaped, 'lineage', 'barrier')) {}
export class CommitmentEntry extends entryOf(contract.CommitmentMade) {}
export class OptionRefusalEntry extends entryOf(contract.OptionRefused) {}
export class UnavailableEntry extends entryOf(contract.OptionReportedUnavailable) {}
export class NeedAnswerEntry extends entryOf(contract.PlanToldOfAnswer) {}
export class ObjectionEntry extends entryOf(contract.PlanObjectedTo) {}
export class ProgressEntry extends entryOf(contract.ProgressRecorded) {}
export class DeclinedEntry extends entryOf(contract.CommitmentDeclined) {}
export class UnsignedEntry extends entryOf(contract.SignatureDeclined) {}
export class ContestEntry extends entryOf(contract.FulfilmentContested) {}
export class ReshapingEntry extends entryOf(contract.PlanReshaped) {}

/** All that was said in a plan, in the order in which it was. */
export class PlanEntries {
  @AreViews(() => GoalEntry) readonly goals!: readonly GoalEntry[];
  @AreViews(() => OptionEntry) readonly options!: readonly OptionEntry[];
  @AreViews(() => CommitmentEntry) readonly commitments!: readonly CommitmentEntry[];
  @AreViews(() => OptionRefusalEntry) readonly refusals!: readonly OptionRefusalEntry[];
  @AreViews(() => UnavailableEntry) readonly unavailable!: readonly UnavailableEntry[];
  @AreViews(() => NeedAnswerEntry) readonly answers!: readonly NeedAnswerEntry[];
  @AreViews(() => ObjectionEntry) readonly objections!: readonly ObjectionEntry[];
  @AreViews(() => ProgressEntry) readonly progress!: readonly ProgressEntry[];
  @AreViews(() => DeclinedEntry) readonly declined!: readonly DeclinedEntry[];
  @AreViews(() => UnsignedEntry) readonly unsigned!: readonly UnsignedEntry[];
  @AreViews(() => ContestEntry) readonly contests!: readonly ContestEntry[];
  @AreViews(() => ReshapingEntry) readonly reshapings!: readonly ReshapingEntry[];
}
