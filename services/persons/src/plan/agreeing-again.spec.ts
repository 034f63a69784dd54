import { describe, expect, it } from '@jest/globals';
import { CommitmentMade, GoalSet, OptionRefused, PlanAgreed, PlanOpened, PlanSigned, PlanToldOfAnswer } from '@patto/contracts/persons';
import { event } from '@patto/event-store/pure';
import { accepted, anna, asl, byDelegate, byOperator, byPerson, comune, comuneInCharge, exercises, exercisesMade, fact, first } from '@patto/testing';
import { given, homeCare, homeCareOffered, lucia, marco, maria, mariasPlan as plan, market, marketWished, meals, mealsAgreed, mealsMade } from '@patto/testing';
import {
  named,
  nino,
  physiotherapy,
  physiotherapyMade,
  piero,
  planOpened,
  proposedAt,
  sara,
  signedByMaria,
  signedBySara,
  walks,
  walksMade,
} from '@patto/testing';
import { proposePlan } from './propose-plan.ts';
import { signPlan } from './sign-plan.ts';

const bySara = byOperator(sara, comune);
const byMaria = byPerson(maria);
const asPerson = { plan, revision: 5, as: 'person' as const };
const asManager = { plan, revision: 5, as: 'case-manager' as const };
const withMeals = [planOpened, marketWished, mealsMade, accepted(meals, 2)];
const proposed = [...withMeals, proposedAt(5)];

describe('a plan that changes after it was agreed', () => {
  const agreed = [...proposed, signedBySara(5), signedByMaria(5), mealsAgreed(5, 1)];
  const reshaped = [...agreed, walksMade];

  it('is proposed and signed again, while what was agreed stays in force', () => {
    given(reshaped, plan)
      .when(signPlan, { ...asPerson, revision: 5 }, byMaria)
      .isRejected('not-proposed');
    given(reshaped, plan)
      .with(comuneInCharge)
      .when(proposePlan, { plan }, bySara)
      .then([proposedAt(10)]);
  });

  it('brings into force only what is new', () => {
    const ready = [...reshaped, accepted(walks, 8), proposedAt(11), signedBySara(11)];
    const line = { ...first(1201), commitment: walks, holder: piero, performer: piero, counterpart: maria, subjects: [maria], basis: 'public-task' as const };
    given(ready, plan, { by: { actor: sara } })
      .when(signPlan, { ...asPerson, revision: 11 }, byMaria)
      .then([signedByMaria(11), event(PlanAgreed, { organisation: comune, revision: 11, lines: [line] })]);
  });

  it('is not voided by an answer that it is told of', () => {
    const told = event(PlanToldOfAnswer, { category: 'transport', area: 'valcurta', answer: named('pact', 1) });
    given([...proposed, told], plan)
      .when(signPlan, asPerson, byMaria)
      .then([signedByMaria(5)]);
  });

  it('is voided by a refusal', () => {
    const refused = event(OptionRefused, { option: homeCare, goal: market, reason: 'not-wanted', refusedBy: 'person' });
    given([...withMeals, homeCareOffered, proposedAt(6), refused], plan)
      .when(signPlan, { ...asPerson, revision: 6 }, byMaria)
      .isRejected('not-proposed');
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
      .then([
        signedFor([]),
        event(PlanAgreed, {
          organisation: comune,
          revision: 5,
          lines: [{ ...first(701), commitment: meals, holder: anna, performer: anna, counterpart: nino, subjects: [nino], basis: 'public-task' }],
        }),
      ]);
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
    const ready = [
      planOpened,
      marketWished,
      exercisesMade,
      physiotherapyMade,
      accepted(exercises, 2),
      accepted(physiotherapy, 3),
      proposedAt(7),
      signedBySara(7),
    ];
    const { decided } = given(ready, plan, { by: { actor: sara } }).when(signPlan, { ...asPerson, revision: 7 }, byMaria);
    const [, agreed] = decided;
    expect((agreed?.data as PlanAgreed | undefined)?.lines.map(({ commitment, holder, counterpart }) => [commitment, holder, counterpart])).toEqual([
      [exercises, maria, asl],
      [physiotherapy, asl, maria],
    ]);
  });
});
