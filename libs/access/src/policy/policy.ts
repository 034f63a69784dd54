import { createMongoAbility, type MongoAbility, subject as ofType } from '@casl/ability';
import { type By, citation, type Fact, partyOf, Rejection } from '@patto/contracts';
import type { PolicyConditions, PolicyRule } from '@patto/contracts/accountability';
import type { FactsInForce } from '@patto/event-store/pure';
import type { ActingFor } from '../acting-for.ts';
import { unavailable } from '../unavailable.ts';
import { Permission } from './permission.ts';
import { rulesAbout } from './rules.ts';
import { standingUnder } from './standing.ts';

/** Before any policy is published, our own services may begin a deployment and publish its first one, and nobody may do anything else. */
const BEFORE_ANY_POLICY = ['InitialiseDeployment', 'PublishPolicy'];

/** Whether somebody of the district published it. The one that comes with the software our own service publishes, and replaces when another comes. */
export const isOwnPolicy = ({ is }: Fact<'policy'>): boolean => !is.publisher.startsWith('system-');

/** What an act is about, as far as conditions can see it: its category and its members. */
export interface Resource {
  readonly subject: string;
  readonly members: object;
}

/**
 * Judges by the policy in force whether a caller may send a command or ask a question. The policy is relied on like every fact: it guards the
 * append and is cited by what is recorded.
 * @param about the command; questions are judged by their documents, see `Permission`
 * @throws Rejection `not-allowed` with the rule's reason; `authority-unavailable` where no policy is in force
 */
export const permitted = (action: string, acting: ActingFor, facts: FactsInForce, about?: Resource): Permission => {
  const [policy] = facts.find('policy');
  if (!policy) return beforeAnyPolicy(action, acting);
  if (action === 'PublishPolicy' && acting.kinds.includes('system') && !isOwnPolicy(policy)) return freely(action, [policy]);
  const relied: Fact[] = [policy];
  const mine: PolicyRule[] = [];
  for (const rule of rulesAbout(policy.is.rules, action)) {
    const standing = standingUnder(rule, acting, facts);
    if (!standing) continue;
    mine.push(rule);
    relied.push(...standing);
  }
  const ability = abilityOf(policy.is.rules, action, mine, acting.by);
  const subjects = about ? [about.subject] : ['all', ...mine.flatMap(({ subject = [] }) => subject)];
  const asked = (subject: string) => (about && mine.some(({ conditions }) => conditions) ? ofType(subject, { ...about.members }) : subject);
  const allowing = subjects.map((subject) => ability.relevantRuleFor(action, asked(subject))).find((rule) => rule && !rule.inverted);
  if (!allowing) throw new Rejection('not-allowed', reasonOf(ability, action, subjects));
  return new Permission(action, ability, relied, `${citation(policy)}#${places.get(allowing.origin)}`);
};

const beforeAnyPolicy = (action: string, { kinds }: ActingFor): Permission => {
  if (!kinds.includes('system') || !BEFORE_ANY_POLICY.includes(action)) unavailable(new Error('No policy is in force.'));
  return freely(action, []);
};

const freely = (action: string, relied: readonly Fact[]): Permission => new Permission(action, createMongoAbility([{ action, subject: 'all' }]), relied);

const reasonOf = (ability: MongoAbility, action: string, subjects: readonly string[]): string =>
  subjects.map((subject) => ability.relevantRuleFor(action, subject)?.reason).find((reason) => reason !== undefined) ?? 'Your role does not allow this.';

/** Abilities by the rules that apply; the same callers come again and again. A published list of rules never changes. */
const abilities = new WeakMap<readonly PolicyRule[], Map<string, MongoAbility>>();

const abilityOf = (rules: readonly PolicyRule[], action: string, mine: readonly PolicyRule[], by: By): MongoAbility => {
  if (mine.some(({ conditions }) => conditions)) return compiled(rules, action, mine, by); // What it says may be about this caller alone.
  const made = abilities.get(rules) ?? new Map<string, MongoAbility>();
  abilities.set(rules, made);
  const key = `${action} ${mine.map((rule) => rules.indexOf(rule)).join()}`;
  const known = made.get(key) ?? compiled(rules, action, mine, by);
  made.set(key, known);
  return known;
};

/** Where a compiled rule allows its act: a JSON Pointer into the event that published the policy. */
const places = new WeakMap<object, string>();

const compiled = (rules: readonly PolicyRule[], action: string, mine: readonly PolicyRule[], by: By): MongoAbility =>
  createMongoAbility(
    mine.map((rule) => {
      const { subject = 'all', conditions, fields, inverted, reason } = rule;
      const raw = {
        action,
        subject,
        ...(conditions && { conditions: said(conditions, by) }),
        ...(fields && { fields: [...fields] }),
        ...(inverted && { inverted }),
        ...(reason !== undefined && { reason }),
      };
      places.set(raw, `/rules/${rules.indexOf(rule)}/action/${rule.action.indexOf(action)}`);
      return raw;
    }),
  );

/** Conditions with what they say of the caller put in; what this caller has nothing of equals nothing. */
const said = (conditions: PolicyConditions, by: By): Record<string, unknown> => {
  const ofCaller: Readonly<Record<string, string>> = { $organisation: by.organisation ?? '', $actor: by.actor, $party: partyOf(by) };
  const put = (value: unknown) => (typeof value === 'string' ? (ofCaller[value] ?? value) : value);
  return Object.fromEntries(
    Object.entries(conditions).map(([path, wanted]) => {
      if (typeof wanted !== 'object') return [path, put(wanted)];
      const [operator, operand] = Object.entries(wanted)[0] as [string, unknown];
      return [path, { [operator]: Array.isArray(operand) ? operand.map(put) : put(operand) }];
    }),
  );
};
