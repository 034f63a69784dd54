import { describe, it } from '@jest/globals';
import {
  OfferCalledOff,
  StepInAccepted,
  StepInDeclined,
  StepInOffered,
  TransferAccepted,
  TransferDeclined,
  TransferOffered,
} from '@patto/contracts/comanagement';
import { event } from '@patto/event-store/pure';
import { asl, byOperator, bySystem, comune, corte, fact, filo, franca, gino, given, named, passi, sara } from '@patto/testing';
import { acceptTransfer } from './accept-transfer.ts';
import { callOffOffer } from './call-off-offer.ts';
import { declineTransfer } from './decline-transfer.ts';
import { offerStepIn } from './offer-step-in.ts';
import { offerTransfer } from './offer-transfer.ts';

const [service, pact, obligation, transfer] = [named('service', 1), named('pact', 1), named('obligation', 1), named('transfer', 1)];
const carlo = named('operator', 9);
const ofFilo = byOperator(franca, filo);
const ofCorte = byOperator(carlo, corte);

const homeCare = (performer: typeof filo) =>
  fact('service', { service, pact, obligation, accountable: comune, performer, category: 'home-care', area: 'valcurta' }, service);
const takesPart = (organisation: typeof filo) => fact('participation', { pact, organisation, role: 'co-manager' }, pact);
const order = fact('pact', { pact, parties: [], decisionRules: [], stepInOrder: [filo, corte, passi], dataSharing: [] }, pact);
const parties = [comune, asl, filo, corte, passi].map(takesPart);
const without = (organisation: typeof filo) => parties.filter(({ is }) => is.organisation !== organisation);

const handOver = { service, pact, obligation, from: filo, to: corte };
const offered = event(TransferOffered, { ...handOver, reason: 'Three of us are ill.' });
const asked = event(StepInOffered, { ...handOver, cause: 'suspended', place: 2 });
const asLeaving = event(StepInOffered, { ...handOver, cause: 'withdrawn', place: 2 });

describe('offering a service to another performer', () => {
  const offer = { service, to: corte, reason: 'Three of us are ill.' };
  const nothing = given([], transfer).with(homeCare(filo), ...parties);

  it('is for the one who performs it', () => {
    nothing.when(offerTransfer, offer, ofFilo).then([offered]);
    nothing.when(offerTransfer, offer, byOperator(sara, comune)).isRejected('not-the-performer');
    given([], transfer)
      .with(...parties)
      .when(offerTransfer, offer, ofFilo)
      .isRejected('no-such-service');
  });

  it('is to another party that takes part now', () => {
    nothing.when(offerTransfer, { ...offer, to: filo }, ofFilo).isRejected('performs-it-already');
    given([], transfer)
      .with(homeCare(filo), ...without(corte))
      .when(offerTransfer, offer, ofFilo)
      .isRejected('takes-no-part');
    given([], transfer)
      .with(homeCare(filo), ...without(filo))
      .when(offerTransfer, offer, ofFilo)
      .isRejected('participation-suspended');
  });
});

describe('answering an offered hand-over', () => {
  const running = given([offered], transfer).with(homeCare(filo), ...parties);

  it('is for the party that is asked, which may say no', () => {
    running.when(acceptTransfer, { transfer }, ofCorte).then([event(TransferAccepted, handOver)]);
    running.when(declineTransfer, { transfer, reason: 'no-capacity' }, ofCorte).then([event(TransferDeclined, { ...handOver, reason: 'no-capacity' })]);
    running.when(acceptTransfer, { transfer }, byOperator(gino, asl)).isRejected('offered-to-another');
    running.when(declineTransfer, { transfer, reason: 'other' }, ofFilo).isRejected('offered-to-another');
  });

  it('is done once, and harmless when it is said again', () => {
    const accepted = given([offered, event(TransferAccepted, handOver)], transfer).with(homeCare(corte), ...parties);
    accepted.when(acceptTransfer, { transfer }, ofCorte).changesNothing();
    accepted.when(declineTransfer, { transfer, reason: 'other' }, ofCorte).isRejected('hand-over-settled');
    const declined = given([offered, event(TransferDeclined, { ...handOver, reason: 'other' })], transfer).with(homeCare(filo), ...parties);
    declined.when(declineTransfer, { transfer, reason: 'other' }, ofCorte).changesNothing();
    declined.when(acceptTransfer, { transfer }, ofCorte).isRejected('hand-over-settled');
  });

  it('is no yes of one who takes no part now', () =>
    given([offered], transfer)
      .with(homeCare(filo), ...without(corte))
      .when(acceptTransfer, { transfer }, ofCorte)
      .isRejected('participation-suspended'));

  it('comes too late when another performs the service by now, or it does not run', () => {
    given([offered], transfer)
      .with(homeCare(passi), ...parties)
      .when(acceptTransfer, { transfer }, ofCorte)
      .isRejected('not-needed-any-more');
    given([offered], transfer)
      .with(...parties)
      .when(acceptTransfer, { transfer }, ofCorte)
      .isRejected('no-such-service');
  });
});

