import { describe, it } from '@jest/globals';
import { GoalSet, PlanAgreed, SignatureDeclined } from '@patto/contracts/persons';
import { event } from '@patto/event-store/pure';
import { accepted, anna, annaMay, byDelegate, byOperator, byPerson, comune, comuneInCharge, dario, filo } from '@patto/testing';
import { franca, given, maria, mariasPlan as plan, marketWished, meals, mealsAgreed, mealsMade } from '@patto/testing';
import { named, piero, planOpened, proposedAt, sara, signedByMaria, signedBySara, sunday, walksMade } from '@patto/testing';
import { acceptCommitment } from './accept-commitment.ts';
import { declineToSign } from './decline-to-sign.ts';
import { signPlan } from './sign-plan.ts';

const bySara = byOperator(sara, comune);
const byMaria = byPerson(maria);
const asPerson = { plan, revision: 5, as: 'person' as const };
const asManager = { plan, revision: 5, as: 'case-manager' as const };
const withMeals = [planOpened, marketWished, mealsMade, accepted(meals, 2)];
const proposed = [...withMeals, proposedAt(5)];

describe('signing a plan', () => {
  it('is done by Maria and by Sara, in any order', () => {
    given(proposed, plan)
      .when(signPlan, asPerson, byMaria)
      .then([signedByMaria(5)]);
    given(proposed, plan)
      .with(comuneInCharge)
      .when(signPlan, asManager, bySara)
      .then([signedBySara(5)]);
  });

  it('agrees the plan when the last one awaited signs', () => {
    given([...proposed, signedBySara(5)], plan, { by: { actor: sara } })
      .when(signPlan, asPerson, byMaria)
      .then([signedByMaria(5), mealsAgreed(5, 601)]);
    given([...proposed, signedByMaria(5)], plan, { by: { actor: maria } })
      .with(comuneInCharge)
      .when(signPlan, asManager, bySara)
      .then([signedBySara(5), mealsAgreed(5, 601)]);
  });

  it('agrees the plan when the last acceptance comes after the signatures', () => {
    const signedFirst = [planOpened, marketWished, mealsMade, proposedAt(4), signedByMaria(4), signedBySara(4)];
    given(signedFirst, plan)
      .when(acceptCommitment, { plan, commitment: meals, shown: ['event-2'] }, byPerson(anna))
      .then([accepted(meals, 2), mealsAgreed(4, 601)]);
  });

  it('waits for every holder', () =>
    given([planOpened, marketWished, mealsMade, walksMade, accepted(meals, 2), proposedAt(6), signedBySara(6)], plan, { by: { actor: sara } })
      .when(signPlan, { ...asPerson, revision: 6 }, byMaria)
      .then([signedByMaria(6)]));

  it('starts what recurs at the first date that lies ahead', () => {
    const later = '2027-03-15T12:00:00.000Z';
    const { number: _, ...third } = sunday(3, 601);
    const line = {
      ...third,
      number: 3,
      commitment: meals,
      holder: anna,
      performer: anna,
      counterpart: maria,
      subjects: [maria],
      basis: 'public-task' as const,
    };
    given([...proposed, signedBySara(5)], plan, { by: { actor: sara } })
      .when(signPlan, asPerson, byPerson(maria, later))
      .then([signedByMaria(5), event(PlanAgreed, { organisation: comune, revision: 5, lines: [line] })]);
  });

  it('is harmless when done twice', () =>
    given([...proposed, signedByMaria(5)], plan, { by: { actor: maria } })
      .when(signPlan, asPerson, byMaria)
      .changesNothing());

  it('binds the exact revision', () =>
    given(proposed, plan)
      .when(signPlan, { ...asPerson, revision: 4 }, byMaria)
      .isRejected('another-revision'));

  it('is refused where nothing is proposed', () => given(withMeals, plan).when(signPlan, asPerson, byMaria).isRejected('not-proposed'));

  it('is refused when the plan changed after she read it', () => {
    const another = event(GoalSet, { goal: named('goal', 2), whose: maria, words: 'The choir.' });
    given([...proposed, another], plan)
      .when(signPlan, asPerson, byMaria)
      .isRejected('not-proposed');
    given([...proposed, signedBySara(5), another, proposedAt(8)], plan)
      .when(signPlan, asPerson, byMaria)
      .isRejected('another-revision');
    given([...proposed, signedBySara(5), another, proposedAt(8)], plan, { by: { actor: sara } })
      .when(signPlan, { ...asPerson, revision: 8 }, byMaria)
      .then([signedByMaria(8)]);
  });

  it('is Sara’s as case manager, and nobody else’s', () => {
    given(proposed, plan).with(comuneInCharge).when(signPlan, asManager, byOperator(dario, comune)).isRejected('not-the-case-manager');
    given(proposed, plan).when(signPlan, asManager, byMaria).isRejected('not-the-case-manager');
    given(proposed, plan).with(comuneInCharge).when(signPlan, asPerson, bySara).isRejected('not-a-signatory');
    given(proposed, plan).when(signPlan, asPerson, byPerson(piero)).isRejected('not-a-recipient');
    given(proposed, plan).when(signPlan, asManager, byOperator(franca, filo)).isRejected('not-a-recipient');
  });

  it('is done for Maria by Anna where that is in her scope', () => {
    given(proposed, plan)
      .with(annaMay('sign-plan'))
      .when(signPlan, asPerson, byDelegate(anna, maria))
      .then([signedByMaria(5)]);
    given(proposed, plan).with(annaMay('shape-plan')).when(signPlan, asPerson, byDelegate(anna, maria)).isRejected('outside-delegation');
  });

  it('may be declined with a reason; then it is proposed anew', () => {
    const declined = event(SignatureDeclined, { as: 'person', revision: 5, reason: 'needs-time' });
    given(proposed, plan)
      .when(declineToSign, { ...asPerson, reason: 'needs-time' }, byMaria)
      .then([declined]);
    given([...proposed, declined], plan)
      .when(signPlan, asPerson, byMaria)
      .isRejected('not-proposed');
    given([...proposed, declined], plan)
      .when(declineToSign, { ...asPerson, reason: 'other' }, byMaria)
      .isRejected('not-proposed');
    given(proposed, plan)
      .when(declineToSign, { ...asPerson, revision: 4, reason: 'other' }, byMaria)
      .isRejected('another-revision');
  });
});
