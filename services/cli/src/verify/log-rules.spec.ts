import { describe, expect, it } from '@jest/globals';
import { LogRules } from './log-rules.ts';
import { Recorded } from './recorded-log.ts';
import { Findings } from './findings.ts';

const PLAN = 'plan-1';
const event = (revision: number, changes: object = {}) => ({
  specversion: '1.0',
  id: `${PLAN}.${revision}`,
  type: 'patto.persons.PlanSigned.v1',
  subject: PLAN,
  revision,
  time: '2026-11-23T08:00:00.000Z',
  data: { basedOn: [] },
  ...changes,
});
/** What is wrong with the last of these events. */
const faultsOf = (...events: object[]): string[] => {
  const rules = new LogRules();
  return events.map((one) => rules.faultsOf(one)).at(-1) ?? [];
};

describe('the rules of a log', () => {
  it('are kept by events that follow each other, rest on what is recorded and name earlier causes or none that is here', () => {
    const cites = { data: { basedOn: [`${PLAN}@1`] } };
    expect(faultsOf(event(1))).toEqual([]);
    expect(faultsOf(event(1), event(2, { ...cites, causationid: `${PLAN}.1` }))).toEqual([]);
    expect(faultsOf(event(1), event(2, { causationid: 'elsewhere' }))).toEqual([]);
    expect(faultsOf(event(1), event(2, { allowedby: `${PLAN}@1#/rules/0/action/0` }))).toEqual([]);
    expect(faultsOf(event(1), event(2, { time: '2026-11-23T07:59:55.000Z' }))).toEqual([]);
  });

  it.each([
    ['a gap in a stream', [event(1), event(3)], /revision 3 of plan-1, after revision 1/],
    ['a revision that comes twice', [event(1), event(1)], /revision 1 of plan-1, after revision 1/],
    ['a stream that begins late', [event(2)], /after revision 0/],
    ['a revision that is no whole number', [event(1), event(1.5)], /revision 1.5/],
    ['a clock more than 5 s behind', [event(1), event(2, { time: '2026-11-23T07:59:54.999Z' })], /more than 5 s behind/],
    ['a time without milliseconds', [event(1, { time: '2026-11-23T08:00:00Z' })], /not an instant/],
    ['a time of another zone', [event(1, { time: '2026-11-23T08:00:00.000+01:00' })], /not an instant/],
    ['a day that there is not', [event(1, { time: '2026-02-30T08:00:00.000Z' })], /not an instant/],
    ['a cause after its effect', [event(1, { causationid: `${PLAN}.2` }), event(2)], /names it as its cause/],
    ['an event that is its own cause', [event(1, { causationid: `${PLAN}.1` })], /names itself/],
    ['a ground that comes later', [event(1, { data: { basedOn: [`${PLAN}@2`] } })], /rests on plan-1@2, which is not recorded/],
    ['a ground that is nowhere', [event(1, { data: { basedOn: ['consent-1@1'] } })], /rests on consent-1@1/],
    ['a rule that comes later', [event(1, { allowedby: 'policy-1@1#/rules/0/action/0' })], /rests on policy-1@1/],
    ['a rule that is no place in a policy', [event(1, { allowedby: `${PLAN}@1#` })], /not a stream with a revision/],
    ['a ground that is no citation', [event(1, { data: { basedOn: ['consent-1'] } })], /not a stream with a revision/],
  ])('are broken by %s', (_, events, what) => expect(faultsOf(...events).join()).toMatch(what));

  it('let accesses rest on what happened, and on nothing that did not', () => {
    const events = new LogRules();
    events.faultsOf(event(1));
    const access = (revision: number) => event(1, { subject: 'access-1', data: { basedOn: [`${PLAN}@${revision}`] } });
    expect(new LogRules(events).faultsOf(access(1))).toEqual([]);
    expect(new LogRules(events).faultsOf(access(2)).join()).toContain('plan-1@2');
    expect(new LogRules('unknown').faultsOf(access(2))).toEqual([]);
  });
});

describe('the schemas of events', () => {
  const check = (...events: object[]) => {
    const fits = (data: unknown) => (typeof (data as { weight?: unknown }).weight === 'number' ? undefined : 'data/weight must be number');
    const recorded = new Recorded(new Findings(), (type) => (type.endsWith('PlanSigned.v1') ? fits : undefined), undefined);
    recorded.check(events.map((one, position) => ({ position, entry: Buffer.from(JSON.stringify(one)), name: 'events.sqlite' })));
    return recorded;
  };

  it('are held against each event of a declared type, and the others are counted', () => {
    const { broken, schemasChecked, unknownTypes } = check(event(1, { data: { weight: 3 } }), event(2), event(3, { type: 'patto.persons.Later.v9' }));
    expect([schemasChecked, unknownTypes]).toEqual([2, { 'patto.persons.Later.v9': 1 }]);
    expect(broken.list).toEqual([
      { file: 'events.sqlite', position: 1, what: 'it does not fit the schema of patto.persons.PlanSigned.v1: data/weight must be number' },
    ]);
  });
});
