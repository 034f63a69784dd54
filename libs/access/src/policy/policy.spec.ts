import { describe, expect, it } from '@jest/globals';
import type { Fact } from '@patto/contracts';
import { CALLER_KINDS, type CallerKind, type PolicyRule } from '@patto/contracts/accountability';
import type { FactsInForce } from '@patto/event-store/pure';
import { fact, named } from '@patto/testing';
import { actingFor, type ActingFor } from '../acting-for.ts';
import { DISTRICT, districtPolicy, unnamedIn } from './district/index.ts';
import { permitted } from './policy.ts';

const [comune, brandi] = [named('organisation', 1), named('organisation', 2)];
const [sara, marta] = [named('operator', 1), named('operator', 2)];
const policyOf = (rules: readonly PolicyRule[], publisher: string = named('operator', 9)) => fact('policy', { rules, publisher });
const inForce = (...facts: readonly Fact[]): FactsInForce => ({
  find: (kind, ...ids) => facts.filter((one) => one.kind === kind && ids.every((id) => Object.values(one.is).flat().includes(id))) as never,
});
const caller = (...kinds: readonly CallerKind[]): ActingFor => ({
  by: { actor: sara, organisation: comune },
  initiative: 'agency',
  roles: kinds,
  kinds,
  relied: [],
});
const codeOf = (act: () => unknown): unknown => {
  try {
    act();
    return 'allowed';
  } catch (error) {
    return (error as { code: string }).code;
  }
};
const rows = Object.values(DISTRICT).flatMap(({ commands, questions }) => Object.entries({ ...commands, ...questions }));
const allow = (rule: Partial<PolicyRule>): PolicyRule => ({ roles: ['operator'], action: ['PlanById'], ...rule });

describe('the policy in force', () => {
  it('allows a role what it says, and nothing else', () => {
    const facts = inForce(policyOf(districtPolicy()));
    for (const [name, roles] of rows) {
      for (const kind of CALLER_KINDS)
        expect(`${name} ${kind} ${codeOf(() => permitted(name, caller(kind), facts))}`).toBe(
          `${name} ${kind} ${roles.includes(kind) ? 'allowed' : 'not-allowed'}`,
        );
    }
  });

  it('has something for everybody who is named in it, and nothing that is for nobody', () => {
    expect(rows.filter(([, roles]) => roles.length === 0)).toEqual([]);
    expect(new Set(districtPolicy().flatMap(({ roles }) => roles)).size).toBeGreaterThan(5);
  });

  it('that is older than the software leaves out what is new, which can be told', () => {
    expect(unnamedIn(districtPolicy())).toEqual([]);
    const older = districtPolicy().map((rule) => ({ ...rule, action: rule.action.filter((name) => name !== 'SignPlan') }));
    expect(unnamedIn(older)).toEqual(['SignPlan']);
  });

  it('allows nothing to nobody, and to nobody what it does not name', () => {
    const facts = inForce(policyOf(districtPolicy()));
    for (const [name] of rows) expect(codeOf(() => permitted(name, caller(), facts))).toBe('not-allowed');
    for (const name of ['NobodyDeclaredThis', 'constructor', 'toString', '__proto__', 'hasOwnProperty', '']) {
      expect(codeOf(() => permitted(name, caller(...CALLER_KINDS), facts))).toBe('not-allowed');
    }
  });

  it('is itself relied on, so that what it allows falls with it', () => {
    const policy = policyOf(districtPolicy());
    expect(permitted('PlanById', caller('operator'), inForce(policy)).relied).toEqual([policy]);
  });

  it('is needed: without one, authority is unavailable to all but our services, which begin a deployment and publish its first', () => {
    expect(codeOf(() => permitted('PlanById', caller('operator'), inForce()))).toBe('authority-unavailable');
    expect(codeOf(() => permitted('PublishPolicy', caller('administrator'), inForce()))).toBe('authority-unavailable');
    expect(codeOf(() => permitted('InitialiseDeployment', caller('system'), inForce()))).toBe('allowed');
    expect(codeOf(() => permitted('PublishPolicy', caller('system'), inForce()))).toBe('allowed');
    expect(codeOf(() => permitted('BreachCommitment', caller('system'), inForce()))).toBe('authority-unavailable');
  });

  it('of the software is replaced by that of another version, one of the district only by its administrators', () => {
    const publishes = (publisher: string) => codeOf(() => permitted('PublishPolicy', caller('system'), inForce(policyOf(districtPolicy(), publisher))));
    expect(publishes(named('system', 1))).toBe('allowed');
    expect(publishes(comune)).toBe('not-allowed');
  });
});

