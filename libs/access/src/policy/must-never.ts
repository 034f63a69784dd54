import { CALLER_KINDS, type CallerKind, type PolicyRule } from '@patto/contracts/accountability';
import { DISTRICT } from './district/index.ts';
import { NOT_FOR_COMPANIES } from './district/refusals.ts';
import type { Rows } from './district/rows.ts';
import { actionsIn, fulfils, rulesAbout } from './rules.ts';

/** A case that a policy is tried on before it is accepted: what somebody must never be able to do, or must always. */
export interface PolicyCase {
  /** A sentence that the refusal names. */
  readonly says: string;
  /** What this caller is. */
  readonly roles: readonly CallerKind[];
  /** What they may be besides, one or the other. */
  readonly perhaps?: readonly CallerKind[];
  readonly sector?: string;
  readonly actions: readonly string[] | 'all';
  /** The read model in which a question finds what it tells: a rule about its documents forbids the question. */
  readonly documents?: Readonly<Record<string, string>>;
  readonly must: 'never' | 'always';
}

const commandsOf = (...services: readonly (keyof typeof DISTRICT)[]): readonly string[] =>
  services.flatMap((service) => Object.keys(DISTRICT[service]?.commands ?? {}));

/** Commands that our own services alone send. */
const bySystemAlone = (rows: Rows): readonly string[] =>
  Object.entries(rows)
    .filter(([, roles]) => roles.join() === 'system')
    .map(([name]) => name);

const OF_OPERATORS: readonly CallerKind[] = ['operator', 'coordinator', 'administrator', 'partner-system', 'case-manager', 'provider'];

const WORD_ON_A_DELIVERY = ['ConfirmDelivery', 'ContestDelivery'];

/** Questions about people, each with the read model that it is about. */
const HELD_FROM_COMPANIES = Object.fromEntries(Object.entries(NOT_FOR_COMPANIES).flatMap(([model, questions]) => questions.map((name) => [name, model])));

/** What no policy of any district may say. Tried on all that rules could allow, whatever their other conditions. */
export const POLICY_CASES: readonly PolicyCase[] = [
  { says: 'Who is nothing here may do nothing.', roles: [], actions: 'all', must: 'never' },
  {
    says: 'Nobody but an administrator publishes a policy.',
    roles: [],
    perhaps: CALLER_KINDS.filter((kind) => kind !== 'administrator'),
    actions: ['PublishPolicy'],
    must: 'never',
  },
  {
    says: 'An administrator can always publish another policy, and read this one.',
    roles: ['administrator'],
    sector: 'public-body',
    actions: ['PublishPolicy', 'PolicyById'],
    must: 'always',
  },
  {
    says: 'A company reads no plan, no assessment, and nothing of the person behind a need.',
    roles: ['company'],
    perhaps: OF_OPERATORS,
    sector: 'company',
    actions: Object.keys(HELD_FROM_COMPANIES),
    documents: HELD_FROM_COMPANIES,
    must: 'never',
  },
  { says: 'An auditor changes nothing in anybody’s care.', roles: ['auditor'], actions: commandsOf('persons', 'partnerships', 'comanagement'), must: 'never' },
  {
    says: 'What our own services do by themselves nobody does in their place.',
    roles: [],
    perhaps: CALLER_KINDS.filter((kind) => kind !== 'system'),
    actions: Object.values(DISTRICT).flatMap(({ commands }) => bySystemAlone(commands)),
    must: 'never',
  },
  {
    says: 'Our own services can always do what they do by themselves.',
    roles: ['system'],
    actions: Object.values(DISTRICT).flatMap(({ commands }) => bySystemAlone(commands)),
    must: 'always',
  },
  {
    says: 'A program of a partner never speaks for a person.',
    roles: ['partner-system'],
    actions: [
      'SpeakForMyself',
      'GrantConsent',
      'WithdrawConsent',
      'SignPlan',
      'ChooseOption',
      'RefuseOption',
      'ObjectToPlan',
      'AppointDelegate',
      'RevokeDelegate',
      'ConfirmFulfilment',
      ...WORD_ON_A_DELIVERY,
    ],
    must: 'never',
  },
  {
    says: 'A case manager never speaks for a person.',
    roles: ['case-manager'],
    perhaps: ['operator', 'coordinator', 'administrator'],
    actions: ['SpeakForMyself', 'GrantConsent', 'RefuseConsent', 'WithdrawConsent', 'ObjectToFinding', ...WORD_ON_A_DELIVERY],
    must: 'never',
  },
  {
    says: 'Whoever provides a service never says in the place of the person that it was so.',
    roles: ['provider'],
    perhaps: [...OF_OPERATORS, 'company', 'link'],
    actions: WORD_ON_A_DELIVERY,
    must: 'never',
  },
  {
    says: 'Support alone lets nobody read of a person or act for them.',
    roles: ['supporter'],
    actions: [...Object.keys(HELD_FROM_COMPANIES), 'AccessesOfPerson', ...commandsOf('persons').filter((name) => name !== 'StepBack')],
    must: 'never',
  },
  {
    says: 'A person always reads their own plans and who looked at what is theirs, and takes a consent back.',
    roles: ['person'],
    actions: ['WithdrawConsent', 'MyPlans', 'PlanById', 'AccessesOfPerson'],
    must: 'always',
  },
];

