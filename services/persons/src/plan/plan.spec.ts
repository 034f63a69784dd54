import { describe, it } from '@jest/globals';
import { GoalSet, OptionChosen, OptionOffered, OptionRefused, OptionReportedUnavailable, OptionShaped, PlanClosed, PlanObjectedTo, PlanOpened, PlanToldOfAnswer } from '@patto/contracts/persons';
import { event } from '@patto/event-store/pure';
import { anna, annaMay, byDelegate, byOperator, byPerson, bySystem, comune, comuneInCharge, dayCentre, dayCentreOffered, fact, filo, franca } from '@patto/testing';
import { given, homeCare, homeCareChosen, homeCareOffered, maria, mariasPlan as plan, market, marketWished, named, nino, passi, piero, planOpened, registered, sara } from '@patto/testing';
import { chooseOption } from './choose-option.ts';
import { notePlanNeedAnswered } from './note-plan-need-answered.ts';
import { objectToPlan } from './object-to-plan.ts';
import { offerOption } from './offer-option.ts';
import { openPlan } from './open-plan.ts';
import { refuseOption } from './refuse-option.ts';
import { reportOptionUnavailable } from './report-option-unavailable.ts';
import { setGoal } from './set-goal.ts';
import { shapeOption } from './shape-option.ts';

const bySara = byOperator(sara, comune);
const byFranca = byOperator(franca, filo);
const byMaria = byPerson(maria);
const wished = [planOpened, marketWished];
const offered = [...wished, homeCareOffered, dayCentreOffered];
const closed = event(PlanClosed, { outcomes: [], ended: [] });
const refused = event(OptionRefused, { option: dayCentre, goal: market, reason: 'too-far', refusedBy: 'person' });
const transport = { category: 'transport', area: 'valcurta' };
const noTransport = event(OptionReportedUnavailable, { ...transport, reason: 'no-transport' });

describe('opening a plan', () => {
  it('is done by the body in charge of Maria', () =>
    given([], plan).with(comuneInCharge).when(openPlan, { subjects: [maria, maria] }, bySara).then([event(PlanOpened, { subjects: [maria], organisation: comune })]));

  it('is refused where one of the household is not in its charge', () =>
    given([], plan).with(comuneInCharge).when(openPlan, { subjects: [maria, nino] }, bySara).isRejected('not-a-recipient'));
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
    given([planOpened], plan).with(decree(['sign-plan'])).when(setGoal, wish, byMaria).then([set]);
    given([planOpened], plan).with(decree(['shape-plan'])).when(setGoal, wish, byMaria).isRejected('taken-by-decree');
  });

  it('is nobody else’s wish', () =>
    given([planOpened], plan).with(comuneInCharge).when(setGoal, { ...wish, whose: piero }, bySara).isRejected('unknown-wisher'));

  it('is refused to whoever has no part in the plan, alike where there is none', () => {
    given([planOpened], plan).when(setGoal, wish, byPerson(piero)).isRejected('not-a-recipient');
    given([planOpened], plan).when(setGoal, wish, byFranca).isRejected('not-a-recipient');
    given([], plan).when(setGoal, wish, byMaria).isRejected('not-a-recipient');
  });

  it('is refused once the plan is closed', () => given([planOpened, closed], plan).when(setGoal, wish, byMaria).isRejected('plan-closed'));

  it('is refused when the plan holds as many as it can', () => {
    const many = Array.from({ length: 40 }, (_, index) => event(GoalSet, { goal: named('goal', index), whose: maria, words: 'x' }));
    given([planOpened, ...many], plan).when(setGoal, wish, byMaria).isRejected('plan-full');
  });
});

describe('offering an option', () => {
  const offer = { plan, goal: market, category: 'home-care', holder: comune, performer: filo, costs: [] };
  const { plan: _, ...facts } = offer;

  it('puts it before Maria with who answers for it and who carries it out', () =>
    given(wished, plan)
      .with(comuneInCharge, ...registered)
      .when(offerOption, offer, bySara)
      .then([event(OptionOffered, { option: named('option', 201), ...facts })]));

  it('is for the body in charge', () => {
    given(wished, plan).with(...registered).when(offerOption, offer, byMaria).isRejected('only-the-body-in-charge');
    given(wished, plan).with(...registered).when(offerOption, offer, byFranca).isRejected('not-a-recipient');
  });

  it('needs a goal of the plan and providers who are known', () => {
    const with_ = given(wished, plan).with(comuneInCharge, ...registered);
    with_.when(offerOption, { ...offer, goal: named('goal', 9) }, bySara).isRejected('no-such-goal');
    with_.when(offerOption, { ...offer, performer: passi }, bySara).isRejected('unknown-party');
    with_.when(offerOption, { ...offer, performer: piero }, bySara).isRejected('holder-not-in-network');
  });
});

