import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { AreTexts, IsCode, IsText } from '../fields.ts';
import { AreIds, IsId, type OrganisationId } from '../ids.ts';

/** What a signatory is in a pact. */
export const SIGNATORY_ROLES = ['lead', 'co-manager', 'contributor', 'guarantor', 'supporter', 'people-served'] as const;
export type SignatoryRole = (typeof SIGNATORY_ROLES)[number];

export const MOST_SIGNATORIES = 50;

/** An organisation that is to sign, and as what. */
export class Signatory {
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsIn(SIGNATORY_ROLES) readonly role!: SignatoryRole;
}

/** What changes only by a decision of the parties. */
export const DECISION_TYPES = [
  'establishment',
  'capacity',
  'schedule',
  'performer',
  'admission',
  'budget',
  'suspension',
  'resumption',
  'closure',
  'conclusion',
] as const;
export type DecisionType = (typeof DECISION_TYPES)[number];
/** How the parties decide. */
export const DECISION_RULES = ['unanimity', 'consent', 'quorum', 'weighted', 'delegated-to-lead'] as const;
/** What it means when a party says nothing; a public body's silence is never a yes. */
export const SILENCES = ['nothing', 'abstains', 'agrees'] as const;

/** What one party's position weighs where positions are weighted. */
export class PartyWeight {
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsInt() @Min(1) @Max(1_000) readonly weight!: number;
}

/** By which rule decisions of one type are taken. */
export class DecisionRule {
  @IsIn(DECISION_TYPES) readonly type!: DecisionType;
  @IsIn(DECISION_RULES) readonly rule!: (typeof DECISION_RULES)[number];
  /** Days in which an open objection stops a decision by consent. */
  @IsOptional() @IsInt() @Min(1) @Max(365) readonly days?: number;
  /** Per cent of the parties that have to take part; of all weights that have to agree, where positions are weighted. */
  @IsOptional() @IsInt() @Min(1) @Max(100) readonly quorum?: number;
  /** What each weighs, where positions are weighted; who is not named weighs 1. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_SIGNATORIES)
  @ValidateNested({ each: true })
  @Type(() => PartyWeight)
  readonly weights?: readonly PartyWeight[];
  @IsIn(SILENCES) readonly silence!: (typeof SILENCES)[number];
  /** Such decisions commit public money or entitlements: they take effect with the act of the competent body only. */
  @IsOptional() @IsBoolean() readonly needsAct?: boolean;
}

/** On which legal basis which parties receive personal content, for what, and of what kind. */
export class DataSharingClause {
  @AreIds('organisation') @ArrayMaxSize(MOST_SIGNATORIES) readonly recipients!: readonly OrganisationId[];
  @AreTexts(20, 60) readonly purposes!: readonly string[];
  @AreTexts(20, 60) readonly dataCategories!: readonly string[];
  @IsIn(['public-task']) readonly basis!: 'public-task';
  /** The act of the competent body that it rests on. */
  @IsText(300) readonly act!: string;
}

/** How sure it is that an organisation has a quality: it says so, another organisation saw it, an authority certified it. */
export const ATTRIBUTE_LEVELS = ['declared', 'verified', 'certified'] as const;
export type AttributeLevel = (typeof ATTRIBUTE_LEVELS)[number];

/** What the parties of some roles have to have, and how sure it has to be; who loses it is suspended. */
export class PactRequirement {
  @IsCode() readonly attribute!: string;
  @IsIn(ATTRIBUTE_LEVELS) readonly level!: AttributeLevel;
  @IsArray() @ArrayMaxSize(SIGNATORY_ROLES.length) @IsIn(SIGNATORY_ROLES, { each: true }) readonly roles!: readonly SignatoryRole[];
}