describe('asking for somebody who steps in', () => {
  const need = { service, pact, obligation, from: filo, cause: 'suspended', after: 0 } as const;
  const suspended = given([], transfer).with(homeCare(filo), order, ...without(filo));

  it('asks the first in the order of the pact who takes part and is another', () => {
    suspended.when(offerStepIn, need, bySystem()).then([asked]);
    given([], transfer)
      .with(homeCare(filo), order, ...without(filo).filter(({ is }) => is.organisation !== corte))
      .when(offerStepIn, need, bySystem())
      .then([event(StepInOffered, { ...handOver, to: passi, cause: 'suspended', place: 3 })]);
  });

  it('asks the next one after one who declined, and says so when nobody is left', () => {
    suspended.when(offerStepIn, { ...need, after: 2 }, bySystem()).then([event(StepInOffered, { ...handOver, to: passi, cause: 'suspended', place: 3 })]);
    suspended.when(offerStepIn, { ...need, after: 3 }, bySystem()).isRejected('nobody-steps-in');
    given([], transfer)
      .with(homeCare(filo), ...without(filo))
      .when(offerStepIn, need, bySystem())
      .isRejected('nobody-steps-in');
  });

  it('asks nobody when the performer takes part again or another performs it', () => {
    const again = given([], transfer).with(homeCare(filo), order, ...parties);
    again.when(offerStepIn, need, bySystem()).changesNothing();
    again.when(offerStepIn, { ...need, cause: 'withdrawn' }, bySystem()).then([asLeaving]);
    given([], transfer)
      .with(homeCare(corte), order, ...without(filo))
      .when(offerStepIn, need, bySystem())
      .changesNothing();
  });
});

describe('stepping in', () => {
  const suspended = given([asked], transfer).with(homeCare(filo), ...without(filo));
  const back = given([asked], transfer).with(homeCare(filo), ...parties);

  it('is for the party that is asked; its no names its place, so that the next one is asked', () => {
    suspended.when(acceptTransfer, { transfer }, ofCorte).then([event(StepInAccepted, handOver)]);
    const declined = event(StepInDeclined, { ...handOver, cause: 'suspended', place: 2, reason: 'no-capacity' });
    suspended.when(declineTransfer, { transfer, reason: 'no-capacity' }, ofCorte).then([declined]);
    suspended.when(acceptTransfer, { transfer }, ofFilo).isRejected('offered-to-another');
  });

  it('is not needed any more when Filo takes part again; for one who is leaving it still is', () => {
    back.when(acceptTransfer, { transfer }, ofCorte).isRejected('not-needed-any-more');
    given([asLeaving], transfer)
      .with(homeCare(filo), ...parties)
      .when(acceptTransfer, { transfer }, ofCorte)
      .then([event(StepInAccepted, handOver)]);
  });

  it('is called off when it is not needed any more, and then only', () => {
    back.when(callOffOffer, { transfer }, bySystem()).then([event(OfferCalledOff, handOver)]);
    suspended.when(callOffOffer, { transfer }, bySystem()).changesNothing();
    given([asked, event(OfferCalledOff, handOver)], transfer)
      .with(homeCare(filo), ...without(filo))
      .when(acceptTransfer, { transfer }, ofCorte)
      .isRejected('hand-over-settled');
  });
});
