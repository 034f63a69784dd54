import { describe, expect, it } from '@jest/globals';
import { AttendanceRecorded, DeliveryConfirmed, DeliveryContested, DeliveryRecorded } from '@patto/contracts/comanagement';
import { event } from '@patto/event-store/pure';
import {
  anna,
  annaMay,
  asl,
  byDelegate,
  byOperator,
  byPerson,
  comune,
  fact,
  filo,
  franca,
  gino,
  given,
  maria,
  meals,
  named,
  nino,
  mariasPlan,
  piero,
} from '@patto/testing';
import { comuneServesMaria, comuneTakesPart, filoTakesPart, homeCareService as service, referral, serviceRuns } from '../testing/referred.ts';
import { confirmDelivery } from './confirm-delivery.ts';
import { contestDelivery } from './contest-delivery.ts';
import { recordAttendance } from './record-attendance.ts';
import { recordDelivery } from './record-delivery.ts';

const delivery = named('delivery', 1);
const byFranca = byOperator(franca, filo);
const started = (person: typeof maria, of: typeof referral, more: object = {}) =>
  fact('referral', { referral: of, service, person, performer: filo, startedAt: '2027-02-01T09:00:00.000Z', ...more }, of);
const runs = [serviceRuns, filoTakesPart];
const mariaStarted = started(maria, referral, { plan: mariasPlan, commitment: meals });
const record = { person: maria, referral, service, attendance: 'attended' as const, where: 'home' as const };
const recorded = event(DeliveryRecorded, { ...record, performer: filo, plan: mariasPlan, commitment: meals });

describe('recording a delivery', () => {
  it('rests on the started referral and names the line that it carries out', () =>
    given([], delivery)
      .with(...runs, mariaStarted)
      .when(recordDelivery, record, byFranca)
      .then([recorded]));

  it('may come late, but tells of nothing before the referral was started', () => {
    given([], delivery)
      .with(...runs, mariaStarted)
      .when(recordDelivery, record, { ...byFranca, happenedAt: '2027-02-26T12:00:00.000Z' })
      .then([recorded]);
    given([], delivery)
      .with(...runs, mariaStarted)
      .when(recordDelivery, record, { ...byFranca, happenedAt: '2027-02-01T08:59:59.000Z' })
      .isRejected('delivered-before-start');
  });

  it('on hold, or of a service that rests, may still be of the time before, and of no other', () => {
    const NOON = '2027-03-01T12:00:00.000Z';
    const before = { ...byFranca, happenedAt: '2027-03-01T11:59:59.999Z' };
    const onHold = started(maria, referral, { plan: mariasPlan, commitment: meals, heldAt: NOON });
    const resting = fact('service', { ...serviceRuns.is, restsSince: NOON }, service);
    for (const facts of [
      [serviceRuns, onHold],
      [resting, onHold],
      [resting, mariaStarted],
    ]) {
      const recording = given([], delivery).with(filoTakesPart, ...facts);
      recording.when(recordDelivery, record, before).then([recorded]);
      recording.when(recordDelivery, record, byFranca).isRejected(facts[0] === resting ? 'no-such-service' : 'delivered-on-hold');
    }
  });

  it('rests on nothing without a started referral of this person to this service', () => {
    given([], delivery)
      .with(...runs)
      .when(recordDelivery, record, byFranca)
      .isRejected('nothing-to-deliver-under');
    given([], delivery)
      .with(...runs, started(piero, referral))
      .when(recordDelivery, record, byFranca)
      .isRejected('nothing-to-deliver-under');
    const elsewhere = started(maria, referral, { service: named('service', 2) });
    given([], delivery)
      .with(...runs, elsewhere)
      .when(recordDelivery, record, byFranca)
      .isRejected('nothing-to-deliver-under');
  });

  it('is for the performer of a running service that takes part', () => {
    given([], delivery)
      .with(...runs, mariaStarted)
      .when(recordDelivery, record, byOperator(gino, asl))
      .isRejected('not-a-recipient');
    given([], delivery).with(serviceRuns, mariaStarted).when(recordDelivery, record, byFranca).isRejected('participation-suspended');
    given([], delivery).with(filoTakesPart, mariaStarted).when(recordDelivery, record, byFranca).isRejected('no-such-service');
  });

  it('rests on an urgent charge of a party before there is a plan, and not on that of a stranger', () => {
    const charge = comuneServesMaria.stream as `charge-${string}`;
    const { referral: _, ...urgent } = { ...record, charge };
    given([], delivery)
      .with(...runs, comuneServesMaria, comuneTakesPart)
      .when(recordDelivery, urgent, byFranca)
      .then([event(DeliveryRecorded, { ...urgent, performer: filo })]);
    given([], delivery)
      .with(...runs, comuneServesMaria)
      .when(recordDelivery, urgent, byFranca)
      .isRejected('nothing-to-deliver-under');
  });
});

