import { describe, it } from '@jest/globals';
import * as contract from '@patto/contracts/persons';
import { event } from '@patto/event-store/pure';
import {
  anna,
  asl,
  byDelegate,
  byOperator,
  byPerson,
  comune,
  fact,
  filo,
  franca,
  gino,
  given,
  maria,
  named,
  passi,
  piero,
  registration,
  sara,
} from '@patto/testing';
import { answerFindingObjection } from './answer-finding-objection.ts';
import { completeAssessment } from './complete-assessment.ts';
import { contributeFinding } from './contribute-finding.ts';
import { explainSilence } from './explain-silence.ts';
import { objectToFinding } from './object-to-finding.ts';
import { openAssessment } from './open-assessment.ts';
import { speakForMyself } from './speak-for-myself.ts';

const assessment = named('assessment', 1);
const finding = named('finding', 1);
const charge = fact('charge', { person: maria, organisation: comune, caseManager: sara });
const knowsAsl = registration(asl, 'public-body', comune);
const supports = fact('support', { person: maria, supporter: piero });
const observed = { level: 2, barriers: ['stairs'], facilitators: ['a handrail'], protectiveFactors: ['neighbours'], words: 'She walks slowly.' };
const opened = event(contract.AssessmentOpened, { person: maria, organisation: comune, invited: [asl, piero] });
const spoke = event(contract.PersonSpoke, { person: maria, words: 'I want to go to the market.' });
const explained = event(contract.SilenceExplained, { person: maria, reason: 'cannot-now' });
const found = event(contract.FindingContributed, { finding, person: maria, contributor: asl, domain: 'mobility', observed });
const objected = event(contract.FindingObjectedTo, { finding, person: maria, words: 'I walk well.' });
const answered = event(contract.FindingObjectionAnswered, { finding, person: maria, words: 'We saw it on the stairs.' });
const contributes = { assessment, domain: 'mobility' as const, observed };

describe('opening an assessment', () => {
  it('is for the body in charge, which asks organisations and those around Maria', () =>
    given([], assessment)
      .with(charge, knowsAsl, supports)
      .when(openAssessment, { person: maria, invited: [asl, piero, asl] }, byOperator(sara, comune))
      .then([opened]));

  it('is refused to others, and with guests whom nobody knows', () => {
    given([], assessment)
      .with(charge, knowsAsl)
      .when(openAssessment, { person: maria, invited: [asl] }, byOperator(franca, filo))
      .isRejected('not-a-recipient');
    given([], assessment)
      .with(charge)
      .when(openAssessment, { person: maria, invited: [asl] }, byOperator(sara, comune))
      .isRejected('unknown-party');
    given([], assessment)
      .with(charge)
      .when(openAssessment, { person: maria, invited: [piero] }, byOperator(sara, comune))
      .isRejected('unknown-party');
  });
});

describe('the person’s own voice', () => {
  it('comes before anybody’s finding, the body in charge’s too', () => {
    given([opened], assessment).with(knowsAsl).when(contributeFinding, contributes, byOperator(gino, asl)).isRejected('person-not-heard');
    given([opened], assessment).with(charge).when(contributeFinding, contributes, byOperator(sara, comune)).isRejected('person-not-heard');
  });

  it('is hers alone: no delegate and no operator speaks for her', () => {
    given([opened], assessment).when(speakForMyself, { assessment, words: 'I want to go to the market.' }, byPerson(maria)).then([spoke]);
    given([opened], assessment).when(speakForMyself, { assessment, words: 'She is well.' }, byDelegate(anna, maria)).isRejected('not-a-recipient');
    given([opened], assessment)
      .with(charge)
      .when(speakForMyself, { assessment, words: 'She is well.' }, byOperator(sara, comune))
      .isRejected('not-a-recipient');
  });

  it('is missing only with a reason on record, by the body in charge; she may still speak', () => {
    given([opened], assessment).with(charge).when(explainSilence, { assessment, reason: 'cannot-now' }, byOperator(sara, comune)).then([explained]);
    given([opened], assessment).when(explainSilence, { assessment, reason: 'other' }, byOperator(gino, asl)).isRejected('not-a-recipient');
    given([opened, explained], assessment).when(speakForMyself, { assessment, words: 'I want to go to the market.' }, byPerson(maria)).then([spoke]);
    given([opened, spoke], assessment).with(charge).when(explainSilence, { assessment, reason: 'other' }, byOperator(sara, comune)).changesNothing();
  });
});

