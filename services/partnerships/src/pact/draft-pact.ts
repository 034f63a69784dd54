import { type Fact, type Instant, AreIds, IsInstant, instant, IsText, type OrganisationId, Rejection } from '@patto/contracts';
import {
  DataSharingClause,
  DECISION_TYPES,
  DecisionRule,
  MOST_SIGNATORIES,
  PACT_KINDS,
  PactDrafted,
  type PactKind,
  PactRequirement,
  PactResource,
  Signatory,
} from '@patto/contracts/partnerships';
import { decides, event } from '@patto/event-store/pure';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional, ValidateNested } from 'class-validator';
import { pact } from './pact.ts';

/** One of the parties writes down what they are going to sign: who takes part as what, how they decide, who steps in, and what they may tell each other. */
export class DraftPact {
  @IsIn(PACT_KINDS) readonly kind!: PactKind;
  @IsText(200) readonly title!: string;
  @IsArray() @ArrayMinSize(2) @ArrayMaxSize(MOST_SIGNATORIES) @ValidateNested({ each: true }) @Type(() => Signatory) readonly signatories!: Signatory[];
  @IsArray() @ArrayMaxSize(50) @ValidateNested({ each: true }) @Type(() => PactResource) readonly resources!: PactResource[];
  @IsArray() @ArrayMaxSize(DECISION_TYPES.length) @ValidateNested({ each: true }) @Type(() => DecisionRule) readonly decisionRules!: DecisionRule[];
  @AreIds('organisation') @ArrayMaxSize(MOST_SIGNATORIES) readonly stepInOrder!: OrganisationId[];
  @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => DataSharingClause) readonly dataSharing!: DataSharingClause[];
  /** What the parties have to have to take part. */
  @IsOptional() @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => PactRequirement) readonly requirements?: PactRequirement[];
  @IsInstant() readonly from!: Instant;
  @IsInstant() readonly until!: Instant;
}

/** What a company may be under art. 55 of the Codice del Terzo settore. */
export const ROLES_OF_A_COMPANY: readonly string[] = ['supporter', 'contributor'];

/** What a rule has to say to be one. */
const MEASURE: { readonly [rule in DecisionRule['rule']]: readonly ('days' | 'quorum')[] } = {
  unanimity: [],
  consent: ['days'],
  quorum: ['quorum'],
  weighted: ['quorum'],
  'delegated-to-lead': [],
};

const refuseUnlikely = ({ signatories, resources, decisionRules, stepInOrder, dataSharing }: DraftPact): void => {
  const names = new Set(signatories.map(({ organisation }) => organisation));
  if (names.size < signatories.length) throw new Rejection('signatory-twice', 'A signatory is named twice.', ['/signatories']);
  const named = [...resources.map(({ organisation }) => organisation), ...stepInOrder, ...dataSharing.flatMap(({ recipients }) => recipients)];
  const weighed = decisionRules.flatMap(({ weights = [] }) => weights.map(({ organisation }) => organisation));
  if (![...named, ...weighed].every((one) => names.has(one)))
    throw new Rejection('not-among-signatories', 'Resources, step-in order and clauses name signatories only.');
  const types = new Set(decisionRules.map(({ type }) => type));
  if (types.size < decisionRules.length) throw new Rejection('rule-twice', 'There are two rules for one type of decision.', ['/decisionRules']);
  if (decisionRules.some((rule) => MEASURE[rule.rule].some((member) => rule[member] === undefined))) {
    throw new Rejection('rule-incomplete', 'A rule does not say in how many days, or with how many.', ['/decisionRules']);
  }
};

const refuseRoles = ({ signatories, decisionRules }: DraftPact, known: readonly Fact<'organisation'>[]): void => {
  const sectors = new Map(known.map(({ is }) => [is.organisation, is.sector]));
  if (!signatories.every(({ organisation }) => sectors.has(organisation))) {
    throw new Rejection('unknown-organisation', 'A signatory is not registered.', ['/signatories']);
  }
  if (signatories.some(({ organisation, role }) => sectors.get(organisation) === 'company' && !ROLES_OF_A_COMPANY.includes(role))) {
    throw new Rejection('company-not-co-manager', 'A company is a supporter or a contributor of a pact.', ['/signatories']);
  }
  const hasPublicBody = [...sectors.values()].includes('public-body');
  if (hasPublicBody && decisionRules.some(({ silence }) => silence === 'agrees')) {
    throw new Rejection('public-silence-is-no-yes', 'A public body’s silence is never a yes.', ['/decisionRules']);
  }
};

export const draftPact = decides(
  pact,
  DraftPact,
  {
    stream: 'new',
    relies: ({ signatories }, facts) => ({
      parties: signatories.flatMap(({ organisation }) => facts.find('organisation', organisation).filter(({ stream }) => stream === organisation)),
    }),
  },
  (_, command, { by, relied, now }) => {
    if (!command.signatories.some(({ organisation }) => organisation === by.organisation)) {
      throw new Rejection('drafter-not-signatory', 'Who drafts a pact takes part in it.', ['/signatories']);
    }
    refuseUnlikely(command);
    refuseRoles(command, relied.parties);
    const [from, until] = [instant(command.from), instant(command.until)];
    if (until <= from || until <= now) throw new Rejection('period-impossible', 'The end of a pact lies after its beginning and ahead of now.', ['/until']);
    return [event(PactDrafted, { ...command, from, until })];
  },
);