describe('a group session', () => {
  const second = named('referral', 2);
  const session = {
    ...{ service, where: 'premises' as const },
    attended: [
      { person: maria, referral, attendance: 'attended' as const },
      { person: piero, referral: second, attendance: 'missed-by-person' as const },
    ],
  };

  it('is recorded in one go, for each person what it rests on', () =>
    given([], delivery)
      .with(...runs, mariaStarted, started(piero, second))
      .when(recordAttendance, session, byFranca)
      .then([
        event(AttendanceRecorded, {
          ...{ service, where: 'premises', performer: filo },
          attended: [
            { person: maria, referral, attendance: 'attended', plan: mariasPlan, commitment: meals },
            { person: piero, referral: second, attendance: 'missed-by-person' },
          ],
        }),
      ]));

  it('is refused whole where one rests on nothing, or is named twice', () => {
    given([], delivery)
      .with(...runs, mariaStarted)
      .when(recordAttendance, session, byFranca)
      .isRejected('nothing-to-deliver-under');
    const twice = { ...session, attended: [...session.attended.slice(0, 1), ...session.attended.slice(0, 1)] };
    given([], delivery)
      .with(...runs, mariaStarted)
      .when(recordAttendance, twice, byFranca)
      .isRejected('attended-twice');
  });
});

describe('the person’s word', () => {
  const about = {
    ...{ person: maria, plan: mariasPlan, commitment: meals, performer: filo },
    ...{ recorded: 'event-0', deliveredAt: '2027-01-01T00:00:00.000Z' },
  };
  const past = given([recorded], delivery, { by: { actor: franca, organisation: filo } });
  const confirmed = event(DeliveryConfirmed, about);
  const contested = event(DeliveryContested, { ...about, reason: 'not-done', words: 'Nobody came.' });
  const contest = { delivery, reason: 'not-done' as const, words: 'Nobody came.' };

  it('confirms or contests it, by themself or by a delegate within scope', () => {
    past.when(confirmDelivery, { delivery }, byPerson(maria)).then([confirmed]);
    past.when(contestDelivery, contest, byPerson(maria)).then([contested]);
    past.with(annaMay('confirm-fulfilment')).when(confirmDelivery, { delivery }, byDelegate(anna, maria)).then([confirmed]);
    past.with(annaMay('sign-plan')).when(confirmDelivery, { delivery }, byDelegate(anna, maria)).isRejected('outside-delegation');
  });

  it('is given once', () => {
    const spoken = given([recorded, confirmed], delivery, { by: { actor: franca, organisation: filo } });
    spoken.when(confirmDelivery, { delivery }, byPerson(maria)).changesNothing();
    spoken.when(contestDelivery, contest, byPerson(maria)).isRejected('word-given');
  });

  it('is written down by a desk for the person, and never by the organisation that delivered', () => {
    const writtenDown = (organisation: typeof filo) => ({ ...byOperator(gino, organisation), by: { actor: gino, organisation, onBehalfOf: maria } });
    past.when(confirmDelivery, { delivery }, writtenDown(comune)).then([confirmed]);
    past.when(contestDelivery, contest, writtenDown(comune)).then([contested]);
    past.when(confirmDelivery, { delivery }, writtenDown(filo)).isRejected('own-obligation');
    past.when(contestDelivery, contest, writtenDown(filo)).isRejected('own-obligation');
  });

  it('is not that of whoever recorded it, nor of others', () => {
    given([recorded], delivery, { by: { actor: anna } })
      .with(annaMay('confirm-fulfilment'))
      .when(confirmDelivery, { delivery }, byDelegate(anna, maria))
      .isRejected('own-obligation');
    past.when(confirmDelivery, { delivery }, byPerson(nino)).isRejected('not-a-recipient');
    past.when(confirmDelivery, { delivery }, byOperator(gino, comune)).isRejected('not-a-recipient');
    expect(past.when(contestDelivery, contest, byPerson(maria)).decided).toHaveLength(1);
  });
});
