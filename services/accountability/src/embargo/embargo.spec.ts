import { describe, it } from '@jest/globals';
import { EmbargoLifted, EmbargoPlaced } from '@patto/contracts/accountability';
import { event } from '@patto/event-store/pure';
import { asl, byOperator, comune, dario, filo, franca, given, maria, named, registrations } from '@patto/testing';
import { liftEmbargo } from './lift-embargo.ts';
import { placeEmbargo } from './place-embargo.ts';

const embargo = named('embargo', 1);
const order = { person: maria, reader: asl, act: 'Tribunale di Sondrio, decreto 12/2027', until: '2027-06-01T00:00:00.000Z' };
const placed = event(EmbargoPlaced, order);
const lifted = event(EmbargoLifted, { person: maria, reader: asl });
const inTheDistrict = (past: Parameters<typeof given>[0]) => given(past, embargo).with(...registrations);

describe('an embargo on what a person is told of reads', () => {
  it('is an authority’s order, put on record by a public body, until a date', () =>
    inTheDistrict([])
      .when(placeEmbargo, { ...order, until: '2027-06-01T00:00:00Z' }, byOperator(dario, comune))
      .then([placed]));

  it('is not for others to place or to lift', () => {
    inTheDistrict([]).when(placeEmbargo, order, byOperator(franca, filo)).isRejected('embargo-by-public-body');
    inTheDistrict([placed]).when(liftEmbargo, { embargo }, byOperator(franca, filo)).isRejected('embargo-by-public-body');
  });

  it('ends ahead of now, and within a year', () => {
    for (const until of ['2027-03-01T12:00:00Z', '2028-03-01T12:00:00.001Z']) {
      inTheDistrict([])
        .when(placeEmbargo, { ...order, until }, byOperator(dario, comune))
        .isRejected('embargo-too-long');
    }
  });

  it('is lifted once', () => {
    inTheDistrict([placed]).when(liftEmbargo, { embargo }, byOperator(dario, comune)).then([lifted]);
    inTheDistrict([placed, lifted]).when(liftEmbargo, { embargo }, byOperator(dario, comune)).changesNothing();
    inTheDistrict([]).when(liftEmbargo, { embargo }, byOperator(dario, comune)).isRejected('not-a-recipient');
  });
});