describe('shaping an option', () => {
  const shape = { plan, goal: market, lineage: [dayCentre], barrier: 'transport', category: 'ride', holder: filo, costs: [] };

  it('keeps what it was made from and the barrier that it answers', () => {
    const { plan: _, ...facts } = shape;
    given(offered, plan)
      .with(...registered)
      .when(shapeOption, shape, byMaria)
      .then([event(OptionShaped, { option: named('option', 401), ...facts, performer: filo })]);
  });

  it('is made of this plan’s options, for its goals', () => {
    const with_ = given(offered, plan).with(...registered);
    with_.when(shapeOption, { ...shape, lineage: [named('option', 9)] }, byMaria).isRejected('no-such-option');
    with_.when(shapeOption, { ...shape, goal: named('goal', 9) }, byMaria).isRejected('no-such-goal');
  });
});

describe('choosing and refusing', () => {
  const choice = { plan, option: homeCare };
  const refusal = { plan, option: dayCentre, reason: 'too-far' as const };

  it('is Maria’s choice', () => given(offered, plan).when(chooseOption, choice, byMaria).then([event(OptionChosen, { option: homeCare, goal: market })]));

  it('is not for the body in charge to choose', () =>
    given(offered, plan).with(comuneInCharge).when(chooseOption, choice, bySara).isRejected('only-the-person'));

  it('chosen twice is chosen once', () => given([...offered, homeCareChosen], plan).when(chooseOption, choice, byMaria).changesNothing());

  it('keeps what Maria refused, and why', () => given(offered, plan).when(refuseOption, refusal, byMaria).then([refused]));

  it('keeps that it was the provider who refused', () =>
    given(offered, plan)
      .when(refuseOption, { plan, option: dayCentre, reason: 'no-capacity' }, byFranca)
      .then([event(OptionRefused, { option: dayCentre, goal: market, reason: 'no-capacity', refusedBy: 'provider' })]));

  it('refused twice is refused once', () => given([...offered, refused], plan).when(refuseOption, refusal, byMaria).changesNothing());

  it('leaves a refused option refused', () =>
    given([...offered, refused], plan).when(chooseOption, { plan, option: dayCentre }, byMaria).isRejected('option-refused'));

  it('knows only options of the plan, and only while it is open', () => {
    given(offered, plan).when(chooseOption, { plan, option: named('option', 9) }, byMaria).isRejected('no-such-option');
    given(offered, plan).when(refuseOption, { ...refusal, option: named('option', 9) }, byMaria).isRejected('no-such-option');
    given([...offered, closed], plan).when(refuseOption, refusal, byFranca).isRejected('plan-closed');
    given(offered, plan).when(refuseOption, refusal, byOperator(franca, passi)).isRejected('not-a-recipient');
  });
});

describe('what cannot be had', () => {
  it('is reported though it was never offered', () =>
    given(offered, plan).with(comuneInCharge).when(reportOptionUnavailable, { plan, ...transport, reason: 'no-transport' }, bySara).then([noTransport]));

  it('cannot be chosen once it was reported', () => {
    const full = event(OptionReportedUnavailable, { ...transport, category: 'home-care', reason: 'no-capacity', option: homeCare });
    given([...offered, full], plan).when(chooseOption, { plan, option: homeCare }, byMaria).isRejected('option-unavailable');
  });

  it('names goals and options of this plan', () => {
    const report = { plan, ...transport, reason: 'other' as const };
    given(offered, plan).when(reportOptionUnavailable, { ...report, goal: named('goal', 9) }, byMaria).isRejected('no-such-goal');
    given(offered, plan).when(reportOptionUnavailable, { ...report, option: named('option', 9) }, byMaria).isRejected('no-such-option');
  });

  it('is told to the plan when it is answered, once', () => {
    const answer = { ...transport, answer: named('pact', 1) };
    const told = event(PlanToldOfAnswer, answer);
    given([...offered, noTransport], plan).when(notePlanNeedAnswered, { plan, ...answer }, bySystem()).then([told]);
    given([...offered, noTransport, told], plan).when(notePlanNeedAnswered, { plan, ...answer }, bySystem()).changesNothing();
    given(offered, plan).when(notePlanNeedAnswered, { plan, ...answer }, bySystem()).changesNothing();
    given([...offered, noTransport, closed], plan).when(notePlanNeedAnswered, { plan, ...answer }, bySystem()).changesNothing();
  });
});

describe('objecting', () => {
  const words = 'Nobody asked me about Thursdays.';

  it('stays attached to the plan', () =>
    given(offered, plan).when(objectToPlan, { plan, words }, byMaria).then([event(PlanObjectedTo, { person: maria, words })]));

  it('is the person’s', () => given(offered, plan).with(comuneInCharge).when(objectToPlan, { plan, words }, bySara).isRejected('only-the-person'));
});
