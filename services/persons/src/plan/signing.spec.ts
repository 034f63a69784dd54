import { describe, expect, it } from '@jest/globals';
import { CommitmentMade, GoalSet, OptionRefused, PlanAgreed, PlanOpened, PlanSigned, PlanToldOfAnswer, SignatureDeclined } from '@patto/contracts/persons';
import { event } from '@patto/event-store/pure';
import { accepted, anna, annaMay, asl, byDelegate, byOperator, byPerson, comune, comuneInCharge, dario, exercises, exercisesMade, fact, filo, first } from '@patto/testing';
import { franca, given, homeCare, homeCareOffered, lucia, marco, maria, mariasPlan as plan, market, marketWished, meals, mealsAgreed, mealsMade } from '@patto/testing';
import { named, nino, physiotherapy, physiotherapyMade, piero, planOpened, proposedAt, sara, signedByMaria, signedBySara, sunday, walks, walksMade } from '@patto/testing';
import { acceptCommitment } from './accept-commitment.ts';
import { declineToSign } from './decline-to-sign.ts';
import { proposePlan } from './propose-plan.ts';
import { signPlan } from './sign-plan.ts';

const bySara = byOperator(sara, comune);
const byMaria = byPerson(maria);
const asPerson = { plan, revision: 5, as: 'person' as const };
const asManager = { plan, revision: 5, as: 'case-manager' as const };
const withMeals = [planOpened, marketWished, mealsMade, accepted(meals, 2)];
const proposed = [...withMeals, proposedAt(5)];

describe('signing a plan', () => {
  it('is done by Maria and by Sara, in any order', () => {
    given(proposed, plan).when(signPlan, asPerson, byMaria).then([signedByMaria(5)]);
    given(proposed, plan).with(comuneInCharge).when(signPlan, asManager, bySara).then([signedBySara(5)]);
  });

  it('agrees the plan when the last one awaited signs', () => {
    given([...proposed, signedBySara(5)], plan, { by: { actor: sara } }).when(signPlan, asPerson, byMaria).then([signedByMaria(5), mealsAgreed(5, 601)]);
    given([...proposed, signedByMaria(5)], plan, { by: { actor: maria } })
      .with(comuneInCharge)
      .when(signPlan, asManager, bySara)
      .then([signedBySara(5), mealsAgreed(5, 601)]);
  });

  it('agrees the plan when the last acceptance comes after the signatures', () => {
    const signedFirst = [planOpened, marketWished, mealsMade, proposedAt(4), signedByMaria(4), signedBySara(4)];
    given(signedFirst, plan).when(acceptCommitment, { plan, commitment: meals, shown: ['event-2'] }, byPerson(anna)).then([accepted(meals, 2), mealsAgreed(4, 601)]);
  });

  it('waits for every holder', () =>
    given([planOpened, marketWished, mealsMade, walksMade, accepted(meals, 2), proposedAt(6), signedBySara(6)], plan, { by: { actor: sara } })
      .when(signPlan, { ...asPerson, revision: 6 }, byMaria)
      .then([signedByMaria(6)]));

  it('starts what recurs at the first date that lies ahead', () => {
    const later = '2027-03-15T12:00:00.000Z';
    const { number: _, ...third } = sunday(3, 601);
    const line = { ...third, number: 3, commitment: meals, holder: anna, performer: anna, counterpart: maria, subjects: [maria], basis: 'public-task' as const };
    given([...proposed, signedBySara(5)], plan, { by: { actor: sara } })
      .when(signPlan, asPerson, byPerson(maria, later))
      .then([signedByMaria(5), event(PlanAgreed, { revision: 5, lines: [line] })]);
  });

  it('is harmless when done twice', () => given([...proposed, signedByMaria(5)], plan, { by: { actor: maria } }).when(signPlan, asPerson, byMaria).changesNothing());

  it('binds the exact revision', () => given(proposed, plan).when(signPlan, { ...asPerson, revision: 4 }, byMaria).isRejected('another-revision'));

  it('is refused where nothing is proposed', () => given(withMeals, plan).when(signPlan, asPerson, byMaria).isRejected('not-proposed'));

  it('is refused when the plan changed after she read it', () => {
    const another = event(GoalSet, { goal: named('goal', 2), whose: maria, words: 'The choir.' });
    given([...proposed, another], plan).when(signPlan, asPerson, byMaria).isRejected('not-proposed');
    given([...proposed, signedBySara(5), another, proposedAt(8)], plan).when(signPlan, asPerson, byMaria).isRejected('another-revision');
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
    given(proposed, plan).with(annaMay('sign-plan')).when(signPlan, asPerson, byDelegate(anna, maria)).then([signedByMaria(5)]);
    given(proposed, plan).with(annaMay('shape-plan')).when(signPlan, asPerson, byDelegate(anna, maria)).isRejected('outside-delegation');
  });

  it('may be declined with a reason; then it is proposed anew', () => {
    const declined = event(SignatureDeclined, { as: 'person', revision: 5, reason: 'needs-time' });
    given(proposed, plan).when(declineToSign, { ...asPerson, reason: 'needs-time' }, byMaria).then([declined]);
    given([...proposed, declined], plan).when(signPlan, asPerson, byMaria).isRejected('not-proposed');
    given([...proposed, declined], plan).when(declineToSign, { ...asPerson, reason: 'other' }, byMaria).isRejected('not-proposed');
    given(proposed, plan).when(declineToSign, { ...asPerson, revision: 4, reason: 'other' }, byMaria).isRejected('another-revision');
  });
});

