import { describe, it } from '@jest/globals';
import { DeliveryRecorded } from '@patto/contracts/comanagement';
import { event } from '@patto/event-store/pure';
import { byOperator, elena, fact, filo, franca, given, maria, named, passi } from '@patto/testing';
import { recordDelivery } from './record-delivery.ts';

const delivery = named('delivery', 1);
const referral = named('referral', 1);
const startedAt = '2027-02-20T09:00:00.000Z';
const started = (change: object = {}) => fact('referral', { referral, person: maria, performer: passi, startedAt, ...change }, referral);
const ride = { person: maria, referral, attendance: 'attended' as const, where: 'outdoors' as const };
const byPassi = byOperator(elena, passi);
const recorded = event(DeliveryRecorded, { person: maria, referral, attendance: 'attended', performer: passi, where: 'outdoors' });

describe('a delivery by somebody outside every pact', () => {
  it('rests on the referral alone', () => given([], delivery).with(started()).when(recordDelivery, ride, byPassi).then([recorded]));

  it('may be written down while the referral rests, of what was delivered before', () => {
    const onMonday = { ...byPassi, happenedAt: '2027-02-22T09:00:00.000Z' };
    const resting = started({ heldAt: '2027-02-25T09:00:00.000Z' });
    given([], delivery).with(resting).when(recordDelivery, ride, onMonday).then([recorded]);
    given([], delivery).with(resting).when(recordDelivery, ride, byPassi).isRejected('delivered-on-hold');
  });

  it('is refused before the start, to others, and under a referral to a service or a charge', () => {
    given([], delivery)
      .with(started())
      .when(recordDelivery, ride, { ...byPassi, happenedAt: '2027-02-19T09:00:00.000Z' })
      .isRejected('delivered-before-start');
    given([], delivery).with(started()).when(recordDelivery, ride, byOperator(franca, filo)).isRejected('nothing-to-deliver-under');
    given([], delivery)
      .with(started({ service: named('service', 1) }))
      .when(recordDelivery, ride, byPassi)
      .isRejected('nothing-to-deliver-under');
    const charge = fact('charge', { person: maria, organisation: passi });
    const urgent = { person: maria, charge: named('charge', 1), attendance: 'attended' as const, where: 'outdoors' as const };
    given([], delivery).with(charge).when(recordDelivery, urgent, byPassi).isRejected('nothing-to-deliver-under');
    given([], delivery).when(recordDelivery, ride, byPassi).isRejected('nothing-to-deliver-under');
  });
});
