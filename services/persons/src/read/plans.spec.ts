import { describe, expect, it } from '@jest/globals';
import { type Asking, readingBasis } from '@patto/access';
import { type By, type CloudEvent, declarationOf, type Fact, partyOf, personalFields, Rejection } from '@patto/contracts';
import { CommitmentMade, OptionReportedUnavailable, PlanClosed, PlanObjectedTo, PlanToldOfAnswer, ProgressRecorded } from '@patto/contracts/persons';
import { type Decided, event } from '@patto/event-store/pure';
import { compile, fold, matches, type RecordedEvent } from '@patto/read-models';
import * as story from '@patto/testing';
import { anna, annaMay, asl, comune, comuneInCharge, filo, gino, maria, mariasPlan, market, meals, named, piero, sara } from '@patto/testing';
import { capabilityGaps } from './capability-gaps.ts';
import { commitmentList } from './commitment-list.ts';
import { excerptOfPlan } from './excerpt-of-plan.ts';
import { myPlans } from './my-plans.ts';
import { planById } from './plan-by-id.ts';
import { plans } from './plans.ts';

type Told = readonly [stream: string, ...happened: readonly Decided[]];

/** Events as the store would have recorded them, with what is personal sealed. */
const recorded = (...told: readonly Told[]): readonly RecordedEvent[] =>
  told
    .flatMap(([stream, ...happened]) => happened.map((one, index) => ({ stream, one, index })))
    .map(({ stream, one, index }, position) => {
      const { type } = declarationOf(one.class);
      const sealed = Object.fromEntries(personalFields(one.class).map(({ field }) => [field, { sealed: 'not to be read here' }]));
      const time = new Date(Date.UTC(2027, 2, 1, 9, position)).toISOString();
      const circumstances = { by: { actor: sara }, initiative: 'agency', channel: 'self', happenedAt: time, basedOn: [] };
      const what: object = { id: `event-${position}`, type, time, subject: stream, data: { ...(one.data as object), ...sealed, ...circumstances } };
      return { position, stream, revision: index + 1, type, body: JSON.stringify(what), event: what as CloudEvent };
    });

/** Who asks, of plans that stand so, with these facts in force. */
const asking = (by: By, told: readonly Told[], facts: readonly Fact[] = [comuneInCharge]): Asking => {
  const documents = [...fold(plans, recorded(...told)).values()];
  const one: Asking['one'] = async (_, id) => documents.find((document) => document.id === id) as never;
  const find: Asking['find'] = async (_, filter, options) =>
    documents.filter((document) => matches(compile(filter), document)).slice(0, options?.limit) as never;
  const page: Asking['page'] = async (model, filter) => ({ items: await find(model, filter), limit: 50 });
  const pageOf: Asking['pageOf'] = async (model, filter, _, each) => ({ items: (await each(await find(model, filter))).flat(), limit: 50 });
  const named = (is: object, id: string) => Object.values(is).includes(id);
  const found = { find: (kind: string, ...ids: readonly string[]) => facts.filter((fact) => fact.kind === kind && ids.every((id) => named(fact.is, id))) };
  const inForce = found as Asking['facts'];
  const basis: Asking['basis'] = (person, acts) => readingBasis({ by, person, purpose: 'care', categories: ['plan'], acts }, inForce);
  const asked: Partial<Asking> = { by, party: partyOf(by), facts: inForce, basis, standsOn: () => undefined, one, find, page, pageOf };
  return asked as Asking;
};

const byMaria: By = { actor: maria };
const bySara: By = { actor: sara, organisation: comune };
const annaForMaria: By = { actor: anna, onBehalfOf: maria };
const plan = mariasPlan;
const wished = [story.planOpened, story.marketWished] as const;
const lines = [story.exercisesMade, story.physiotherapyMade, story.mealsMade] as const;
const drafted: Told = [plan, ...wished, story.homeCareOffered, ...lines];
const proposed: Told = [...drafted, story.proposedAt(6)];

const isRefused = async (answer: unknown) => {
  const refusal = await Promise.resolve(answer).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(Rejection);
  return expect((refusal as Rejection).code).toBe('not-a-recipient');
};