describe('contributing a finding', () => {
  const theirs = event(contract.FindingContributed, { finding: named('finding', 201), person: maria, contributor: asl, domain: 'mobility', observed });

  it('is for whoever was asked, once Maria has spoken or it is on record why not', () => {
    given([opened, spoke], assessment).with(knowsAsl).when(contributeFinding, contributes, byOperator(gino, asl)).then([theirs]);
    given([opened, explained], assessment).with(knowsAsl).when(contributeFinding, contributes, byOperator(gino, asl)).then([theirs]);
    given([opened, spoke], assessment)
      .with(supports)
      .when(contributeFinding, contributes, byPerson(piero))
      .then([event(contract.FindingContributed, { ...theirs.data, contributor: piero })]);
  });

  it('is refused to whoever was not asked, and to Piero once he supports her no more', () => {
    given([opened, spoke], assessment)
      .with(registration(passi, 'third-sector'))
      .when(contributeFinding, contributes, byOperator(franca, passi))
      .isRejected('not-a-recipient');
    given([opened, spoke], assessment).when(contributeFinding, contributes, byPerson(piero)).isRejected('not-a-recipient');
    given([], assessment).with(knowsAsl).when(contributeFinding, contributes, byOperator(gino, asl)).isRejected('not-a-recipient');
  });

  it('ends with the number of findings that one assessment holds', () => {
    const many = Array.from({ length: contract.MOST_FINDINGS }, (_, at) =>
      event(contract.FindingContributed, { ...found.data, finding: named('finding', at + 1_000) }),
    );
    given([opened, spoke, ...many], assessment)
      .with(knowsAsl)
      .when(contributeFinding, contributes, byOperator(gino, asl))
      .isRejected('assessment-full');
  });
});

describe('objecting to a finding', () => {
  it('is Maria’s, or Anna’s in scope', () => {
    given([opened, spoke, found], assessment).when(objectToFinding, { assessment, finding, words: 'I walk well.' }, byPerson(maria)).then([objected]);
    given([opened, spoke, found], assessment)
      .with(fact('delegation', { person: maria, delegate: anna, basis: 'delegation', acts: ['sign-plan'], exercise: 'instead' }))
      .when(objectToFinding, { assessment, finding, words: 'She walks well.' }, byDelegate(anna, maria))
      .isRejected('outside-delegation');
    given([opened, spoke, found], assessment)
      .when(objectToFinding, { assessment, finding, words: 'She walks well.' }, byPerson(piero))
      .isRejected('not-a-recipient');
    given([opened, spoke], assessment).when(objectToFinding, { assessment, finding, words: 'I walk well.' }, byPerson(maria)).isRejected('no-such-finding');
  });

  it('is answered by whose finding it is', () => {
    const past = [opened, spoke, found, objected];
    const answer = { assessment, finding, words: 'We saw it on the stairs.' };
    given(past, assessment).when(answerFindingObjection, answer, byOperator(gino, asl)).then([answered]);
    given(past, assessment).with(charge).when(answerFindingObjection, answer, byOperator(sara, comune)).isRejected('not-a-recipient');
    given([...past, answered], assessment)
      .when(answerFindingObjection, answer, byOperator(gino, asl))
      .isRejected('no-objection-open');
    const sarasToo = event(contract.FindingContributed, { ...found.data, finding: named('finding', 2), contributor: comune });
    given([...past, sarasToo], assessment)
      .when(answerFindingObjection, answer, byOperator(sara, comune))
      .isRejected('not-a-recipient');
  });
});

describe('completing an assessment', () => {
  const completes = (heard: boolean, unanswered: readonly (typeof finding)[]) => event(contract.AssessmentCompleted, { person: maria, heard, unanswered });

  it('lists the objections that nobody answered', () => {
    const complete = (...past: Parameters<typeof given>[0]) =>
      given(past, assessment).with(charge).when(completeAssessment, { assessment }, byOperator(sara, comune));
    complete(opened, spoke, found, objected).then([completes(true, [finding])]);
    complete(opened, spoke, found, objected, answered).then([completes(true, [])]);
    complete(opened, explained).then([completes(false, [])]);
  });

  it('is refused before Maria was heard, to others, and twice', () => {
    given([opened], assessment).with(charge).when(completeAssessment, { assessment }, byOperator(sara, comune)).isRejected('person-not-heard');
    given([opened, spoke], assessment).with(charge).when(completeAssessment, { assessment }, byOperator(gino, asl)).isRejected('not-a-recipient');
    given([opened, spoke, completes(true, [])], assessment)
      .with(charge)
      .when(completeAssessment, { assessment }, byOperator(sara, comune))
      .isRejected('assessment-completed');
  });
});