/**
 * The first thing that a policy must not say, as a sentence; nothing where it may be published.
 * Rules are taken at their worst: what conditions on a document, a mandate or a command could allow counts as allowed, and what they could forbid does not.
 */
export const refusedBecause = (rules: readonly PolicyRule[]): string | undefined => shapeless(rules) ?? POLICY_CASES.find((one) => fails(one, rules))?.says;

const shapeless = (rules: readonly PolicyRule[]): string | undefined => {
  if (rules.some(({ inverted, reason }) => inverted && reason === undefined)) return 'A rule that forbids says why.';
  if (rules.some(({ conditions, subject }) => conditions && subject === undefined)) return 'Conditions name the subject that they are about.';
  if (rules.some(({ fields, conditions }) => fields && conditions)) return 'A rule about personal members has no conditions on documents.';
  return undefined;
};

const fails = (one: PolicyCase, rules: readonly PolicyRule[]): boolean => {
  const { roles, perhaps = [], actions, must } = one;
  const tried = actions === 'all' ? actionsIn(rules) : actions;
  const callers = [roles, ...perhaps.map((role) => [...roles, role])]; // Each by itself: another role can only bring another rule that forbids.
  return callers.some((caller) => tried.some((action) => verdict(rulesAbout(rules, action), caller, action, one) !== (must === 'always')));
};

/** Whether the last rule that is about this caller allows. What may apply or not is taken to do so only where that is what must not be. */
const verdict = (rules: readonly PolicyRule[], roles: readonly CallerKind[], action: string, { sector, documents, must }: PolicyCase): boolean =>
  rules
    .filter((rule) => rule.roles.some((role) => roles.includes(role)) && !(rule.inverted && rule.fields))
    .reduce((allowed, rule) => {
      const allows = !rule.inverted;
      const isWhole = rule.subject === undefined || (rule.inverted && rule.subject === documents?.[action]);
      const isSure = isWhole && !rule.conditions && !rule.mandate && (!rule.caller || sureOf(rule, sector));
      const isFeared = allows === (must === 'never');
      return isSure || (isFeared && isPossible(rule, sector)) ? allows : allowed;
    }, false);

/** Whether a rule is about every caller of this sector. */
const sureOf = ({ caller = {} }: PolicyRule, sector: string | undefined): boolean =>
  sector !== undefined && Object.keys(caller).join() === 'sector' && fulfils({ sector }, caller);

/** Whether a rule could be about some caller of this sector. */
const isPossible = ({ caller = {} }: PolicyRule, sector: string | undefined): boolean => {
  const { sector: ofSector } = caller;
  return sector === undefined || ofSector === undefined || fulfils({ sector }, { sector: ofSector });
};
