import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsInt, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { authority, obligation } from '../effects.ts';
import { Event } from '../event.ts';
import { AreTexts, type Instant, IsInstant, IsText } from '../fields.ts';
import { type Id, IsId, type OrganisationId } from '../ids.ts';
import { ListedSchedule } from '../partnerships/directory-hours.ts';
import { DECISION_TYPES, DecisionRule, type DecisionType, MOST_SIGNATORIES, SIGNATORY_ROLES, type SignatoryRole } from '../partnerships/pact-terms.ts';
import { Capacity, MOST_UNITS, ServiceTerms } from './service.ts';

/** The exact change that is decided about: its type says which of the other members it has. */
export class ProposedChange {
  @IsIn(DECISION_TYPES) readonly type!: DecisionType;
  /** The service that changes; none where one is established or the pact itself changes. */
  @IsOptional() @IsId('service') readonly service?: Id<'service'>;
  /** With `establishment`. */
  @IsOptional() @ValidateNested() @Type(() => ServiceTerms) readonly terms?: ServiceTerms;
  /** With `capacity`: the whole new capacity. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_UNITS)
  @ValidateNested({ each: true })
  @Type(() => Capacity)
  readonly capacity?: readonly Capacity[];
  /** With `schedule`: the whole new schedule. */
  @IsOptional() @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => ListedSchedule) readonly schedule?: readonly ListedSchedule[];
  /** With `performer`. */
  @IsOptional() @IsId('organisation') readonly performer?: OrganisationId;
  /** With `admission`: who is to sign, and as what. */
  @IsOptional() @IsId('organisation') readonly organisation?: OrganisationId;
  @IsOptional() @IsIn(SIGNATORY_ROLES) readonly role?: SignatoryRole;
  /** With `suspension`, `resumption`, `closure` and `conclusion`. */
  @IsOptional() @IsText(500) readonly reason?: string;
}

/** A party that decides, and the obligation to say what it wants: one per party and decision, however often it is asked. */
export class AskedParty {
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
}

const AreAsked = (): PropertyDecorator => (target, key) => {
  for (const decorate of [IsArray(), ArrayMaxSize(MOST_SIGNATORIES), ValidateNested({ each: true }), Type(() => AskedParty)]) decorate(target, key as string);
};
const asks = obligation('assumed', { each: 'asked', id: 'obligation', kind: 'position', holder: 'organisation', dueAt: 'deadline', under: 'pact' });
const excuses = obligation('waived', { each: 'excused', id: 'obligation' });

/** The parties of a pact are asked to decide a change, by the rule that their pact has for its type. */
@Event('comanagement.decision', { version: 1, audience: 'partners', effect: asks })
export class DecisionOpened {
  @IsId('pact') readonly pact!: Id<'pact'>;
  @ValidateNested() @Type(() => ProposedChange) readonly change!: ProposedChange;
  @ValidateNested() @Type(() => DecisionRule) readonly rule!: DecisionRule;
  /** The revision of the pact that the rule stands in: `pact-…@5`. */
  @IsText(60) readonly ruleRevision!: string;
  @IsInstant() readonly deadline!: Instant;
  /** It commits public money or entitlements: without the act of the competent body it takes no effect. */
  @IsBoolean() readonly needsAct!: boolean;
  @IsId('organisation') readonly proposer!: OrganisationId;
  /** Each party that decides, the proposer too. */
  @AreAsked() readonly asked!: readonly AskedParty[];
}

/** What a party says: an objection wants an answer, a block stops the decision. */
export const POSITIONS = ['agree', 'abstain', 'object', 'block'] as const;
export type Position = (typeof POSITIONS)[number];

/** Others take part in the pact now than were asked: who came is asked too, and who takes no part any more owes no position. */
@Event('comanagement.decision', { version: 1, audience: 'partners', effect: [asks, excuses] })
export class DecidersChanged {
  @IsId('pact') readonly pact!: Id<'pact'>;
  @IsInstant() readonly deadline!: Instant;
  @AreAsked() readonly asked!: readonly AskedParty[];
  @AreAsked() readonly excused!: readonly AskedParty[];
}

/** A party of the pact said what it wants; a later position replaces it. */
@Event('comanagement.decision', { version: 1, audience: 'partners', effect: obligation('discharged', { id: 'obligation' }) })
export class PositionTaken {
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsIn(POSITIONS) readonly position!: Position;
  /** Needed with an objection and a block. */
  @IsOptional() @IsText(1_000) readonly reason?: string;
  /** Which text it is about: 1 is the first, each amendment adds one. */
  @IsInt() @Min(1) @Max(1_000) readonly round!: number;
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
}

