import type { CallerKind, PolicyRule } from '@patto/contracts/accountability';
import { DISTRICT } from './district/index.ts';
import type { Rows } from './district/rows.ts';
import { actionsIn, fulfils, rulesAbout } from './rules.ts';

/** A case that a policy is tried on before it is accepted: what somebody must never be able to do, or must always. */
export interface PolicyCase {
  /** A sentence that the refusal names. */
  readonly says: string;
  /** All that this caller is at once. */
  readonly roles: readonly CallerKind[];
  readonly sector?: string;
  readonly actions: readonly string[] | 'all';
  readonly must: 'never' | 'always';
}

const commandsOf = (...services: readonly (keyof typeof DISTRICT)[]): readonly string[] =>
  services.flatMap((service) => Object.keys(DISTRICT[service]?.commands ?? {}));

/** Commands that our own services alone send. */
const bySystemAlone = (rows: Rows): readonly string[] =>
  Object.entries(rows)
    .filter(([, roles]) => roles.join() === 'system')
    .map(([name]) => name);

const OPERATOR: readonly CallerKind[] = ['operator', 'coordinator', 'case-manager', 'provider'];

/** What no policy of any district may say. Tried on all that rules could allow, whatever their other conditions. */
export const POLICY_CASES: readonly PolicyCase[] = [
  { says: 'Who is nothing here may do nothing.', roles: [], actions: 'all', must: 'never' },
  {
    says: 'Nobody but an administrator publishes a policy.',
    roles: ['person', 'delegate', 'supporter', ...OPERATOR, 'auditor', 'partner-system', 'company', 'system'],
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
    roles: ['company', ...OPERATOR, 'administrator', 'partner-system'],
    sector: 'company',
    actions: [
      'PlanById',
      'MyPlans',
      'ChoicesOfPlan',
      'AssessmentById',
      'AssessmentList',
      'ConsentById',
      'ConsentsOfPerson',
      'PersonById',
      'PersonSearch',
      'NetworkOfPerson',
      'NeedById',
      'NeedsOfDesk',
      'ChargeById',
      'ChargesOfPerson',
    ],
    must: 'never',
  },
  { says: 'An auditor changes nothing in anybody’s care.', roles: ['auditor'], actions: commandsOf('persons', 'partnerships', 'comanagement'), must: 'never' },
  {
    says: 'What our own services do by themselves nobody does in their place.',
    roles: ['person', 'delegate', 'supporter', ...OPERATOR, 'administrator', 'auditor', 'partner-system', 'company'],
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
      'ConfirmDelivery',
      'ContestDelivery',
      'ConfirmFulfilment',
    ],
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

const fails = ({ roles, sector, actions, must }: PolicyCase, rules: readonly PolicyRule[]): boolean => {
  const tried = actions === 'all' ? actionsIn(rules) : actions;
  if (must === 'never') return tried.some((action) => verdict(rulesAbout(rules, action), roles, sector, 'allowed'));
  return tried.some((action) => !verdict(rulesAbout(rules, action), roles, sector, 'refused'));
};

/** Whether the last rule that is about this caller allows. What may apply or not is taken to do so only where it makes for `atWorst`. */
const verdict = (rules: readonly PolicyRule[], roles: readonly CallerKind[], sector: string | undefined, atWorst: 'allowed' | 'refused'): boolean =>
  rules
    .filter((rule) => rule.roles.some((role) => roles.includes(role)) && !(rule.inverted && rule.fields))
    .reduce((allowed, rule) => {
      const isSure = !rule.conditions && !rule.mandate && (!rule.caller || sureOf(rule, sector));
      const makesFor = rule.inverted ? 'refused' : 'allowed';
      return isSure || (makesFor === atWorst && isPossible(rule, sector)) ? makesFor === 'allowed' : allowed;
    }, false);

/** Whether a rule is about every caller of this sector. */
const sureOf = ({ caller = {} }: PolicyRule, sector: string | undefined): boolean =>
  sector !== undefined && Object.keys(caller).join() === 'sector' && fulfils({ sector }, caller);

/** Whether a rule could be about some caller of this sector. */
const isPossible = ({ caller = {} }: PolicyRule, sector: string | undefined): boolean => {
  const { sector: ofSector } = caller;
  return sector === undefined || ofSector === undefined || fulfils({ sector }, { sector: ofSector });
};
