import { describe, expect, it } from '@jest/globals';
import { type CountedPosition, POSITIONS } from '@patto/contracts/comanagement';
import { DECISION_RULES, type DecisionRule, SILENCES } from '@patto/contracts/partnerships';
import { named } from '@patto/testing';
import fc from 'fast-check';
import { count } from './count.ts';

type Party = Omit<CountedPosition, 'organisation'>;
const party = (position: CountedPosition['position'], other: Partial<Party> = {}): Party => ({
  ...{ position, weight: 1, answered: false, publicBody: false, lead: false },
  ...other,
});
const [agree, abstain, object, block, silent] = [...POSITIONS, 'silent' as const].map((position) => party(position)) as [Party, Party, Party, Party, Party];
const answered = party('object', { answered: true });
const silentBody = party('silent', { publicBody: true });

const counted = (rule: Partial<DecisionRule> & Pick<DecisionRule, 'rule'>, atDeadline: boolean, ...parties: readonly Party[]) =>
  count({
    rule: { type: 'capacity', silence: 'nothing', ...rule },
    positions: parties.map((one, index) => ({ ...one, organisation: named('organisation', index + 1) })),
    atDeadline,
  });

describe('a count by unanimity', () => {
  const rule = { rule: 'unanimity' } as const;
  it('wants a yes of all', () => {
    expect(counted(rule, false, agree, agree)).toBe('carried');
    expect(counted(rule, false, agree, silent)).toBe('open');
    expect(counted(rule, true, agree, silent)).toBe('lapsed');
    expect(counted(rule, true, agree, abstain)).toBe('lapsed');
    expect(counted(rule, true, agree, answered)).toBe('lapsed');
  });
  it('is stopped by a block, and an objection can still be turned until the deadline', () => {
    expect(counted(rule, false, agree, block)).toBe('blocked');
    expect(counted(rule, false, agree, object)).toBe('open');
  });
  it('takes silence for a yes where the rule says so, but a public body’s never', () => {
    expect(counted({ ...rule, silence: 'agrees' }, true, agree, silent)).toBe('carried');
    expect(counted({ ...rule, silence: 'agrees' }, false, agree, silent)).toBe('open');
    expect(counted({ ...rule, silence: 'agrees' }, true, agree, silentBody)).toBe('lapsed');
  });
});

describe('a count by consent', () => {
  const rule = { rule: 'consent', days: 10 } as const;
  it('is carried when all have spoken and nobody objects unanswered', () => {
    expect(counted(rule, false, agree, abstain)).toBe('carried');
    expect(counted(rule, false, agree, answered)).toBe('carried');
    expect(counted(rule, false, agree, object)).toBe('open');
    expect(counted(rule, true, agree, object)).toBe('lapsed');
    expect(counted(rule, false, agree, block)).toBe('blocked');
  });
  it('takes the days that pass for consent, but not of a public body, and not without one yes', () => {
    expect(counted(rule, false, agree, silent)).toBe('open');
    expect(counted(rule, true, agree, silent)).toBe('carried');
    expect(counted(rule, true, agree, silentBody)).toBe('lapsed');
    expect(counted({ ...rule, silence: 'abstains' }, true, agree, silentBody)).toBe('lapsed');
    expect(counted(rule, true, abstain, silent)).toBe('lapsed');
  });
});

describe('a count by quorum', () => {
  const rule = { rule: 'quorum', quorum: 50 } as const;
  it('wants so many to take part, and more for it than against', () => {
    expect(counted(rule, true, agree, abstain, silent, silent)).toBe('carried');
    expect(counted(rule, true, agree, silent, silent, silent)).toBe('lapsed');
    expect(counted(rule, true, agree, object, silent, silent)).toBe('lapsed');
    expect(counted({ rule: 'quorum' }, true, agree, agree, agree, silent)).toBe('lapsed');
  });
  it('is settled early when all have spoken', () => {
    expect(counted(rule, false, agree, agree, agree, silent)).toBe('open');
    expect(counted(rule, false, agree, agree, object, abstain)).toBe('carried');
    expect(counted(rule, false, agree, block)).toBe('blocked');
  });
});

describe('a count by weight', () => {
  const rule = { rule: 'weighted', quorum: 60 } as const;
  it('is carried by the weights that agree, and blocked where the others cannot reach them', () => {
    expect(counted(rule, false, party('agree', { weight: 6 }), party('silent', { weight: 4 }))).toBe('carried');
    expect(counted(rule, false, party('agree', { weight: 5 }), party('silent', { weight: 5 }))).toBe('open');
    expect(counted(rule, false, party('silent', { weight: 5 }), party('object', { weight: 5 }))).toBe('blocked');
  });
});

describe('a count by the lead', () => {
  const rule = { rule: 'delegated-to-lead' } as const;
  it('follows the lead alone', () => {
    expect(counted(rule, false, party('agree', { lead: true }), block)).toBe('carried');
    expect(counted(rule, false, party('block', { lead: true }), agree)).toBe('blocked');
    expect(counted(rule, true, party('silent', { lead: true }), agree)).toBe('lapsed');
    expect(counted(rule, true, agree, agree)).toBe('lapsed');
  });
});

describe('any count', () => {
  const parties = fc.array(
    fc.record({
      position: fc.constantFrom(...POSITIONS, 'silent' as const),
      weight: fc.integer({ min: 1, max: 10 }),
      ...{ answered: fc.boolean(), publicBody: fc.boolean(), lead: fc.boolean() },
    }),
    { maxLength: 8 },
  );
  const rules = fc.record({
    rule: fc.constantFrom(...DECISION_RULES),
    silence: fc.constantFrom(...SILENCES),
    quorum: fc.integer({ min: 1, max: 100 }),
  });

  it('comes to an end at the deadline, and never lapses before', () =>
    fc.assert(
      fc.property(rules, parties, (rule, all) => {
        expect(counted(rule, true, ...all)).not.toBe('open');
        expect(counted(rule, false, ...all)).not.toBe('lapsed');
      }),
    ));

  it('is never carried without a yes that somebody said or whose silence is one', () =>
    fc.assert(
      fc.property(rules, parties, fc.boolean(), (rule, all, atDeadline) => {
        const noYes = all.filter(({ position, publicBody }) => position !== 'agree' && (position !== 'silent' || publicBody));
        expect(counted(rule, atDeadline, ...noYes)).not.toBe('carried');
      }),
    ));

  it('is never carried by the silence of a public body where its abstention would not have carried it', () =>
    fc.assert(
      fc.property(rules, parties, (rule, all) => {
        const spoken = all.map((one) => (one.position === 'silent' && one.publicBody ? { ...one, position: 'abstain' as const } : one));
        if (counted(rule, true, ...all) === 'carried') expect(counted(rule, true, ...spoken)).toBe('carried');
      }),
    ));

  it('does not depend on the order of the parties', () =>
    fc.assert(
      fc.property(rules, parties, fc.boolean(), (rule, all, atDeadline) => {
        expect(counted(rule, atDeadline, ...all.toReversed())).toBe(counted(rule, atDeadline, ...all));
      }),
    ));
});
