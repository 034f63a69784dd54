import { describe, it } from '@jest/globals';
import { CommitmentAccepted, CommitmentDeclined, CommitmentMade, PlanClosed, PlanProposed, ProgressRecorded } from '@patto/contracts/persons';
import { event } from '@patto/event-store/pure';
import * as story from '@patto/testing';
import { accepted, anna, annaMay, byDelegate, byOperator, byPerson, comune, comuneInCharge, exercises, exercisesMade } from '@patto/testing';
import { filo, first, given, maria, market, marketWished, meals, mealsAgreed, mealsMade, named, onSunday, physiotherapy } from '@patto/testing';
import { physiotherapyMade, piero, planOpened, proposedAt, sara, walks, walksMade } from '@patto/testing';
import { acceptCommitment } from './accept-commitment.ts';
import { closePlan } from './close-plan.ts';
import { declineCommitment } from './decline-commitment.ts';
import { proposePlan } from './propose-plan.ts';
import { recordProgress } from './record-progress.ts';

const plan = story.mariasPlan;
const bySara = byOperator(sara, comune);
const byMaria = byPerson(maria);
const wished = [planOpened, marketWished];
const withMeals = [...wished, mealsMade];

describe('accepting a line', () => {
  const acceptance = { plan, commitment: meals, shown: ['event-2'] };

  it('is Anna’s, naming what she was shown', () =>
    given(withMeals, plan)
      .when(acceptCommitment, acceptance, byPerson(anna))
      .then([accepted(meals, 2)]));

  it('names the offer too where the line carries out an option', () => {
    const care = event(CommitmentMade, { ...(mealsMade.data as CommitmentMade), holder: comune, performer: filo, side: 'service', option: story.homeCare });
    const past = [...wished, story.homeCareOffered, care];
    given(past, plan)
      .when(acceptCommitment, { ...acceptance, shown: ['event-3'] }, bySara)
      .isRejected('not-what-was-shown');
    given(past, plan)
      .when(acceptCommitment, { ...acceptance, shown: ['event-2', 'event-3'] }, bySara)
      .then([event(CommitmentAccepted, { commitment: meals, shown: ['event-2', 'event-3'] })]);
  });

  it('is refused where something else was shown', () => {
    given(withMeals, plan)
      .when(acceptCommitment, { ...acceptance, shown: [] }, byPerson(anna))
      .isRejected('not-what-was-shown');
    given(withMeals, plan)
      .when(acceptCommitment, { ...acceptance, shown: ['event-2', 'event-1'] }, byPerson(anna))
      .isRejected('not-what-was-shown');
  });

  it('is refused to everybody else, alike where there is no such line', () => {
    given(withMeals, plan).with(comuneInCharge).when(acceptCommitment, acceptance, bySara).isRejected('not-a-recipient');
    given(withMeals, plan).when(acceptCommitment, acceptance, byPerson(piero)).isRejected('not-a-recipient');
    given(withMeals, plan)
      .when(acceptCommitment, { ...acceptance, commitment: walks }, byPerson(anna))
      .isRejected('not-a-recipient');
  });

  it('accepted twice is accepted once', () =>
    given([...withMeals, accepted(meals, 2)], plan)
      .when(acceptCommitment, acceptance, byPerson(anna))
      .changesNothing());

  it('accepted again after it has made the plan agreed changes nothing, and names no other line', () => {
    const agreed = given([...withMeals, accepted(meals, 2), mealsAgreed(5, 1)], plan);
    agreed.when(acceptCommitment, acceptance, byPerson(anna)).changesNothing();
    agreed.when(acceptCommitment, { ...acceptance, shown: [] }, byPerson(anna)).isRejected('commitment-settled');
  });

  it('may be declined with a reason instead, until it is in force', () => {
    const declined = event(CommitmentDeclined, { commitment: meals, reason: 'not-able' });
    const no = { plan, commitment: meals, reason: 'not-able' as const };
    given(withMeals, plan).when(declineCommitment, no, byPerson(anna)).then([declined]);
    given([...withMeals, declined], plan)
      .when(declineCommitment, no, byPerson(anna))
      .changesNothing();
    given([...withMeals, declined], plan)
      .when(acceptCommitment, acceptance, byPerson(anna))
      .isRejected('commitment-settled');
    given([...withMeals, mealsAgreed(4, 1)], plan)
      .when(declineCommitment, no, byPerson(anna))
      .isRejected('commitment-settled');
    given(withMeals, plan).when(declineCommitment, no, byPerson(piero)).isRejected('not-a-recipient');
  });

  it('is not done for Maria by a delegate who stands on the other side', () => {
    const owedToAnna = event(CommitmentMade, { ...(exercisesMade.data as CommitmentMade), counterpart: anna });
    given([...wished, owedToAnna], plan)
      .with(annaMay('accept-commitments'))
      .when(acceptCommitment, { plan, commitment: exercises, shown: ['event-2'] }, byDelegate(anna, maria))
      .isRejected('own-obligation');
  });
});

