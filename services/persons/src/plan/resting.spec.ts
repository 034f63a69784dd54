import { describe, it } from '@jest/globals';
import { CommitmentBreached, CommitmentMade, CommitmentResumed, CommitmentSuspended, CommitmentWaived } from '@patto/contracts/persons';
import { event } from '@patto/event-store/pure';
import {
  anna,
  annaMay,
  asl,
  byDelegate,
  byOperator,
  byPerson,
  bySystem,
  comune,
  comuneInCharge,
  everySunday,
  exercises,
  exercisesAgreed,
  exercisesMade,
  filo,
  first,
} from '@patto/testing';
import {
  franca,
  gino,
  given,
  maria,
  mariasPlan as plan,
  marketWished,
  meals,
  mealsAgreed,
  mealsMade,
  named,
  physiotherapy,
  physiotherapyMade,
} from '@patto/testing';
import { planOpened, sara, sunday } from '@patto/testing';
import { breachCommitment } from './breach-commitment.ts';
import { resumeCommitment } from './resume-commitment.ts';
import { suspendCommitment } from './suspend-commitment.ts';
import { waiveCommitment } from './waive-commitment.ts';

const bySara = byOperator(sara, comune);
const byGino = byOperator(gino, asl);
const atNoon = '2027-03-07T12:00:00.000Z';
const after = '2027-03-08T09:00:00.000Z';
const agreed = [planOpened, marketWished, mealsMade, mealsAgreed(4, 1)];
const both = [planOpened, marketWished, exercisesMade, physiotherapyMade, exercisesAgreed(5)];
const mealsOf = { commitment: meals, holder: anna, performer: anna, counterpart: maria, about: maria };
const date = { obligation: named('obligation', 1), dueAt: atNoon, breachAt: first(1).breachAt };
const breached = event(CommitmentBreached, { ...mealsOf, ...date, next: [sunday(2, 401)] });

describe('letting a commitment rest', () => {
  const until = '2027-03-20T00:00:00.000Z';
  const rest = { plan, commitment: exercises, reason: 'illness' as const, until };
  const suspended = event(CommitmentSuspended, { commitment: exercises, obligation: named('obligation', 1), reason: 'illness', until });
  const resting = [...both, suspended];

  it('is Maria’s for her own while she is ill, or Sara’s for her, or the ASL’s to whom it is owed', () => {
    given(both, plan).when(suspendCommitment, rest, byPerson(maria)).then([suspended]);
    given(both, plan).with(comuneInCharge).when(suspendCommitment, rest, bySara).then([suspended]);
    given(both, plan).when(suspendCommitment, rest, byGino).then([suspended]);
    given(resting, plan).when(suspendCommitment, rest, byPerson(maria)).changesNothing();
  });

  it('is not a way for a service or a helper out of what they owe', () => {
    given(both, plan)
      .when(suspendCommitment, { ...rest, commitment: physiotherapy }, byGino)
      .isRejected('own-obligation');
    given(agreed, plan)
      .when(suspendCommitment, { ...rest, commitment: meals }, byPerson(anna))
      .isRejected('own-obligation');
    given(both, plan).when(suspendCommitment, rest, byOperator(franca, filo)).isRejected('not-a-recipient');
  });

  it('lies ahead and concerns something that is awaited and not past', () => {
    given(both, plan)
      .when(suspendCommitment, { ...rest, until: '2027-03-01T12:00:00Z' }, byPerson(maria))
      .isRejected('period-over');
    given(both, plan).when(suspendCommitment, rest, byPerson(maria, after)).isRejected('not-owed');
    given([planOpened, marketWished, exercisesMade], plan).when(suspendCommitment, rest, byPerson(maria)).isRejected('not-in-force');
  });

  it('keeps Maria’s exercises from being breached', () =>
    given(resting, plan)
      .when(breachCommitment, { plan, commitment: exercises, breachAt: first(1).breachAt }, bySystem(after))
      .changesNothing());

  it('ends by time, and what recurs goes on from the first date ahead', () => {
    const resumed = event(CommitmentResumed, { commitment: exercises, ...sunday(3, 1) });
    given(resting, plan).when(resumeCommitment, { plan, commitment: exercises }, bySystem(until)).then([resumed]);
    given([...resting, resumed], plan)
      .when(resumeCommitment, { plan, commitment: exercises }, bySystem(until))
      .changesNothing();
    given([...resting, resumed], plan)
      .when(resumeCommitment, { plan, commitment: exercises }, byPerson(maria))
      .isRejected('not-suspended');
  });

  it('gives up what has no date left when the rest ends', () => {
    const untilMid = event(CommitmentMade, { ...(exercisesMade.data as CommitmentMade), schedule: { ...everySunday, until: '2027-03-14T12:00:00.000Z' } });
    given([planOpened, marketWished, untilMid, physiotherapyMade, exercisesAgreed(5), suspended], plan)
      .when(resumeCommitment, { plan, commitment: exercises }, bySystem(until))
      .then([event(CommitmentWaived, { commitment: exercises, reason: 'no-date-left', waived: [first(1)] })]);
  });

  it('gives what is owed once as much time as it had', () => {
    const therapyRests = event(CommitmentSuspended, { commitment: physiotherapy, obligation: named('obligation', 2), reason: 'illness', until });
    // The situation is folded from the first of January on; what rests since then has 73 days more on the fifteenth of March.
    const rested = Date.parse('2027-03-15T00:05:00.000Z') - Date.parse('2027-01-01T00:05:00.000Z');
    const shifted = (at: string) => new Date(Date.parse(at) + rested).toISOString();
    given([...both, therapyRests], plan)
      .with(comuneInCharge)
      .when(resumeCommitment, { plan, commitment: physiotherapy }, byOperator(sara, comune, '2027-03-15T00:05:00.000Z'))
      .then([event(CommitmentResumed, { commitment: physiotherapy, ...first(2), dueAt: shifted(atNoon), breachAt: shifted(first(2).breachAt) })]);
  });
});

describe('waiving a commitment', () => {
  const waiver = { plan, commitment: meals, reason: 'not-needed' as const };
  const waived = event(CommitmentWaived, { commitment: meals, reason: 'not-needed', waived: [sunday(2, 401), first(1)] });

  it('is Maria’s, and ends all that is owed of it', () => {
    given([...agreed, breached], plan)
      .when(waiveCommitment, waiver, byPerson(maria))
      .then([waived]);
    given([...agreed, breached, waived], plan)
      .when(waiveCommitment, waiver, byPerson(maria))
      .changesNothing();
  });

  it('is not Anna’s, for herself or for Maria, nor Sara’s', () => {
    given(agreed, plan).when(waiveCommitment, waiver, byPerson(anna)).isRejected('own-obligation');
    given(agreed, plan).with(annaMay('confirm-fulfilment')).when(waiveCommitment, waiver, byDelegate(anna, maria)).isRejected('own-obligation');
    given(agreed, plan).with(comuneInCharge).when(waiveCommitment, waiver, bySara).isRejected('not-a-recipient');
  });

  it('is of a commitment in force', () =>
    given([planOpened, marketWished, mealsMade], plan).when(waiveCommitment, waiver, byPerson(maria)).isRejected('not-in-force'));
});