describe('a plan', () => {
  it('is read by Maria, by Anna who may sign for her, and by the Comune in charge', async () => {
    const mayRead = [asking(byMaria, [drafted]), asking(annaForMaria, [drafted], [annaMay('sign-plan')]), asking(bySara, [drafted])];
    for (const ask of mayRead) expect(await planById.answer({ plan }, ask)).toMatchObject({ id: plan, subjects: [maria], commitments: [{}, {}, {}] });
  });

  it('is for nobody else, and a plan that does not exist is refused alike', async () => {
    await isRefused(planById.answer({ plan }, asking({ actor: piero }, [drafted])));
    await isRefused(planById.answer({ plan }, asking(annaForMaria, [drafted], [annaMay('report-need')])));
    await isRefused(planById.answer({ plan }, asking({ actor: gino, organisation: asl }, [drafted])));
    await isRefused(planById.answer({ plan: named('plan', 9) }, asking(byMaria, [drafted])));
  });

  it('shows a goal with one option as a choice of one, and one with two as none', async () => {
    const goals = async (told: Told) => (await planById.answer({ plan }, asking(byMaria, [told])))?.goals;
    expect(await goals(drafted)).toMatchObject([{ goal: market, isChoiceOfOne: true }]);
    expect(await goals([...drafted, story.dayCentreOffered])).toMatchObject([{ goal: market, isChoiceOfOne: false }]);
  });

  it('waits for the signature of Maria and of the case manager until each has signed', async () => {
    const waits = async (by: By, told: Told) => (await planById.answer({ plan }, asking(by, [told])))?.waiting;
    const signature = { for: 'signature', revision: 6 };
    expect(await waits(byMaria, drafted)).not.toContainEqual(signature);
    for (const by of [byMaria, bySara]) expect(await waits(by, proposed)).toContainEqual(signature);
    expect(await waits(byMaria, [...proposed, story.signedByMaria(6)])).not.toContainEqual(signature);
    expect(await waits(bySara, [...proposed, story.signedByMaria(6)])).toContainEqual(signature);
    expect(await waits(bySara, [...proposed, story.signedBySara(6)])).not.toContainEqual(signature);
  });
});

describe('my plans', () => {
  it('are those about Maria, with what waits for her; a stranger and a body that is not in charge have none', async () => {
    const mine = await myPlans.answer({}, asking(byMaria, [drafted, [named('plan', 2), story.planOpened]]));
    expect(mine?.items.map(({ id }) => id)).toEqual([plan, named('plan', 2)]);
    expect(mine?.items[0]?.waiting).toContainEqual({ for: 'acceptance', commitment: story.exercises });
    expect((await myPlans.answer({}, asking({ actor: piero }, [drafted])))?.items).toEqual([]);
    expect((await myPlans.answer({}, asking(bySara, [drafted], [])))?.items).toEqual([]);
  });
});

describe('an excerpt', () => {
  it('holds Anna’s own line only, with the event that she names when she accepts it', async () => {
    const excerpt = await excerptOfPlan.answer({ plan }, asking({ actor: anna }, [drafted]));
    expect(excerpt?.lines).toMatchObject([{ commitment: meals, holder: anna, events: ['event-5'] }]);
    expect(Object.keys(excerpt ?? {})).toEqual(['id', 'lines']);
    expect(excerpt?.lines[0]).not.toHaveProperty('goal');
  });

  it('of a plan that holds everything has for each holder their own lines, and nothing else, member by member', async () => {
    const everything: Told = [
      ...drafted,
      ...[story.dayCentreOffered, story.homeCareChosen, story.walksMade],
      event(OptionReportedUnavailable, { category: 'transport', area: 'valcurta', reason: 'no-transport', goal: story.market }),
      event(PlanObjectedTo, { person: maria, words: 'Not on Mondays.' }),
      event(ProgressRecorded, { goal: story.market, attainment: -1 }),
      event(CommitmentMade, {
        ...{ commitment: named('commitment', 9), holder: comune, performer: filo, counterpart: maria, side: 'service', option: story.homeCare },
        ...{ goal: story.market, about: maria, schedule: story.onSunday, evidence: 'none', words: 'Care at home.' },
      }),
    ];
    const mine = { [anna]: [meals], [asl]: [story.physiotherapy], [filo]: [named('commitment', 9)], [piero]: [story.walks], [maria]: [story.exercises] };
    const members = ['about', 'awaited', 'breached', 'commitment', 'contested', 'counterpart', 'events', 'evidence', 'holder', 'option', 'performer'];
    const shown = [...members, 'reported', 'schedule', 'side', 'status', 'words'];
    for (const [holder, lines] of Object.entries(mine)) {
      const by = (holder.startsWith('person-') ? { actor: holder } : { actor: sara, organisation: holder }) as By;
      const excerpt = await excerptOfPlan.answer({ plan }, asking(by, [everything]));
      expect(excerpt?.lines.map(({ commitment }) => commitment)).toEqual(lines);
      for (const line of excerpt?.lines ?? []) {
        expect(Object.keys(line).filter((member) => !shown.includes(member))).toEqual([]);
        expect(Object.keys(line.option ?? {}).filter((member) => !['category', 'service', 'holder', 'performer'].includes(member))).toEqual([]);
      }
      const others = Object.values(mine)
        .flat()
        .filter((one) => !lines.includes(one));
      for (const secret of [...others, story.market, story.dayCentre, 'minorUnits']) expect(JSON.stringify(excerpt)).not.toContain(secret);
    }
  });

  it('is refused to who holds nothing in the plan', async () => {
    await isRefused(excerptOfPlan.answer({ plan }, asking({ actor: piero }, [drafted])));
    await isRefused(excerptOfPlan.answer({ plan: named('plan', 9) }, asking({ actor: anna }, [drafted])));
  });
});

