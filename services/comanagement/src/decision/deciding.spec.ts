import { describe, expect, it } from '@jest/globals';
import type { Fact } from '@patto/contracts';
import {
  ActAttached,
  DecisionBlocked,
  DecisionCarried,
  DecisionLapsed,
  DecisionOpened,
  DecisionTookEffect,
  ObjectionAnswered,
  PositionTaken,
  ProposalAmended,
  type ProposedChange,
} from '@patto/contracts/comanagement';
import { event } from '@patto/event-store/pure';
import { asl, brandi, byOperator, bySystem, comune, corte, elena, fact, filo, franca, gino, given, idFor, named, registration, sara } from '@patto/testing';
import { amendProposal } from './amend-proposal.ts';
import { answerObjection } from './answer-objection.ts';
import { attachAct } from './attach-act.ts';
import { countDecision } from './count-decision.ts';
import { openDecision } from './open-decision.ts';
import { takePosition } from './take-position.ts';

const [pact, service, decision] = [named('pact', 1), named('service', 1), named('decision', 1)];
const rule = { type: 'capacity' as const, rule: 'consent' as const, days: 10, silence: 'nothing' as const };
const roles = [
  [comune, 'lead'],
  [asl, 'co-manager'],
  [filo, 'co-manager'],
  [brandi, 'supporter'],
] as const;
const agreed = fact(
  'pact',
  { pact, parties: roles.map(([organisation, role]) => ({ organisation, role })), decisionRules: [rule], stepInOrder: [], dataSharing: [] },
  pact,
);
const parts = roles.map(([organisation, role]) => fact('participation', { pact, organisation, role }, pact));
const registered = [registration(comune, 'public-body'), registration(asl, 'public-body'), registration(filo, 'third-sector'), registration(brandi, 'company')];
const homeCare = (under: typeof pact) =>
  fact(
    'service',
    { service, pact: under, obligation: named('obligation', 1), accountable: comune, performer: filo, category: 'home-care', area: 'valcurta' },
    service,
  );
const valley: readonly Fact[] = [agreed, ...parts, ...registered, homeCare(pact)];
const withoutFilo = valley.filter((one) => one.kind !== 'participation' || !('organisation' in one.is) || one.is.organisation !== filo);

const change: ProposedChange = { type: 'capacity', service, capacity: [{ unit: 'hours-a-week', amount: 26 }] };
const DEADLINE = '2027-03-11T12:00:00.000Z';
const owedBy = (organisation: typeof filo) => ({ organisation, obligation: idFor('obligation', decision, organisation) });
const all = [comune, asl, filo].map(owedBy);
const opening = { pact, change, rule, ruleRevision: `${pact}@1`, deadline: DEADLINE, proposer: comune, asked: all };
const opened = event(DecisionOpened, { ...opening, needsAct: false });
const awaitingAct = event(DecisionOpened, { ...opening, needsAct: true });
const said = (organisation: typeof filo, position: PositionTaken['position'], reason?: string, round = 1) =>
  event(PositionTaken, { ...owedBy(organisation), position, ...(reason && { reason }), round });
const [asComune, asAsl, asFilo] = [byOperator(sara, comune), byOperator(gino, asl), byOperator(franca, filo)];
const standing = (past: Parameters<typeof given>[0], facts = valley) => given(past, decision).with(...facts);
const names = (decided: readonly { readonly class: { readonly name: string } }[]) => decided.map((one) => one.class.name);
const twoYes = [opened, said(comune, 'agree'), said(asl, 'agree')];

