import { describe, it } from '@jest/globals';
import { OptionChosen, OptionOffered, OptionRefused, OptionReportedUnavailable, OptionShaped, PlanClosed, PlanToldOfAnswer } from '@patto/contracts/persons';
import { event } from '@patto/event-store/pure';
import { byOperator, byPerson, bySystem, comune, comuneInCharge, dayCentre, dayCentreOffered, filo, franca } from '@patto/testing';
import {
  given,
  homeCare,
  homeCareChosen,
  homeCareOffered,
  maria,
  mariasPlan as plan,
  market,
  marketWished,
  named,
  passi,
  piero,
  planOpened,
  registered,
  sara,
} from '@patto/testing';
import { chooseOption } from './choose-option.ts';
import { notePlanNeedAnswered } from './note-plan-need-answered.ts';
import { offerOption } from './offer-option.ts';
import { refuseOption } from './refuse-option.ts';
import { reportOptionUnavailable } from './report-option-unavailable.ts';
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

describe('offering an option', () => {
  const offer = { plan, goal: market, category: 'home-care', holder: comune, performer: filo, costs: [] };
  const { plan: _, ...facts } = offer;

  it('puts it before Maria with who answers for it and who carries it out', () =>
    given(wished, plan)
      .with(comuneInCharge, ...registered)
      .when(offerOption, offer, bySara)
      .then([event(OptionOffered, { option: named('option', 201), ...facts })]));

  it('is for the body in charge', () => {
    given(wished, plan)
      .with(...registered)
      .when(offerOption, offer, byMaria)
      .isRejected('only-the-body-in-charge');
    given(wished, plan)
      .with(...registered)
      .when(offerOption, offer, byFranca)
      .isRejected('not-a-recipient');
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

  it('is Maria’s choice', () =>
    given(offered, plan)
      .when(chooseOption, choice, byMaria)
      .then([event(OptionChosen, { option: homeCare, goal: market })]));

  it('is not for the body in charge to choose', () =>
    given(offered, plan).with(comuneInCharge).when(chooseOption, choice, bySara).isRejected('only-the-person'));

  it('chosen twice is chosen once', () =>
    given([...offered, homeCareChosen], plan)
      .when(chooseOption, choice, byMaria)
      .changesNothing());

  it('keeps what Maria refused, and why', () => given(offered, plan).when(refuseOption, refusal, byMaria).then([refused]));

  it('keeps that it was the provider who refused', () =>
    given(offered, plan)
      .when(refuseOption, { plan, option: dayCentre, reason: 'no-capacity' }, byFranca)
      .then([event(OptionRefused, { option: dayCentre, goal: market, reason: 'no-capacity', refusedBy: 'provider' })]));

  it('refused twice is refused once', () =>
    given([...offered, refused], plan)
      .when(refuseOption, refusal, byMaria)
      .changesNothing());

  it('leaves a refused option refused', () =>
    given([...offered, refused], plan)
      .when(chooseOption, { plan, option: dayCentre }, byMaria)
      .isRejected('option-refused'));

  it('knows only options of the plan, and only while it is open', () => {
    given(offered, plan)
      .when(chooseOption, { plan, option: named('option', 9) }, byMaria)
      .isRejected('no-such-option');
    given(offered, plan)
      .when(refuseOption, { ...refusal, option: named('option', 9) }, byMaria)
      .isRejected('no-such-option');
    given([...offered, closed], plan)
      .when(refuseOption, refusal, byFranca)
      .isRejected('plan-closed');
    given(offered, plan).when(refuseOption, refusal, byOperator(franca, passi)).isRejected('not-a-recipient');
  });
});

describe('what cannot be had', () => {
  it('is reported though it was never offered', () =>
    given(offered, plan)
      .with(comuneInCharge)
      .when(reportOptionUnavailable, { plan, ...transport, reason: 'no-transport' }, bySara)
      .then([noTransport]));

  it('cannot be chosen once it was reported', () => {
    const full = event(OptionReportedUnavailable, { ...transport, category: 'home-care', reason: 'no-capacity', option: homeCare });
    given([...offered, full], plan)
      .when(chooseOption, { plan, option: homeCare }, byMaria)
      .isRejected('option-unavailable');
  });

  it('names goals and options of this plan', () => {
    const report = { plan, ...transport, reason: 'other' as const };
    given(offered, plan)
      .when(reportOptionUnavailable, { ...report, goal: named('goal', 9) }, byMaria)
      .isRejected('no-such-goal');
    given(offered, plan)
      .when(reportOptionUnavailable, { ...report, option: named('option', 9) }, byMaria)
      .isRejected('no-such-option');
  });

  it('is told to the plan when it is answered, once', () => {
    const answer = { ...transport, answer: named('pact', 1) };
    const told = event(PlanToldOfAnswer, answer);
    given([...offered, noTransport], plan)
      .when(notePlanNeedAnswered, { plan, ...answer }, bySystem())
      .then([told]);
    given([...offered, noTransport, told], plan)
      .when(notePlanNeedAnswered, { plan, ...answer }, bySystem())
      .changesNothing();
    given(offered, plan)
      .when(notePlanNeedAnswered, { plan, ...answer }, bySystem())
      .changesNothing();
    given([...offered, noTransport, closed], plan)
      .when(notePlanNeedAnswered, { plan, ...answer }, bySystem())
      .changesNothing();
  });
});
