import { describe, it } from '@jest/globals';
import { NeedAnswerOverdue, NeedRedirected, NeedReported, NeedTaken, NeedTurnedDown } from '@patto/contracts/persons';
import { event } from '@patto/event-store/pure';
import { anna, asl, byDelegate, byOperator, byPerson, bySystem, comune, fact, filo, franca, given, maria, named, piero, sara } from '@patto/testing';
import { redirectNeed } from './redirect-need.ts';
import { reportNeed } from './report-need.ts';
import { reportOverdueAnswer } from './report-overdue-answer.ts';
import { takeNeed } from './take-need.ts';
import { turnDownNeed } from './turn-down-need.ts';

const need = named('need', 1);
const charge = named('charge', 1);
const words = 'Since the fall I do not get to the market any more.';
const report = { person: maria, category: 'mobility', area: 'valcurta', desk: comune, words };
const answerBy = '2027-03-31T12:00:00.000Z';
const reported = event(NeedReported, { ...report, obligation: named('obligation', 1), answerBy });
const taken = event(NeedTaken, { person: maria, obligation: named('obligation', 1), charge });
const mariaIsKnown = fact('person', { person: maria, area: 'valcurta', capacity: 'adult' }, maria);
const reads = (holder: typeof comune, number: number, categories: string[] = []) =>
  fact('mandate', { holder, competences: ['reading-needs'], areas: ['valcurta'], categories, basis: 'law' }, named('mandate', number));
const redirected = event(NeedRedirected, {
  person: maria,
  answered: named('obligation', 1),
  desk: asl,
  obligation: named('obligation', 101),
  answerBy,
  reason: 'other-competence',
});

describe('reporting a need', () => {
  it('puts Maria’s need before the desk, which owes an answer within thirty days', () =>
    given([], need).with(mariaIsKnown, reads(comune, 1)).when(reportNeed, report, byPerson(maria)).then([reported]));

  it('is also done about her, by a neighbour or an operator', () => {
    given([], need).with(mariaIsKnown, reads(comune, 1)).when(reportNeed, report, byPerson(piero)).then([reported]);
    given([], need).with(mariaIsKnown, reads(comune, 1)).when(reportNeed, report, byOperator(franca, filo)).then([reported]);
  });

  it('is done for her by a delegate whose scope says so, and by no other', () => {
    const delegation = (acts: string[]) =>
      fact('delegation', { person: maria, delegate: anna, basis: 'delegation', acts, exercise: 'instead' }, named('network', 1));
    const withDelegation = (acts: string[]) => given([], need).with(mariaIsKnown, reads(comune, 1), delegation(acts));
    withDelegation(['report-need']).when(reportNeed, report, byDelegate(anna, maria)).then([reported]);
    withDelegation(['sign-plan']).when(reportNeed, report, byDelegate(anna, maria)).isRejected('outside-delegation');
  });

  it('is the legal representative’s where a decree took it from her', () => {
    const decree = fact(
      'delegation',
      { person: maria, delegate: anna, basis: 'legal-representative', acts: ['report-need'], exercise: 'instead' },
      named('network', 1),
    );
    given([], need).with(mariaIsKnown, reads(comune, 1), decree).when(reportNeed, report, byPerson(maria)).isRejected('taken-by-decree');
  });

  it('is refused at a desk that may not read needs there, or not of that kind', () => {
    given([], need).with(mariaIsKnown).when(reportNeed, report, byPerson(maria)).isRejected('desk-not-competent');
    given([], need)
      .with(mariaIsKnown, reads(comune, 1, ['housing']))
      .when(reportNeed, report, byPerson(maria))
      .isRejected('desk-not-competent');
  });

  it('tells an operator that nobody is registered, and a person nothing', () => {
    given([], need).with(reads(comune, 1)).when(reportNeed, report, byOperator(sara, comune)).isRejected('unknown-party');
    given([], need).with(reads(comune, 1)).when(reportNeed, report, byPerson(piero)).isRejected('not-a-recipient');
  });
});

describe('answering a need', () => {
  const toAsl = { need, to: asl, reason: 'other-competence' as const };

  it('may pass it on to a desk that can answer, which then owes the answer', () =>
    given([reported], need).with(reads(asl, 2)).when(redirectNeed, toAsl, byOperator(sara, comune)).then([redirected]));

  it('is not passed on by a desk where it is not', () => {
    given([reported], need).with(reads(asl, 2)).when(redirectNeed, toAsl, byOperator(franca, filo)).isRejected('not-a-recipient');
    given([reported, redirected], need).with(reads(asl, 2)).when(redirectNeed, toAsl, byOperator(sara, comune)).isRejected('not-a-recipient');
    given([], need).with(reads(asl, 2)).when(redirectNeed, toAsl, byOperator(sara, comune)).isRejected('not-a-recipient');
  });

  it('is not passed on to a desk that may not read it', () =>
    given([reported], need).when(redirectNeed, toAsl, byOperator(sara, comune)).isRejected('desk-not-competent'));

  it('is not passed on once it was answered', () =>
    given([reported, taken], need).with(reads(asl, 2)).when(redirectNeed, toAsl, byOperator(sara, comune)).isRejected('need-answered'));

  it('is done by taking charge, once', () => {
    given([reported], need).when(takeNeed, { need, charge }, bySystem()).then([taken]);
    given([reported, taken], need).when(takeNeed, { need, charge }, bySystem()).changesNothing();
    given([], need).when(takeNeed, { need, charge }, bySystem()).isRejected('no-such-need');
  });

  it('is done by a reasoned no, once', () => {
    const turnedDown = event(NeedTurnedDown, { person: maria, obligation: named('obligation', 1), reason: 'not-resident' });
    given([reported], need).when(turnDownNeed, { need, reason: 'not-resident' }, bySystem()).then([turnedDown]);
    given([reported, turnedDown], need).when(turnDownNeed, { need, reason: 'not-resident' }, bySystem()).changesNothing();
    given([], need).when(turnDownNeed, { need, reason: 'other' }, bySystem()).isRejected('no-such-need');
  });
});

describe('a need that nobody answers', () => {
  const overdue = event(NeedAnswerOverdue, { person: maria, desk: comune, obligation: named('obligation', 1), answerBy });

  it('is overdue when the term has passed', () => given([reported], need).when(reportOverdueAnswer, { need, answerBy }, bySystem(answerBy)).then([overdue]));

  it('is not overdue before', () =>
    given([reported], need).when(reportOverdueAnswer, { need, answerBy }, bySystem('2027-03-31T11:59:59.999Z')).isRejected('not-due'));

  it('says so once, and not of a need that was answered or whose term was another', () => {
    given([reported, overdue], need).when(reportOverdueAnswer, { need, answerBy }, bySystem(answerBy)).changesNothing();
    given([reported, taken], need).when(reportOverdueAnswer, { need, answerBy }, bySystem(answerBy)).changesNothing();
    given([reported], need).when(reportOverdueAnswer, { need, answerBy: '2027-03-05T12:00:00.000Z' }, bySystem(answerBy)).changesNothing();
  });

  it('can still be answered', () => given([reported, overdue], need).when(takeNeed, { need, charge }, bySystem()).then([taken]));
});