describe('the list of commitments', () => {
  const listed = async (question: Parameters<typeof commitmentList.answer>[0], by = byMaria) =>
    (await commitmentList.answer(question, asking(by, [[...drafted, story.accepted(meals, 5)]])))?.items.map(({ commitment }) => commitment);

  it('is by side and by how they stand, each with its plan', async () => {
    expect(await listed({})).toEqual([story.exercises, story.physiotherapy, meals]);
    expect(await listed({ side: 'person' })).toEqual([story.exercises]);
    expect(await listed({ status: 'accepted' }, bySara)).toEqual([meals]);
    expect(await listed({ plan, status: 'made', side: 'network' })).toEqual([]);
    expect((await commitmentList.answer({ side: 'service' }, asking(byMaria, [drafted])))?.items).toMatchObject([{ plan, holder: asl }]);
  });

  it('has nothing of plans that are not the asker’s', async () => {
    expect(await listed({}, { actor: anna })).toEqual([]);
    expect(await listed({}, { actor: gino, organisation: asl })).toEqual([]);
    await isRefused(listed({ plan }, { actor: anna }));
  });
});

describe('the capability gap', () => {
  const lift = { category: 'transport', area: 'castelmonte' };
  const missing = (where: Partial<typeof lift> = {}) => event(OptionReportedUnavailable, { ...lift, ...where, reason: 'no-capacity' });
  const answered = event(PlanToldOfAnswer, { ...lift, answer: 'pact-1' });
  const closed = event(PlanClosed, { outcomes: [{ goal: market, outcome: 'not-reached' }], ended: [] });
  const at = (number: number, ...happened: readonly Decided[]): Told => [named('plan', number), ...wished, ...happened];
  const gaps = async (told: readonly Told[], area?: string) =>
    (await capabilityGaps.answer({ ...(area && { area }) }, asking({ actor: named('operator', 4), organisation: filo }, told)))?.items;

  it('counts plans that want something and those that were told of an answer, the same report twice once', async () => {
    expect(await gaps([at(1, missing(), missing()), at(2, missing(), answered), at(3)])).toEqual([{ ...lift, wanted: 2, available: 1, gap: 1 }]);
  });

  it('is of one area where that is asked, and the widest comes first', async () => {
    const told = [at(1, missing(), missing({ area: 'pianfiorito' })), at(2, missing({ area: 'pianfiorito' }))];
    expect((await gaps(told))?.map(({ area, gap }) => [area, gap])).toEqual([
      ['pianfiorito', 2],
      ['castelmonte', 1],
    ]);
    expect((await gaps(told, 'castelmonte'))?.map(({ area }) => area)).toEqual(['castelmonte']);
    expect(await gaps(told, 'nowhere')).toEqual([]);
  });

  it('counts every plan of many, and none that is closed', async () => {
    const many = Array.from({ length: 450 }, (_, index) => at(index + 1, missing()));
    expect(await gaps(many)).toMatchObject([{ wanted: 450 }]);
    expect(await gaps([at(1, missing(), closed)])).toEqual([]);
  });
});
