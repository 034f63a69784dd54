import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { districtPolicy } from '@patto/access';
import { POLICY_CASES } from '@patto/access/pure';
import { PolicyPublished, type PolicyRule } from '@patto/contracts/accountability';
import { event } from '@patto/event-store/pure';
import { byOperator, given, named } from '@patto/testing';
import { publishPolicy } from './publish-policy.ts';

const administrator = byOperator(named('operator', 1), named('organisation', 1));
const rules = districtPolicy();
const more = (...added: readonly PolicyRule[]): readonly PolicyRule[] => [...rules, ...added];
const inForce = given([event(PolicyPublished, { rules })], named('policy', 1));
const publishes = (published: readonly PolicyRule[]) => inForce.when(publishPolicy, { rules: published }, administrator);
const allows = (roles: PolicyRule['roles'], ...action: readonly string[]): PolicyRule => ({ roles, action });
const forbids = (roles: PolicyRule['roles'], ...action: readonly string[]): PolicyRule => ({ roles, action, inverted: true, reason: 'Because.' });

describe('publishing a policy', () => {
  it('takes that of the district as it comes', () =>
    given([], named('policy', 1))
      .when(publishPolicy, { rules }, administrator)
      .then([event(PolicyPublished, { rules })]));

  it('replaces the one in force, and does nothing where it says the same', () => {
    const published = more(forbids(['operator'], 'PersonSearch'));
    publishes(published).then([event(PolicyPublished, { rules: published })]);
    publishes(rules).changesNothing();
  });

  it.each<[string, readonly PolicyRule[]]>([
    ['Nobody but an administrator publishes', more(allows(['coordinator'], 'PublishPolicy'))],
    ['Nobody but an administrator publishes', more(allows(['system'], 'PublishPolicy'))],
    ['Nobody but an administrator publishes', more(allows(['coordinator'], 'PublishPolicy'), forbids(['operator'], 'PublishPolicy'))],
    ['An administrator can always publish', more(forbids(['administrator'], 'PublishPolicy'))],
    [
      'An administrator can always publish',
      rules.map((rule) => ({ ...rule, action: rule.action.filter((name) => name !== 'PublishPolicy').concat('Nothing') })),
    ],
    ['An administrator can always publish', more({ ...forbids(['administrator'], 'PublishPolicy'), caller: { sector: 'public-body' } })],
    ['A company reads no plan', rules.filter(({ inverted }) => !inverted)],
    ['A company reads no plan', more(allows(['company'], 'PlanById'))],
    ['A company reads no plan', rules.map((rule) => (rule.subject === 'plans' ? { ...rule, subject: 'pacts' } : rule))],
    ['A company reads no plan', rules.map((rule) => (rule.subject === 'plans' ? { ...rule, roles: ['operator', 'coordinator'] as const } : rule))],
    ['A company reads no plan', more({ ...allows(['operator'], 'NeedById'), caller: { sector: 'company' } })],
    ['A company reads no plan', more({ ...allows(['operator'], 'NeedById'), subject: 'needs', conditions: { desk: '$organisation' } })],
    ['An auditor changes nothing', more(allows(['auditor'], 'SignPlan'))],
    ['What our own services do by themselves', more(allows(['administrator'], 'BreachCommitment'))],
    ['Our own services can always', more(forbids(['system'], 'BreachCommitment'))],
    ['A program of a partner', more(allows(['partner-system'], 'SignPlan'))],
    ['A case manager never speaks', more(allows(['case-manager'], 'GrantConsent'))],
    ['A case manager never speaks', more(allows(['coordinator'], 'WithdrawConsent'))],
    ['Whoever provides a service', more(allows(['provider'], 'ConfirmDelivery'))],
    ['Whoever provides a service', more(allows(['link'], 'ContestDelivery'))],
    ['Support alone', more(allows(['supporter'], 'PlanById'))],
    ['Support alone', more(allows(['supporter'], 'SignPlan'))],
    ['A person always reads', more(forbids(['person'], 'AccessesOfPerson'))],
    ['A rule that forbids says why', more({ roles: ['operator'], action: ['PlanById'], inverted: true })],
    ['Conditions name the subject', more({ roles: ['operator'], action: ['PlanById'], conditions: { organisation: '$organisation' } })],
    [
      'A rule about personal members',
      more({ roles: ['operator'], action: ['PlanById'], subject: 'plans', conditions: { status: 'draft' }, fields: ['words'] }),
    ],
  ])('refuses what no policy may say: %s …', (sentence, published) => {
    const attempt = publishes(published);
    attempt.isRejected('policy-never-says-this');
    expect(() => attempt.decided).toThrow(sentence);
  });

  it('tries cases that each say what they are about, for somebody', () => {
    for (const { says } of POLICY_CASES) expect(says).toMatch(/^\p{Lu}.*\.$/u);
    expect(POLICY_CASES.filter(({ actions }) => actions.length === 0)).toEqual([]);
    const page = readFileSync(join(import.meta.dirname, '../../../../docs/policy.md'), 'utf8');
    for (const { says } of POLICY_CASES) expect(page).toContain(`- ${says}\n`);
  });

  it('may be narrowed by conditions for whoever reads, where that does no harm', () => {
    const narrowed = more(
      { ...allows(['operator'], 'NeedById'), subject: 'needs', conditions: { desk: '$organisation' }, caller: { sector: 'public-body' } },
      { ...forbids(['auditor'], 'ReferralById'), fields: ['words'] },
    );
    publishes(narrowed).then([event(PolicyPublished, { rules: narrowed })]);
  });
});