describe('a rule', () => {
  const allowedBy = (rules: readonly PolicyRule[], ...kinds: readonly CallerKind[]) =>
    permitted('PlanById', caller(...kinds), inForce({ ...policyOf(rules), stream: 'policy-1', revision: 14 })).allowedBy;

  it('that allowed an act is named by its place in the version that was in force, the last that holds of several', () => {
    const rules = [allow({ action: ['MyPlans'] }), allow({ action: ['MyPlans', 'PlanById'] }), allow({ roles: ['auditor'] })];
    expect(allowedBy(rules, 'operator')).toBe('policy-1@14#/rules/1/action/1');
    expect(allowedBy(rules, 'operator', 'auditor')).toBe('policy-1@14#/rules/2/action/0');
    expect(allowedBy([...rules, allow({ subject: 'plans' })], 'operator')).toBe('policy-1@14#/rules/1/action/1');
    expect(allowedBy([allow({ subject: 'plans', conditions: { desk: '$organisation' } })], 'operator')).toBe('policy-1@14#/rules/0/action/0');
  });

  it('is not named where our own services begin a deployment, which no rule allows', () => {
    expect(permitted('PublishPolicy', caller('system'), inForce()).allowedBy).toBeUndefined();
  });

  it('that forbids holds over those before it, and its reason is what is told', () => {
    const rules = [allow({}), allow({ inverted: true, reason: 'Not in August.' })];
    expect(() => permitted('PlanById', caller('operator'), inForce(policyOf(rules)))).toThrow('Not in August.');
    expect(codeOf(() => permitted('PlanById', caller('operator'), inForce(policyOf(rules.toReversed()))))).toBe('allowed');
  });

  it('may ask what sector the caller is of, and relies on it', () => {
    const policy = policyOf([allow({ caller: { sector: 'public-body' } })]);
    const organisation = (sector: string) => fact('organisation', { organisation: comune, sector });
    const [body, company] = [organisation('public-body'), organisation('company')];
    expect(permitted('PlanById', caller('operator'), inForce(policy, body)).relied).toEqual([policy, body]);
    expect(codeOf(() => permitted('PlanById', caller('operator'), inForce(policy, company)))).toBe('not-allowed');
    expect(codeOf(() => permitted('PlanById', caller('operator'), inForce(policy)))).toBe('not-allowed');
  });

  it('may ask for a mandate of the caller’s organisation, and relies on it', () => {
    const policy = policyOf([allow({ mandate: { competences: 'reading-needs', areas: { $in: ['valcurta', 'montalto'] } } })]);
    const mandate = (holder: string, ...areas: string[]) => fact('mandate', { holder, competences: ['reading-needs'], areas, categories: [], basis: 'law' });
    const ours = mandate(comune, 'valcurta');
    expect(permitted('PlanById', caller('operator'), inForce(policy, ours)).relied).toEqual([policy, ours]);
    for (const other of [mandate(brandi, 'valcurta'), mandate(comune, 'roma')]) {
      expect(codeOf(() => permitted('PlanById', caller('operator'), inForce(policy, other)))).toBe('not-allowed');
    }
  });

  it('may ask what a command says', () => {
    const rules = [
      allow({ roles: ['administrator'], action: ['AffiliateOperator'] }),
      {
        ...allow({ roles: ['administrator'], action: ['AffiliateOperator'] }),
        subject: 'affiliation',
        conditions: { roles: 'auditor' },
        inverted: true as const,
        reason: 'Auditors come from outside.',
      },
    ];
    const affiliates = (...roles: string[]) =>
      codeOf(() => permitted('AffiliateOperator', caller('administrator'), inForce(policyOf(rules)), { subject: 'affiliation', members: { roles } }));
    expect(affiliates('operator')).toBe('allowed');
    expect(affiliates('operator', 'auditor')).toBe('not-allowed');
  });

  it.each([
    [
      'case-manager',
      fact('charge', { person: named('person', 1), organisation: comune, caseManager: sara }),
      fact('charge', { person: named('person', 1), organisation: comune, caseManager: marta }),
    ],
    [
      'provider',
      fact('service', { service: named('service', 1), pact: named('pact', 1), obligation: '', accountable: brandi, performer: comune, category: '', area: '' }),
      fact('service', { service: named('service', 1), pact: named('pact', 1), obligation: '', accountable: comune, performer: brandi, category: '', area: '' }),
    ],
    ['company', fact('organisation', { organisation: comune, sector: 'company' }), fact('organisation', { organisation: comune, sector: 'third-sector' })],
  ] as const)('may name the %s, who is one by a fact that is relied on', (role, makesOne, doesNot) => {
    const policy = policyOf([allow({ roles: [role] })]);
    expect(permitted('PlanById', caller('operator'), inForce(policy, makesOne)).relied).toEqual([policy, makesOne]);
    expect(codeOf(() => permitted('PlanById', caller('operator'), inForce(policy, doesNot)))).toBe('not-allowed');
  });

  it('may name supporters', () => {
    const [gianni, maria] = [named('person', 2), named('person', 1)];
    const support = fact('support', { person: maria, supporter: gianni });
    const policy = policyOf([allow({ roles: ['supporter'] })]);
    const facts = inForce(
      policy,
      support,
      fact('person', { person: gianni, area: 'valcurta', capacity: 'adult' }),
      fact('person', { person: maria, area: 'valcurta', capacity: 'adult' }),
    );
    expect(permitted('PlanById', actingFor({ person: gianni }, undefined, facts), facts).relied).toEqual([policy, support]);
    expect(codeOf(() => permitted('PlanById', actingFor({ person: maria }, undefined, facts), facts))).toBe('not-allowed');
  });
});
