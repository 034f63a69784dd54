import { describe, it } from '@jest/globals';
import type { Id } from '@patto/contracts';
import { CommitmentBreached, CommitmentWaived, PlanAgreed, PlanClosed, PlanReshaped, ReshapingWithdrawn } from '@patto/contracts/persons';
import { event } from '@patto/event-store/pure';
import { accepted, anna, annaMay, byDelegate, byOperator, byPerson, comune, comuneInCharge, dario, exercises, exercisesAgreed } from '@patto/testing';
import { exercisesMade, first, given, maria, mariasPlan as plan, marketWished, meals, mealsAgreed, mealsMade, physiotherapy } from '@patto/testing';
import { physiotherapyMade, piero, planOpened, proposedAt, sara, signedByMaria, signedBySara, sunday, walks, walksMade } from '@patto/testing';
import { acceptCommitment } from './accept-commitment.ts';
import { proposePlan } from './propose-plan.ts';
import { reshapePlan } from './reshape-plan.ts';
import { signPlan } from './sign-plan.ts';
import { waiveCommitment } from './waive-commitment.ts';
import { withdrawReshaping } from './withdraw-reshaping.ts';

const bySara = byOperator(sara, comune);
const byMaria = byPerson(maria);
/** Eight events; the plan is agreed at revision 8, with Anna's meals in force. */
const agreed = [planOpened, marketWished, mealsMade, accepted(meals, 2), proposedAt(5), signedBySara(5), signedByMaria(5), mealsAgreed(5, 1)];
const reshaping = { plan, reason: 'needs-changed' as const };
const reshapedBy = (leaving: readonly Id<'commitment'>[] = []) => event(PlanReshaped, { person: maria, reason: 'needs-changed', leaving });
const withoutMeals = [...agreed, reshapedBy([meals])];
/** Piero's walks take the place of Anna's meals: proposed at revision 12. */
const walksInstead = [...withoutMeals, walksMade, accepted(walks, 9), proposedAt(12)];
const walksLine = { commitment: walks, holder: piero, performer: piero, counterpart: maria, subjects: [maria], basis: 'public-task' as const };

describe('reshaping an agreed plan', () => {
  it('is begun by Maria, by Anna as her delegate and by the case manager, who say why and what leaves', () => {
    given(agreed, plan)
      .when(reshapePlan, { ...reshaping, leaving: [meals], words: 'Anna works on Sundays now.' }, byMaria)
      .then([event(PlanReshaped, { person: maria, reason: 'needs-changed', leaving: [meals], words: 'Anna works on Sundays now.' })]);
    given(agreed, plan).with(annaMay('shape-plan')).when(reshapePlan, reshaping, byDelegate(anna, maria)).then([reshapedBy()]);
    given(agreed, plan).with(comuneInCharge).when(reshapePlan, reshaping, bySara).then([reshapedBy()]);
  });

  it('is not begun by another operator, by a delegate out of scope, nor by a holder', () => {
    given(agreed, plan).with(comuneInCharge).when(reshapePlan, reshaping, byOperator(dario, comune)).isRejected('not-the-case-manager');
    given(agreed, plan).with(annaMay('object')).when(reshapePlan, reshaping, byDelegate(anna, maria)).isRejected('outside-delegation');
    given(agreed, plan).when(reshapePlan, reshaping, byPerson(anna)).isRejected('not-a-recipient');
  });

  it('is of a plan that was agreed and is not closed', () => {
    given(agreed.slice(0, 5), plan).when(reshapePlan, reshaping, byMaria).isRejected('not-agreed');
    given([...agreed, event(PlanClosed, { outcomes: [], ended: [] })], plan)
      .when(reshapePlan, reshaping, byMaria)
      .isRejected('plan-closed');
  });

  it('takes out only what is in force', () => {
    given(agreed, plan)
      .when(reshapePlan, { ...reshaping, leaving: [walks] }, byMaria)
      .isRejected('no-such-commitment');
    given([...agreed, walksMade], plan)
      .when(reshapePlan, { ...reshaping, leaving: [walks] }, byMaria)
      .isRejected('not-in-force');
  });

  it('voids what was proposed before', () =>
    given([...agreed, walksMade, proposedAt(10), reshapedBy()], plan)
      .when(signPlan, { plan, revision: 10, as: 'person' }, byMaria)
      .isRejected('not-proposed'));
});