/** The proposer answered an objection; it is carried as dissent unless its author takes another position. */
@Event('comanagement.decision', { version: 1, audience: 'partners' })
export class ObjectionAnswered {
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsText(1_000) readonly answer!: string;
}

/** The proposal is another one now: what was said about it before is void, and all are asked again. */
@Event('comanagement.decision', { version: 1, audience: 'partners', effect: [asks, excuses] })
export class ProposalAmended {
  @IsId('pact') readonly pact!: Id<'pact'>;
  @ValidateNested() @Type(() => ProposedChange) readonly change!: ProposedChange;
  @IsInstant() readonly deadline!: Instant;
  @IsInt() @Min(2) @Max(1_000) readonly round!: number;
  @AreAsked() readonly asked!: readonly AskedParty[];
  @AreAsked() readonly excused!: readonly AskedParty[];
}

/** One party's part in a count. */
export class CountedPosition {
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsIn([...POSITIONS, 'silent']) readonly position!: Position | 'silent';
  @IsInt() @Min(1) @Max(1_000) readonly weight!: number;
  /** Its objection was answered and stands as dissent. */
  @IsBoolean() readonly answered!: boolean;
  /** A public body's silence is never a yes. */
  @IsBoolean() readonly publicBody!: boolean;
  /** It leads the pact: where the parties leave the decision to their lead, it decides. */
  @IsBoolean() readonly lead!: boolean;
}

/** All that a reader needs to count again. */
export class DecisionCount {
  @ValidateNested() @Type(() => DecisionRule) readonly rule!: DecisionRule;
  @IsText(60) readonly ruleRevision!: string;
  /** The parties whose participation was in force, and what each said. */
  @IsArray() @ArrayMaxSize(MOST_SIGNATORIES) @ValidateNested({ each: true }) @Type(() => CountedPosition) readonly positions!: readonly CountedPosition[];
  /** It was counted because the deadline had passed. */
  @IsBoolean() readonly atDeadline!: boolean;
}

/** It is settled: how it was counted, and who need not say any more what they want. */
export class DecisionSettled extends DecisionCount {
  @AreAsked() readonly excused!: readonly AskedParty[];
}

/** The parties decided so. */
@Event('comanagement.decision', {
  version: 1,
  audience: 'partners',
  effect: [excuses, obligation('assumed', { each: 'competent', id: 'obligation', kind: 'act', holder: 'organisation', under: 'pact' })],
})
export class DecisionCarried extends DecisionSettled {
  @IsId('pact') readonly pact!: Id<'pact'>;
  @ValidateNested() @Type(() => ProposedChange) readonly change!: ProposedChange;
  /** It waits for the act of the competent body. */
  @IsBoolean() readonly awaitsAct!: boolean;
  /** Who may attach it, where it does: one of them has to. */
  @IsOptional() @AreAsked() readonly competent?: readonly AskedParty[];
}

/** A party stopped it, or so many are against it that it cannot be carried any more. */
@Event('comanagement.decision', { version: 1, audience: 'partners', effect: excuses })
export class DecisionBlocked extends DecisionSettled {}

/** The deadline passed and it was not carried. */
@Event('comanagement.decision', { version: 1, audience: 'partners', effect: excuses })
export class DecisionLapsed extends DecisionSettled {}

/** The competent body attached its act (*atto, determina*). */
@Event('comanagement.decision', { version: 1, audience: 'partners', effect: [obligation('discharged', { id: 'obligation' }), excuses] })
export class ActAttached {
  @IsText(300) readonly act!: string;
  @IsId('organisation') readonly organisation!: OrganisationId;
  /** Where it was asked for it. */
  @IsOptional() @IsId('obligation') readonly obligation?: Id<'obligation'>;
  /** The others that might have attached it. */
  @IsOptional() @AreAsked() readonly excused?: readonly AskedParty[];
}

/** The change is in effect from now on: the service or the pact follows it. */
@Event('comanagement.decision', {
  version: 1,
  audience: 'partners',
  effect: authority('decision', 'begins', { with: { decision: '$stream', pact: 'pact', type: 'change.type' } }),
})
export class DecisionTookEffect {
  @IsId('pact') readonly pact!: Id<'pact'>;
  @ValidateNested() @Type(() => ProposedChange) readonly change!: ProposedChange;
  @AreTexts(5, 300) readonly acts!: readonly string[];
}