describe('proposing a plan', () => {
  const propose = { plan };

  it('is refused while Maria’s exercises have nobody beside them', () =>
    given([...wished, exercisesMade], plan)
      .with(comuneInCharge)
      .when(proposePlan, propose, bySara)
      .isRejected('commitment-unpaired'));

  it('is done once they are paired, whichever of the two names the other', () => {
    const proposed = event(PlanProposed, { revision: 5 });
    given([...wished, exercisesMade, physiotherapyMade], plan)
      .with(comuneInCharge)
      .when(proposePlan, propose, bySara)
      .then([proposed]);
    const walksFirst = [...wished, walksMade, event(CommitmentMade, { ...(exercisesMade.data as CommitmentMade), pairedWith: walks })];
    given(walksFirst, plan).with(comuneInCharge).when(proposePlan, propose, bySara).then([proposed]);
  });

  it('is refused where the one beside it said no', () => {
    const declined = event(CommitmentDeclined, { commitment: physiotherapy, reason: 'not-able' });
    given([...wished, exercisesMade, physiotherapyMade, declined], plan)
      .with(comuneInCharge)
      .when(proposePlan, propose, bySara)
      .isRejected('commitment-unpaired');
  });

  it('is refused where there is nothing to agree on', () => {
    given(wished, plan).with(comuneInCharge).when(proposePlan, propose, bySara).isRejected('nothing-to-agree');
    given([planOpened, mealsMade], plan).with(comuneInCharge).when(proposePlan, propose, bySara).isRejected('nothing-to-agree');
    given([...withMeals, mealsAgreed(4, 1)], plan)
      .with(comuneInCharge)
      .when(proposePlan, propose, bySara)
      .isRejected('nothing-to-agree');
  });

  it('is refused once a date has passed that was to be agreed', () => {
    const once = event(CommitmentMade, { ...(mealsMade.data as CommitmentMade), schedule: onSunday });
    given([...wished, once], plan)
      .with(comuneInCharge)
      .when(proposePlan, propose, byOperator(sara, comune, '2027-03-08T12:00:00.000Z'))
      .isRejected('period-over');
  });

  it('is for the body in charge, and harmless when repeated', () => {
    given(withMeals, plan).when(proposePlan, propose, byMaria).isRejected('only-the-body-in-charge');
    given([...withMeals, proposedAt(4)], plan)
      .with(comuneInCharge)
      .when(proposePlan, propose, bySara)
      .changesNothing();
  });
});

describe('closing a plan and telling how far it got', () => {
  const agreed = [...withMeals, mealsAgreed(4, 1)];

  it('needs an outcome for each goal, and ends what was still to come', () => {
    const outcomes = [{ goal: market, outcome: 'reached' as const }];
    given(agreed, plan).with(comuneInCharge).when(closePlan, { plan, outcomes: [] }, bySara).isRejected('outcome-missing');
    given(agreed, plan)
      .with(comuneInCharge)
      .when(closePlan, { plan, outcomes }, bySara)
      .then([event(PlanClosed, { outcomes, ended: [first(1)] })]);
    given(agreed, plan).when(closePlan, { plan, outcomes }, byMaria).isRejected('only-the-body-in-charge');
  });

  it('records progress of a goal once something is in force', () => {
    const progress = { plan, goal: market, attainment: -1 };
    given(agreed, plan)
      .when(recordProgress, progress, byMaria)
      .then([event(ProgressRecorded, { goal: market, attainment: -1 })]);
    given(withMeals, plan).when(recordProgress, progress, byMaria).isRejected('not-agreed');
    given(agreed, plan)
      .when(recordProgress, { ...progress, goal: named('goal', 9) }, byMaria)
      .isRejected('no-such-goal');
  });
});