describe('agreeing a reshaped plan', () => {
  it('leaves in force what is to leave until then', () =>
    given(walksInstead, plan)
      .when(waiveCommitment, { plan, commitment: meals, reason: 'not-needed' }, byMaria)
      .then([event(CommitmentWaived, { commitment: meals, reason: 'not-needed', waived: [first(1)] })]));

  it('ends with the agreement what left, and brings into force what is new', () =>
    given([...walksInstead, signedBySara(12)], plan, { by: { actor: sara } })
      .when(signPlan, { plan, revision: 12, as: 'person' }, byMaria)
      .then([
        signedByMaria(12),
        event(PlanAgreed, { revision: 12, organisation: comune, lines: [{ ...first(1301), ...walksLine }] }),
        event(CommitmentWaived, { commitment: meals, reason: 'reshaped', waived: [first(1)] }),
      ]));

  it('forgives no breach of what left', () => {
    const { number: _, ...missed } = first(1);
    const breached = event(CommitmentBreached, {
      ...{ commitment: meals, holder: anna, performer: anna, counterpart: maria, about: maria },
      ...missed,
      next: [sunday(2, 2)],
    });
    given([...walksInstead, breached, signedBySara(12)], plan, { by: { actor: sara } })
      .when(signPlan, { plan, revision: 12, as: 'person' }, byMaria)
      .then([
        signedByMaria(12),
        event(PlanAgreed, { revision: 12, organisation: comune, lines: [{ ...first(1401), ...walksLine }] }),
        event(CommitmentWaived, { commitment: meals, reason: 'reshaped', waived: [sunday(2, 2)] }),
      ]);
  });

  it('does not end again what was given up meanwhile', () => {
    const waived = event(CommitmentWaived, { commitment: meals, reason: 'not-needed', waived: [first(1)] });
    given([...walksInstead, waived, signedBySara(12)], plan, { by: { actor: sara } })
      .when(signPlan, { plan, revision: 12, as: 'person' }, byMaria)
      .then([signedByMaria(12), event(PlanAgreed, { revision: 12, organisation: comune, lines: [{ ...first(1401), ...walksLine }] })]);
  });

  it('asks the holders of new lines alone, and both signatories again', () => {
    const kept = [...agreed, reshapedBy(), walksMade, proposedAt(11), signedByMaria(11)];
    given(kept, plan, { by: { actor: maria } })
      .with(comuneInCharge)
      .when(signPlan, { plan, revision: 11, as: 'case-manager' }, bySara)
      .then([signedBySara(11)]);
    given([...kept, signedBySara(11)], plan)
      .when(acceptCommitment, { plan, commitment: walks, shown: ['event-9'] }, byPerson(piero))
      .then([accepted(walks, 9), event(PlanAgreed, { revision: 11, organisation: comune, lines: [{ ...first(1301), ...walksLine }] })]);
  });

  it('waits for the person and for the case manager also where a line only leaves', () => {
    const both = [planOpened, marketWished, exercisesMade, physiotherapyMade, mealsMade, exercisesAgreed(5), mealsAgreed(5, 3)];
    const less = [...both, reshapedBy([meals]), proposedAt(9)];
    given(less, plan)
      .when(signPlan, { plan, revision: 9, as: 'person' }, byMaria)
      .then([signedByMaria(9)]);
    given([...less, signedByMaria(9)], plan, { by: { actor: maria } })
      .with(comuneInCharge)
      .when(signPlan, { plan, revision: 9, as: 'case-manager' }, bySara)
      .then([
        signedBySara(9),
        event(PlanAgreed, { revision: 9, organisation: comune, lines: [] }),
        event(CommitmentWaived, { commitment: meals, reason: 'reshaped', waived: [first(3)] }),
      ]);
  });
});

describe('proposing a reshaped plan', () => {
  it('is refused where nothing would be left, or nobody beside Maria', () => {
    given(withoutMeals, plan).with(comuneInCharge).when(proposePlan, { plan }, bySara).isRejected('nothing-to-agree');
    const alone = [planOpened, marketWished, exercisesMade, physiotherapyMade, exercisesAgreed(5), reshapedBy([physiotherapy])];
    given(alone, plan).with(comuneInCharge).when(proposePlan, { plan }, bySara).isRejected('commitment-unpaired');
    given([...alone, reshapedBy([exercises, physiotherapy]), walksMade], plan)
      .with(comuneInCharge)
      .when(proposePlan, { plan }, bySara)
      .then([proposedAt(9)]);
  });
});

describe('withdrawing a reshaping', () => {
  it('drops the new lines, and the plan goes on as it was agreed', () => {
    given([...withoutMeals, walksMade], plan)
      .when(withdrawReshaping, { plan }, byMaria)
      .then([event(ReshapingWithdrawn, { dropped: [walks] })]);
    const withdrawn = [...withoutMeals, walksMade, event(ReshapingWithdrawn, { dropped: [walks] })];
    given(withdrawn, plan).with(comuneInCharge).when(proposePlan, { plan }, bySara).isRejected('nothing-to-agree');
    given(withdrawn, plan)
      .when(acceptCommitment, { plan, commitment: walks, shown: ['event-9'] }, byPerson(piero))
      .isRejected('commitment-settled');
  });

  it('is refused where the plan is not being reshaped, and to those who may not reshape it', () => {
    given(agreed, plan).when(withdrawReshaping, { plan }, byMaria).isRejected('not-being-reshaped');
    given(withoutMeals, plan).with(comuneInCharge).when(withdrawReshaping, { plan }, byOperator(dario, comune)).isRejected('not-the-case-manager');
  });
});
