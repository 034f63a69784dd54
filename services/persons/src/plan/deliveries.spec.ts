import { describe, expect, it } from '@jest/globals';
import {
  BreachAnnulled,
  CommitmentBreached,
  CommitmentFulfilled,
  FulfilmentConfirmed,
  FulfilmentContested,
  PlanToldOfReferral,
} from '@patto/contracts/persons';
import { event } from '@patto/event-store/pure';
import {
  anna,
  bySystem,
  corte,
  first,
  given,
  maria,
  mariasPlan as plan,
  marketWished,
  meals,
  mealsAgreed,
  mealsMade,
  named,
  planOpened,
  sunday,
} from '@patto/testing';
import { noteDeliveryWord } from './note-delivery-word.ts';
import { noteDelivery } from './note-delivery.ts';
import { noteReferral } from './note-referral.ts';

const agreed = [planOpened, marketWished, mealsMade, mealsAgreed(4, 1)];
const recorded = '00000000-0000-4000-8000-000000000001';
const of = { plan, commitment: meals };
const delivered = { ...of, performer: corte, recorded };
const line = { commitment: meals, holder: anna, performer: corte, counterpart: maria, about: maria };
const atNoon = '2027-03-07T12:00:00.000Z';
/** Recorded on a later day than it happened. */
const known = (now: string, happenedAt: string) => ({ ...bySystem(now), happenedAt });
const fulfilled = event(CommitmentFulfilled, {
  ...line,
  obligation: named('obligation', 1),
  ...{ dueAt: atNoon, late: false, overdue: false, evidence: { event: recorded }, next: [sunday(2, 401)] },
});
const breached = event(CommitmentBreached, {
  ...{ ...line, performer: anna, obligation: named('obligation', 1), dueAt: atNoon, breachAt: first(1).breachAt },
  next: [sunday(2, 401)],
});

describe('a delivery that a plan hears of', () => {
  it('fulfils the commitment with the record as evidence, by whoever delivered', () =>
    given(agreed, plan).when(noteDelivery, delivered, known('2027-03-07T13:00:00.000Z', atNoon)).then([fulfilled]));

  it('known on Wednesday was fulfilled on Sunday: its breach is annulled', () =>
    given([...agreed, breached], plan)
      .when(noteDelivery, delivered, known('2027-03-10T09:00:00.000Z', '2027-03-07T13:00:00.000Z'))
      .then([
        event(BreachAnnulled, { commitment: meals, obligation: named('obligation', 1) }),
        event(CommitmentFulfilled, { ...(fulfilled.data as CommitmentFulfilled), overdue: true, next: [] }),
      ]));

  it('counts for the date whose time it was, in whatever order records come', () => {
    const second = { ...delivered, recorded: '00000000-0000-4000-8000-000000000002' };
    const { decided } = given([...agreed, breached], plan).when(noteDelivery, second, known('2027-03-16T09:00:00.000Z', '2027-03-14T12:30:00.000Z'));
    expect(decided.map(({ data }) => (data as CommitmentFulfilled).obligation)).toEqual([named('obligation', 401)]);
  });

  it('counts once, and settles nothing where nothing is owed', () => {
    given([...agreed, fulfilled], plan)
      .when(noteDelivery, delivered, known('2027-03-15T09:00:00.000Z', atNoon))
      .changesNothing();
    given([planOpened, marketWished, mealsMade], plan).when(noteDelivery, delivered, known(atNoon, atNoon)).changesNothing();
  });
});

describe('the person’s word about a delivery', () => {
  const word = { ...of, person: maria, recorded };
  const past = [...agreed, fulfilled];

  it('confirms the fulfilment that it showed, once', () => {
    const confirmed = event(FulfilmentConfirmed, { commitment: meals, obligation: named('obligation', 1) });
    given(past, plan).when(noteDeliveryWord, word, bySystem()).then([confirmed]);
    given([...past, confirmed], plan)
      .when(noteDeliveryWord, word, bySystem())
      .changesNothing();
  });

  it('contests it; then it is owed again, and the old record does not settle it anew', () => {
    const contested = event(FulfilmentContested, { commitment: meals, obligation: named('obligation', 1), about: maria, reason: 'not-done' });
    given(past, plan)
      .when(noteDeliveryWord, { ...word, contested: 'not-done' as const }, bySystem())
      .then([contested]);
    given([...past, contested], plan)
      .when(noteDelivery, delivered, known('2027-03-10T09:00:00.000Z', atNoon))
      .changesNothing();
  });

  it('of somebody else, or about another delivery, says nothing here', () => {
    given(past, plan)
      .when(noteDeliveryWord, { ...word, person: anna }, bySystem())
      .changesNothing();
    given(past, plan)
      .when(noteDeliveryWord, { ...word, recorded: '00000000-0000-4000-8000-000000000009' }, bySystem())
      .changesNothing();
  });
});

describe('a referral that a plan hears of', () => {
  const referral = named('referral', 1);
  const told = (state: 'accepted' | 'rejected' | 'ended', outcome?: string) =>
    event(PlanToldOfReferral, { commitment: meals, referral, state, ...(outcome && { outcome }) });

  it('moves its commitment: accepted, then over with an outcome', () => {
    given(agreed, plan)
      .when(noteReferral, { ...of, referral, state: 'accepted' as const }, bySystem())
      .then([told('accepted')]);
    given([...agreed, told('accepted')], plan)
      .when(noteReferral, { ...of, referral, state: 'ended' as const, outcome: 'achieved' }, bySystem())
      .then([told('ended', 'achieved')]);
  });

  it('heard twice, or late, changes nothing', () => {
    given([...agreed, told('accepted')], plan)
      .when(noteReferral, { ...of, referral, state: 'accepted' as const }, bySystem())
      .changesNothing();
    given([...agreed, told('ended', 'achieved')], plan)
      .when(noteReferral, { ...of, referral, state: 'accepted' as const }, bySystem())
      .changesNothing();
    given([...agreed, told('ended', 'achieved')], plan)
      .when(noteReferral, { ...of, referral, state: 'rejected' as const }, bySystem())
      .changesNothing();
  });
});