describe('opening a decision', () => {
  const open = (members: object, who = asComune, facts = valley) =>
    standing([], facts).when(openDecision, { pact, change, deadline: DEADLINE, ...members }, who);

  it('writes down the exact change, the rule, where it stands, and until when', () => open({}).then([opened]));
  it('is for those who decide in a pact that has a rule for it', () => {
    open({}, byOperator(elena, brandi)).isRejected('not-a-deciding-party');
    open({}, byOperator(elena, corte)).isRejected('not-a-deciding-party');
    open({}, asFilo, withoutFilo).isRejected('participation-suspended');
    open({ change: { type: 'closure', service, reason: 'Over' } }).isRejected('no-rule-for-it');
  });
  it('has the members of its type and no others', () => {
    open({ change: { type: 'capacity', service } }).isRejected('change-incomplete');
    open({ change: { ...change, performer: filo } }).isRejected('change-incomplete');
  });
  it('leaves no less than is taken', () => {
    const places = [15, 6].map((amount, number) => fact('place', { service, referral: named('referral', number), unit: 'hours-a-week', amount }, service));
    const to = (capacity: ProposedChange['capacity']) => open({ change: { ...change, capacity } }, asComune, [...valley, ...places]);
    to([{ unit: 'hours-a-week', amount: 20 }]).isRejected('capacity-below-taken');
    to([{ unit: 'beds', amount: 40 }]).isRejected('capacity-below-taken');
    expect(to([{ unit: 'hours-a-week', amount: 21 }]).decided).toHaveLength(1);
    const less = { ...change, capacity: [{ unit: 'hours-a-week', amount: 20 }] };
    standing([opened], [...valley, ...places])
      .when(amendProposal, { decision, change: less }, asComune)
      .isRejected('capacity-below-taken');
  });
  it('is about a service of this pact', () => open({}, asComune, [agreed, ...parts, homeCare(named('pact', 2))]).isRejected('not-of-this-pact'));
  it('leaves the days in which to object', () => open({ deadline: '2027-03-11T11:59:59Z' }).isRejected('deadline-too-soon'));
});

describe('a position', () => {
  const take = (past: Parameters<typeof given>[0], position: string, who: typeof asFilo, facts = valley, reason?: string) =>
    standing(past, facts).when(takePosition, { decision, position, ...(reason && { reason }) }, who);

  it('is counted, and the last one carries the decision into effect', () => {
    take([opened], 'agree', asComune).then([said(comune, 'agree')]);
    expect(names(take(twoYes, 'abstain', asFilo).decided)).toEqual(['PositionTaken', 'DecisionCarried', 'DecisionTookEffect']);
    expect(names(take([awaitingAct, ...twoYes.slice(1)], 'agree', asFilo).decided)).toEqual(['PositionTaken', 'DecisionCarried']);
  });
  it('comes with all that was counted', () => {
    const carried = take(twoYes, 'agree', asFilo).decided.find((one) => one.class === DecisionCarried);
    expect(carried?.data).toMatchObject({ rule, ruleRevision: `${pact}@1`, atDeadline: false, awaitsAct: false, change });
    expect(carried?.data).toHaveProperty('positions.length', 3);
  });
  it('against it has a reason; a block stops it', () => {
    take([opened], 'object', asFilo).isRejected('reason-needed');
    expect(names(take([opened], 'block', asFilo, valley, 'No staff.').decided)).toEqual(['PositionTaken', 'DecisionBlocked']);
  });
  it('is for parties in force that decide', () => {
    take([opened], 'agree', byOperator(elena, brandi)).isRejected('not-a-deciding-party');
    take([opened], 'agree', asFilo, withoutFilo).isRejected('participation-suspended');
  });
  it('is harmless a second time, and too late after the end', () => {
    take([opened, said(filo, 'agree')], 'agree', asFilo).changesNothing();
    take([opened], 'agree', byOperator(franca, filo, DEADLINE)).isRejected('decision-settled');
    const count = { rule, ruleRevision: `${pact}@1`, positions: [], atDeadline: false, excused: [] };
    take([opened, event(DecisionBlocked, count)], 'agree', asFilo).isRejected('decision-settled');
  });
});

describe('an objection', () => {
  const objected = [...twoYes, said(filo, 'object', 'Who pays?')];
  const answer = { decision, organisation: filo, answer: 'The Comune.' };

  it('holds the decision up until the proposer answers, and stands as dissent then', () => {
    expect(names(standing(objected).when(answerObjection, answer, asComune).decided)).toEqual(['ObjectionAnswered', 'DecisionCarried', 'DecisionTookEffect']);
    standing(objected).when(answerObjection, answer, asAsl).isRejected('not-the-proposer');
    standing(twoYes).when(answerObjection, answer, asComune).isRejected('no-such-objection');
    standing([...objected, event(ObjectionAnswered, { organisation: filo, answer: 'Yes.' })])
      .when(answerObjection, answer, asComune)
      .isRejected('no-such-objection');
  });
});

