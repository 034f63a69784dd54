import { describe, it } from '@jest/globals';
import { GoalSet, PlanClosed, PlanObjectedTo, PlanOpened } from '@patto/contracts/persons';
import { event } from '@patto/event-store/pure';
import { anna, annaMay, byDelegate, byOperator, byPerson, comune, comuneInCharge, dayCentreOffered, fact, filo, franca } from '@patto/testing';
import { given, homeCareOffered, maria, mariasPlan as plan, marketWished, named, nino, piero, planOpened, sara } from '@patto/testing';
import { objectToPlan } from './object-to-plan.ts';
import { openPlan } from './open-plan.ts';
import { setGoal } from './set-goal.ts';

const bySara = byOperator(sara, comune);
const byFranca = byOperator(franca, filo);
const byMaria = byPerson(maria);
const wished = [planOpened, marketWished];
const offered = [...wished, homeCareOffered, dayCentreOffered];
const closed = event(PlanClosed, { outcomes: [], ended: [] });

describe('opening a plan', () => {
  it('is done by the body in charge of Maria', () =>
    given([], plan)
      .with(comuneInCharge)
      .when(openPlan, { subjects: [maria, maria] }, bySara)
      .then([event(PlanOpened, { subjects: [maria], organisation: comune })]));

  it('is refused where one of the household is not in its charge', () =>
    given([], plan)
      .with(comuneInCharge)
      .when(openPlan, { subjects: [maria, nino] }, bySara)
      .isRejected('not-a-recipient'));
});

describe('setting a goal', () => {
  const wish = { plan, whose: maria, words: 'To the Thursday market again.' };
  const set = event(GoalSet, { goal: named('goal', 101), whose: maria, words: wish.words });

  it('writes down whose wish it is', () => {
    given([planOpened], plan).with(comuneInCharge).when(setGoal, wish, bySara).then([set]);
    given([planOpened], plan).when(setGoal, wish, byMaria).then([set]);
  });

  it('is done for Maria by a delegate within scope only', () => {
    given([planOpened], plan).with(annaMay('shape-plan')).when(setGoal, wish, byDelegate(anna, maria)).then([set]);
    given([planOpened], plan).with(annaMay('sign-plan')).when(setGoal, wish, byDelegate(anna, maria)).isRejected('outside-delegation');
  });

  it('is not taken from her by a legal representative whose decree does not say so', () => {
    const decree = (acts: string[]) =>
      fact('delegation', { person: maria, delegate: anna, basis: 'legal-representative', acts, exercise: 'instead' }, named('network', 1));
    given([planOpened], plan)
      .with(decree(['sign-plan']))
      .when(setGoal, wish, byMaria)
      .then([set]);
    given([planOpened], plan)
      .with(decree(['shape-plan']))
      .when(setGoal, wish, byMaria)
      .isRejected('taken-by-decree');
  });

  it('is nobody else’s wish', () =>
    given([planOpened], plan)
      .with(comuneInCharge)
      .when(setGoal, { ...wish, whose: piero }, bySara)
      .isRejected('unknown-wisher'));

  it('is refused to whoever has no part in the plan, alike where there is none', () => {
    given([planOpened], plan).when(setGoal, wish, byPerson(piero)).isRejected('not-a-recipient');
    given([planOpened], plan).when(setGoal, wish, byFranca).isRejected('not-a-recipient');
    given([], plan).when(setGoal, wish, byMaria).isRejected('not-a-recipient');
  });

  it('is refused once the plan is closed', () => given([planOpened, closed], plan).when(setGoal, wish, byMaria).isRejected('plan-closed'));

  it('is refused when the plan holds as many as it can', () => {
    const many = Array.from({ length: 40 }, (_, index) => event(GoalSet, { goal: named('goal', index), whose: maria, words: 'x' }));
    given([planOpened, ...many], plan)
      .when(setGoal, wish, byMaria)
      .isRejected('plan-full');
  });
});

describe('objecting', () => {
  const words = 'Nobody asked me about Thursdays.';

  it('stays attached to the plan', () =>
    given(offered, plan)
      .when(objectToPlan, { plan, words }, byMaria)
      .then([event(PlanObjectedTo, { person: maria, words })]));

  it('is the person’s', () => given(offered, plan).with(comuneInCharge).when(objectToPlan, { plan, words }, bySara).isRejected('only-the-person'));
});
