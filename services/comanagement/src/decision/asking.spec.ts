import { describe, expect, it } from '@jest/globals';
import { DecidersChanged, DecisionBlocked, DecisionOpened, PositionTaken, ProposalAmended, type ProposedChange } from '@patto/contracts/comanagement';
import { type Decided, event } from '@patto/event-store/pure';
import { asl, byOperator, bySystem, comune, corte, fact, filo, franca, given, idFor, named, registration, sara } from '@patto/testing';
import { amendProposal } from './amend-proposal.ts';
import { countDecision } from './count-decision.ts';
import { takePosition } from './take-position.ts';

const [pact, decision] = [named('pact', 1), named('decision', 1)];
const rule = { type: 'conclusion' as const, rule: 'unanimity' as const, silence: 'nothing' as const };
const change: ProposedChange = { type: 'conclusion', reason: 'Over' };
const deadline = '2027-03-11T12:00:00.000Z';
const agreed = fact('pact', { pact, parties: [], decisionRules: [rule], stepInOrder: [], dataSharing: [] }, pact);
const takingPart = (...organisations: readonly (typeof filo)[]) => [
  agreed,
  ...organisations.flatMap((organisation) => [
    fact('participation', { pact, organisation, role: 'co-manager' }, pact),
    registration(organisation, organisation === filo || organisation === corte ? 'third-sector' : 'public-body'),
  ]),
];

const owedBy = (...organisations: readonly (typeof filo)[]) =>
  organisations.map((organisation) => ({ organisation, obligation: idFor('obligation', decision, organisation) }));
const opened = event(DecisionOpened, {
  ...{ pact, change, rule, ruleRevision: `${pact}@1`, deadline, needsAct: false, proposer: comune },
  asked: owedBy(comune, asl, filo),
});
const said = (organisation: typeof filo, position: PositionTaken['position'] = 'agree', round = 1) =>
  event(PositionTaken, { ...owedBy(organisation)[0], organisation, position, round } as PositionTaken);
const changed = (asked: readonly (typeof filo)[], excused: readonly (typeof filo)[]) =>
  event(DecidersChanged, { pact, deadline, asked: owedBy(...asked), excused: owedBy(...excused) });
const counting = (past: readonly Decided[], ...parties: readonly (typeof filo)[]) =>
  given(past, decision)
    .with(...takingPart(...parties))
    .when(countDecision, { decision }, bySystem());

describe('who owes a position', () => {
  it('is who joined while the decision is open, from when that is known, and once', () => {
    counting([opened], comune, asl, filo, corte).then([changed([corte], [])]);
    counting([opened, changed([corte], [])], comune, asl, filo, corte).changesNothing();
  });

  it('is not who takes no part for now, but is again once it takes part and has said nothing', () => {
    counting([opened, said(asl)], comune, asl).then([changed([], [filo])]);
    counting([opened, said(asl), changed([], [filo])], comune, asl).changesNothing();
    counting([opened, said(asl), changed([], [filo])], comune, asl, filo).then([changed([filo], [])]);
  });

  it('is not who has spoken, whether they take part or not', () => {
    counting([opened, said(filo)], comune, asl).changesNothing();
    counting([opened, said(corte)], comune, asl, filo, corte).changesNothing();
  });

  it('is nobody once the pact is concluded', () => counting([opened, said(asl)]).then([changed([], [comune, filo])]));

  it('is everybody again after an amendment, and not who had left before it', () => {
    const amended = { pact, change: { ...change, reason: 'Done' }, deadline, round: 2 };
    given([opened, said(comune), said(asl)], decision)
      .with(...takingPart(comune, asl, corte))
      .when(amendProposal, { decision, change: amended.change, deadline }, byOperator(sara, comune))
      .then([event(ProposalAmended, { ...amended, asked: owedBy(comune, asl, corte), excused: owedBy(filo) })]);
  });

  it('is nobody after it was settled: who was still awaited is excused', () => {
    const blocks = { decision, position: 'block', reason: 'No staff.' };
    const { decided } = given([opened, said(comune)], decision)
      .with(...takingPart(comune, asl, filo))
      .when(takePosition, blocks, byOperator(franca, filo));
    expect(decided.map((one) => one.class)).toEqual([PositionTaken, DecisionBlocked]);
    expect(decided[1]?.data).toMatchObject({ excused: owedBy(asl) });
  });
});