describe('an amendment', () => {
  const less: ProposedChange = { ...change, capacity: [{ unit: 'hours-a-week', amount: 24 }] };
  const amended = event(ProposalAmended, { pact, change: less, deadline: DEADLINE, round: 2, asked: all, excused: [] });

  it('voids what was said, so that all are asked again', () => {
    standing(twoYes).when(amendProposal, { decision, change: less, deadline: DEADLINE }, asComune).then([amended]);
    standing([...twoYes, amended])
      .when(takePosition, { decision, position: 'agree' }, asFilo)
      .then([said(filo, 'agree', undefined, 2)]);
  });
  it('is the proposer’s, and about the same matter', () => {
    standing(twoYes).when(amendProposal, { decision, change: less, deadline: DEADLINE }, asAsl).isRejected('not-the-proposer');
    standing(twoYes)
      .when(amendProposal, { decision, change: { type: 'performer', service, performer: asl }, deadline: DEADLINE }, asComune)
      .isRejected('change-incomplete');
  });
});

describe('counting again', () => {
  it('ends it at the deadline: carried over a private party’s silence, lapsed over a public body’s', () => {
    const at = bySystem(DEADLINE);
    expect(names(standing(twoYes).when(countDecision, { decision }, at).decided)).toEqual(['DecisionCarried', 'DecisionTookEffect']);
    const [lapsed] = standing([opened, said(comune, 'agree'), said(filo, 'agree')]).when(countDecision, { decision }, at).decided;
    expect(lapsed?.class).toBe(DecisionLapsed);
    expect(lapsed?.data).toHaveProperty('atDeadline', true);
  });
  it('ends it when the one who was silent takes no part any more, and changes nothing otherwise', () => {
    expect(names(standing(twoYes, withoutFilo).when(countDecision, { decision }, bySystem()).decided)).toEqual(['DecisionCarried', 'DecisionTookEffect']);
    standing(twoYes).when(countDecision, { decision }, bySystem()).changesNothing();
  });
});

describe('the act of the competent body', () => {
  const counted = { rule, ruleRevision: `${pact}@1`, positions: [], atDeadline: false, excused: [], pact, change };
  const carried = [awaitingAct, event(DecisionCarried, { ...counted, awaitsAct: true })];
  const act = 'Determina 12/2027';

  it('puts the decision in effect, once', () => {
    const both = [event(ActAttached, { act, organisation: comune, excused: [] }), event(DecisionTookEffect, { pact, change, acts: [act] })];
    standing(carried).when(attachAct, { decision, act }, asComune).then(both);
    standing([...carried, ...both])
      .when(attachAct, { decision, act }, asComune)
      .isRejected('no-act-awaited');
    standing([opened]).when(attachAct, { decision, act }, asComune).isRejected('no-act-awaited');
  });
  it('is asked of that body when the decision is carried, and of nobody else any more once it is there', () => {
    const actOf = (organisation: typeof filo) => ({ organisation, obligation: idFor('obligation', decision, organisation, 'act') });
    const carries = (facts: readonly Fact[]) =>
      standing([awaitingAct, ...twoYes.slice(1)], facts)
        .when(takePosition, { decision, position: 'agree' }, asFilo)
        .decided.find((one) => one.class === DecisionCarried);
    expect(carries(valley)?.data).toMatchObject({ competent: [actOf(comune)] });
    const filoAnswers = valley.map((one) => (one.kind === 'service' ? { ...one, is: { ...one.is, accountable: filo } } : one)) as readonly Fact[];
    expect(carries(filoAnswers)?.data).toMatchObject({ competent: [actOf(comune), actOf(asl)] });
    const waits = event(DecisionCarried, { ...counted, awaitsAct: true, competent: [actOf(comune), actOf(asl)] });
    const [attached] = standing([awaitingAct, waits], filoAnswers).when(attachAct, { decision, act }, asAsl).decided;
    expect(attached?.data).toEqual({ act, ...actOf(asl), excused: [actOf(comune)] });
  });
  it('is of the public body that answers for the service', () => {
    standing(carried).when(attachAct, { decision, act }, asFilo).isRejected('not-the-competent-body');
    standing(carried).when(attachAct, { decision, act }, asAsl).isRejected('not-the-competent-body');
  });
});