describe('a plan that changes after it was agreed', () => {
  const agreed = [...proposed, signedBySara(5), signedByMaria(5), mealsAgreed(5, 1)];
  const reshaped = [...agreed, walksMade];

  it('is proposed and signed again, while what was agreed stays in force', () => {
    given(reshaped, plan).when(signPlan, { ...asPerson, revision: 5 }, byMaria).isRejected('not-proposed');
    given(reshaped, plan).with(comuneInCharge).when(proposePlan, { plan }, bySara).then([proposedAt(10)]);
  });

  it('brings into force only what is new', () => {
    const ready = [...reshaped, accepted(walks, 8), proposedAt(11), signedBySara(11)];
    const line = { ...first(1201), commitment: walks, holder: piero, performer: piero, counterpart: maria, subjects: [maria], basis: 'public-task' as const };
    given(ready, plan, { by: { actor: sara } })
      .when(signPlan, { ...asPerson, revision: 11 }, byMaria)
      .then([signedByMaria(11), event(PlanAgreed, { revision: 11, lines: [line] })]);
  });

  it('is not voided by an answer that it is told of', () => {
    const told = event(PlanToldOfAnswer, { category: 'transport', area: 'valcurta', answer: named('pact', 1) });
    given([...proposed, told], plan).when(signPlan, asPerson, byMaria).then([signedByMaria(5)]);
  });

  it('is voided by a refusal', () => {
    const refused = event(OptionRefused, { option: homeCare, goal: market, reason: 'not-wanted', refusedBy: 'person' });
    given([...withMeals, homeCareOffered, proposedAt(6), refused], plan).when(signPlan, { ...asPerson, revision: 6 }, byMaria).isRejected('not-proposed');
  });
});

describe('a plan for a minor', () => {
  const forNino = (made: typeof mealsMade) => event(CommitmentMade, { ...(made.data as CommitmentMade), counterpart: nino, about: nino });
  const opened = event(PlanOpened, { subjects: [nino], organisation: comune });
  const ninos = [opened, event(GoalSet, { goal: market, whose: nino, words: 'To swim.' }), forNino(mealsMade), accepted(meals, 2), proposedAt(5)];
  const minor = fact('person', { person: nino, area: 'valcurta', capacity: 'minor' }, nino);
  const parent = (delegate: typeof lucia) =>
    fact('delegation', { person: nino, delegate, basis: 'parental-responsibility', acts: ['sign-plan'], exercise: 'instead' }, named('network', 4));
  const signedFor = (awaits: (typeof lucia)[]) => event(PlanSigned, { as: 'person', person: nino, revision: 5, awaits });
  const both = given(ninos, plan).with(minor, parent(lucia), parent(marco));

  it('is signed by all who hold parental responsibility', () => {
    both.when(signPlan, asPerson, byDelegate(lucia, nino)).then([signedFor([marco])]);
    given([...ninos, signedFor([marco]), signedBySara(5)], plan, { by: { actor: lucia } })
      .with(minor, parent(lucia), parent(marco))
      .when(signPlan, asPerson, byDelegate(marco, nino))
      .then([signedFor([]), event(PlanAgreed, { revision: 5, lines: [{ ...first(701), commitment: meals, holder: anna, performer: anna, counterpart: nino, subjects: [nino], basis: 'public-task' }] })]);
  });

  it('is not agreed while one of them has not signed', () =>
    given([...ninos, signedFor([marco])], plan, { by: { actor: lucia } })
      .with(minor, fact('charge', { person: nino, organisation: comune, caseManager: sara }))
      .when(signPlan, asManager, bySara)
      .then([signedBySara(5)]));

  it('is not signed by the minor', () => both.when(signPlan, asPerson, byPerson(nino)).isRejected('minor-needs-parents'));
});

describe('a proposal with exercises and physiotherapy', () => {
  it('is agreed line by line, each on its own side', () => {
    const ready = [planOpened, marketWished, exercisesMade, physiotherapyMade, accepted(exercises, 2), accepted(physiotherapy, 3), proposedAt(7), signedBySara(7)];
    const { decided } = given(ready, plan, { by: { actor: sara } }).when(signPlan, { ...asPerson, revision: 7 }, byMaria);
    const { lines } = decided[1]?.data as PlanAgreed;
    expect(lines.map(({ commitment, holder, counterpart }) => [commitment, holder, counterpart])).toEqual([
      [exercises, maria, asl],
      [physiotherapy, asl, maria],
    ]);
  });
});
