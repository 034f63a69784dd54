import { ArrayMaxSize, ArrayMinSize, Equals, IsArray, IsIn, IsOptional, Matches, ValidateBy, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { authority } from '../effects.ts';
import { Event } from '../event.ts';
import { IsText } from '../fields.ts';

/** All that a caller can be; a rule of the policy names them as its roles. */
export const CALLER_KINDS = [
  'person',
  'delegate',
  'supporter',
  'operator',
  'coordinator',
  'administrator',
  'auditor',
  'partner-system',
  'case-manager',
  'provider',
  'company',
  'link',
  'newcomer',
  'system',
] as const;

/**
 * What a caller is in one call: a `person` for themself or a `delegate` on behalf of one; what an organisation made of its operator (`operator`,
 * `coordinator`, `administrator`, `auditor`, or `partner-system` for a program); what follows from facts (`supporter`, `case-manager`, `provider`,
 * `company`); what a one-time secret makes of somebody (the holder of a `link` acts for an organisation without a system, a `newcomer` presents the
 * code that says which person they are); or `system`, which is a service of ours and never somebody who calls over HTTP.
 */
export type CallerKind = (typeof CALLER_KINDS)[number];

/** So many commands and questions one rule names. */
const MOST_ACTIONS = 400;
const MOST_RULES = 200;
const MOST_CONDITIONS = 10;
const MOST_VALUES = 50;
const LONGEST_VALUE = 200;

/** The value of a condition that stands for something of the caller, as in `{ "desk": "$organisation" }`. */
export const OF_CALLER = ['$organisation', '$actor', '$party'] as const;

/** What a member is compared with: a value, one of several, another, or whether it is there. */
export type PolicyCondition = string | boolean | { readonly $in: readonly string[] } | { readonly $ne: string } | { readonly $exists: boolean };

/** Conditions that all have to hold, by dotted path: a small part of MongoDB's language, of which everything has an exact contrary. */
export type PolicyConditions = { readonly [path: string]: PolicyCondition };

/** What `AreConditions` is called among the rules of a class. */
export const CONDITIONS = 'conditions';

const VALUE = { type: 'string', minLength: 1, maxLength: LONGEST_VALUE };
const oneMember = (name: string, schema: object) => ({ type: 'object', properties: { [name]: schema }, required: [name], additionalProperties: false });

/** Conditions as JSON Schema. */
export const CONDITIONS_SCHEMA = {
  type: 'object',
  minProperties: 1,
  maxProperties: MOST_CONDITIONS,
  propertyNames: { pattern: '^[A-Za-z][\\w-]{0,49}(\\.[\\w-]{1,50}){0,4}$' },
  additionalProperties: {
    anyOf: [
      VALUE,
      { type: 'boolean' },
      oneMember('$in', { type: 'array', minItems: 1, maxItems: MOST_VALUES, items: VALUE }),
      oneMember('$ne', VALUE),
      oneMember('$exists', { type: 'boolean' }),
    ],
  },
};

const AreConditions = (): PropertyDecorator => ValidateBy({ name: CONDITIONS, validator: { validate: () => true } }) as PropertyDecorator;

const each = { each: true };

/** Who may do what, on what conditions. Of several rules about one act the last that applies holds, and nothing is allowed that no rule allows. */
export class PolicyRule {
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(CALLER_KINDS.length) @IsIn(CALLER_KINDS, each) readonly roles!: readonly CallerKind[];
  /** Names of commands and questions, as in the OpenAPI document. */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(MOST_ACTIONS) @Matches(/^[A-Z][A-Za-z]{1,79}$/, each) readonly action!: readonly string[];
  /** What the conditions are about: a read model of the question, or the category of the command. */
  @IsOptional() @Matches(/^[a-z][a-z-]{0,59}$/) readonly subject?: string;
  /** Conditions on the public members of the documents that are asked for, or of the command. */
  @IsOptional() @AreConditions() readonly conditions?: PolicyConditions;
  /** Conditions on the caller: `organisation`, `actor`, `sector`. */
  @IsOptional() @AreConditions() readonly caller?: PolicyConditions;
  /** Conditions that a mandate of the caller's organisation has to fulfil: `competences`, `areas`, `categories`, `basis`. */
  @IsOptional() @AreConditions() readonly mandate?: PolicyConditions;
  /** The personal members that may be opened; all where none are named. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_VALUES)
  @Matches(/^[a-z][A-Za-z]{0,59}$/, each)
  readonly fields?: readonly string[];
  /** It forbids. */
  @IsOptional() @Equals(true) readonly inverted?: true;
  /** Why it forbids: who is refused is told this and nothing else. */
  @IsOptional() @IsText(300) readonly reason?: string;
}

/** From now on everything is judged by these rules. */
@Event('accountability.policy', { version: 1, effect: authority('policy', 'begins', { with: { rules: 'rules', publisher: '$party' } }) })
export class PolicyPublished {
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(MOST_RULES) @ValidateNested(each) @Type(() => PolicyRule) readonly rules!: readonly PolicyRule[];
}
