import { AreIds, type Instant, IsCode, IsId, IsInstant, IsText, OBLIGATION_VERBS, type ObligationVerb } from '@patto/contracts';
import { SIDES, type Side } from '@patto/contracts/persons';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsUUID, Min, ValidateNested } from 'class-validator';

/** How it stands: a thing that was never accepted is `offered` or `declined`, and `owed` is whatever is still to be done in time. */
export const OBLIGATION_STATES = ['offered', 'declined', 'owed', 'suspended', 'breached', 'discharged', 'waived'] as const;
export type ObligationState = (typeof OBLIGATION_STATES)[number];

/** Steps, offers and parties of one obligation over its whole life. */
const MOST_STEPS = 10_000;
/** The id of a stream. */
export const LONGEST_STREAM = 100; // A category's name and a uuid.

/** Who answers for it (*titolarità*) and who carries it out (*gestione*). */
export class Responsible {
  @IsOptional() @IsId('person', 'organisation') readonly holder?: string | undefined;
  @IsOptional() @IsId('person', 'organisation') readonly performer?: string | undefined;
}

/** A hand-over that was offered and not taken; declined where it says when. */
export class Offer extends Responsible {
  /** When it was recorded, RFC 3339. */
  @IsInstant() readonly offeredAt!: Instant;
  @IsOptional() @IsInstant() readonly declinedAt?: Instant;
  /** Who carried it out when it was offered. */
  @IsOptional() @IsId('person', 'organisation') readonly from?: string;
}

/** One thing that happened to it, with who was responsible from then on: what was so at an instant, as recorded or as it was, follows from these. */
export class Step extends Responsible {
  /** In the log. */
  @IsInt() @Min(0) readonly position!: number;
  /** When it was recorded, RFC 3339. */
  @IsInstant() readonly time!: Instant;
  @IsInstant() readonly happenedAt!: Instant;
  @IsIn(OBLIGATION_VERBS) readonly verb!: ObligationVerb;
  /** The id of the event, and its type. */
  @IsUUID() readonly event!: string;
  @IsText(200) readonly type!: string;
  @IsIn(OBLIGATION_STATES) readonly state!: ObligationState;
  /** Whom the event itself names: to whom it was offered, who took it. */
  @IsOptional() @ValidateNested() @Type(() => Responsible) readonly names?: Responsible;
}

/** Something owed to a counterpart, about subjects, by a date. There is exactly one holder of record at any instant. */
export class Obligation extends Responsible {
  /** What sort of obligation it is, as the event declares: `commitment`, `charge`. */
  @IsOptional() @IsCode() readonly kind?: string | undefined;
  @IsOptional() @IsId('person', 'organisation') readonly counterpart?: string | undefined;
  @AreIds('person', 'organisation') @ArrayMaxSize(MOST_STEPS) readonly subjects!: readonly string[];
  @IsOptional() @IsInstant() readonly dueAt?: Instant | undefined;
  /** The pact or the mandate that it rests on: while who answers for it or carries it out has none of it in force, nobody performs it. */
  @IsOptional() @IsId('pact', 'mandate') readonly under?: string | undefined;
  /** The stream whose event began it: a plan, a service, a referral. */
  @IsOptional() @IsText(LONGEST_STREAM) readonly stream?: string | undefined;
  /** By the person whom it is about, by somebody near them, by an organisation. */
  @IsOptional() @IsIn(SIDES) readonly side?: Side | undefined;
  @IsIn(OBLIGATION_STATES) readonly state!: ObligationState;
  /** When a breach that was not annulled happened; it stays one when the obligation is discharged later. */
  @IsOptional() @IsInstant() readonly breachedAt?: Instant | undefined;
  /** Hand-overs offered and not taken. */
  @IsArray() @ArrayMaxSize(MOST_STEPS) @ValidateNested({ each: true }) @Type(() => Offer) readonly offers!: readonly Offer[];
  /** Whom it concerns now: subjects, counterpart, holder, performer, and those to whom it is offered. */
  @AreIds('person', 'organisation') @ArrayMaxSize(MOST_STEPS) readonly parties!: readonly string[];
  /** For whom something is to be done now: those who owe it, while it is owed or late, and those to whom it is offered. */
  @AreIds('person', 'organisation') @ArrayMaxSize(MOST_STEPS) readonly waitsFor!: readonly string[];
  @IsArray() @ArrayMaxSize(MOST_STEPS) @ValidateNested({ each: true }) @Type(() => Step) readonly steps!: readonly Step[];
}
