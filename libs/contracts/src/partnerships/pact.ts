import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsInt, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { authority } from '../effects.ts';
import { Event } from '../event.ts';
import { AreTexts, type Instant, IsCode, IsInstant, IsText } from '../fields.ts';
import { AreIds, IsId, type OrganisationId } from '../ids.ts';

/** A *convenzione* with public money in it, or a *patto di collaborazione* among those who act. */
export const PACT_KINDS = ['convention', 'collaboration-pact'] as const;
export type PactKind = (typeof PACT_KINDS)[number];

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
export const DECISION_TYPES = ['capacity', 'schedule', 'performer', 'admission', 'budget', 'suspension', 'closure'] as const;
/** How the parties decide. */
export const DECISION_RULES = ['unanimity', 'consent', 'quorum', 'weighted', 'delegated-to-lead'] as const;
/** What it means when a party says nothing; a public body's silence is never a yes. */
export const SILENCES = ['nothing', 'abstains', 'agrees'] as const;

/** By which rule decisions of one type are taken. */
export class DecisionRule {
  @IsIn(DECISION_TYPES) readonly type!: (typeof DECISION_TYPES)[number];
  @IsIn(DECISION_RULES) readonly rule!: (typeof DECISION_RULES)[number];
  /** Days in which an open objection stops a decision by consent. */
  @IsOptional() @IsInt() @Min(1) @Max(365) readonly days?: number;
  /** Per cent of the parties that have to take part. */
  @IsOptional() @IsInt() @Min(1) @Max(100) readonly quorum?: number;
  @IsIn(SILENCES) readonly silence!: (typeof SILENCES)[number];
}

/** Something that a party brings into the pact. */
export class PactResource {
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsCode() readonly kind!: string;
  @IsText(300) readonly description!: string;
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

/** The text of a pact that is to be signed. */
@Event('partnerships.pact', {
  version: 1,
  audience: 'partners',
  effect: authority('participation', 'offers', {
    each: 'signatories',
    key: 'organisation',
    with: { pact: '$stream', organisation: 'organisation', role: 'role' },
    from: 'from',
    until: 'until',
  }),
})
export class PactDrafted {
  @IsIn(PACT_KINDS) readonly kind!: PactKind;
  @IsText(200) readonly title!: string;
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(MOST_SIGNATORIES)
  @ValidateNested({ each: true })
  @Type(() => Signatory)
  readonly signatories!: readonly Signatory[];
  @IsArray() @ArrayMaxSize(50) @ValidateNested({ each: true }) @Type(() => PactResource) readonly resources!: readonly PactResource[];
  @IsArray() @ArrayMaxSize(DECISION_TYPES.length) @ValidateNested({ each: true }) @Type(() => DecisionRule) readonly decisionRules!: readonly DecisionRule[];
  /** Who steps in for whom: the first that can. */
  @AreIds('organisation') @ArrayMaxSize(MOST_SIGNATORIES) readonly stepInOrder!: readonly OrganisationId[];
  @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => DataSharingClause) readonly dataSharing!: readonly DataSharingClause[];
  @IsInstant() readonly from!: Instant;
  @IsInstant() readonly until!: Instant;
}

/** A signatory put its name to exactly this text. */
@Event('partnerships.pact', { version: 1, audience: 'partners' })
export class PactSigned {
  @IsId('organisation') readonly organisation!: OrganisationId;
}

/** The last signature is there: all signatories take part from now on, for the pact's period. */
@Event('partnerships.pact', { version: 1, audience: 'partners', effect: authority('participation', 'begins', { each: 'signatories', key: 'organisation' }) })
export class PactActivated {
  @IsArray() @ArrayMaxSize(MOST_SIGNATORIES) @ValidateNested({ each: true }) @Type(() => Signatory) readonly signatories!: readonly Signatory[];
}
