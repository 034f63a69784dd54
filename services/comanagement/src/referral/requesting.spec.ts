import { describe, it } from '@jest/globals';
import { ReferralRequested } from '@patto/contracts/comanagement';
import { event } from '@patto/event-store/pure';
import { asl, byOperator, bySystem, comune, fact, filo, gino, given, maria, piero, sara } from '@patto/testing';
import * as the from '../testing/referred.ts';
import { referAgreedLine, requestReferral } from './request-referral.ts';

const { referral, homeCareService: service, requested, filoTakesPart, basisStands, pact } = the;
const bySara = byOperator(sara, comune);

describe('asking for a referral', () => {
  const ask = { person: maria, service };

  it('names the performer, who has a week to answer, and one of the first unit', () =>
    given([], referral)
      .with(...basisStands)
      .when(requestReferral, ask, bySara)
      .then([requested]));

  it('is that of the line of the person’s plan, where the service is one', () => {
    const to = (holder: typeof filo) => fact('line', { ...the.lineAgreed.is, holder }, the.lineAgreed.stream);
    given([], referral)
      .with(...basisStands, to(filo))
      .when(requestReferral, ask, bySara)
      .then([the.requestedByPlan]);
    given([], referral)
      .with(...basisStands, to(comune))
      .when(requestReferral, ask, bySara)
      .then([event(ReferralRequested, { ...(the.requestedByPlan.data as ReferralRequested), lineAccepted: false })]);
    given([], referral)
      .with(...basisStands, fact('line', { ...the.lineAgreed.is, person: piero }, the.lineAgreed.stream))
      .when(requestReferral, ask, bySara)
      .then([requested]);
  });

  it('needs a clause of the pact that covers the provider', () => {
    const without = (kind: string) => basisStands.filter((one) => one.kind !== kind);
    given([], referral)
      .with(...without('pact'))
      .when(requestReferral, ask, bySara)
      .isRejected('no-legal-basis');
    const forAsl = fact('pact', { ...the.clauseInForce.is, dataSharing: the.clauseInForce.is.dataSharing.map((one) => ({ ...one, recipients: [asl] })) }, pact);
    given([], referral)
      .with(...without('pact'), forAsl)
      .when(requestReferral, ask, bySara)
      .isRejected('no-legal-basis');
    const forStudies = fact(
      'pact',
      { ...the.clauseInForce.is, dataSharing: the.clauseInForce.is.dataSharing.map((one) => ({ ...one, purposes: ['study'] })) },
      pact,
    );
    given([], referral)
      .with(...without('pact'), forStudies)
      .when(requestReferral, ask, bySara)
      .isRejected('no-legal-basis');
  });

  it('is for a body in charge, to a service that runs, of a performer that takes part', () => {
    given([], referral)
      .with(...basisStands)
      .when(requestReferral, ask, byOperator(gino, asl))
      .isRejected('not-a-recipient');
    const without = (unwanted: object) => basisStands.filter((one) => one !== unwanted);
    given([], referral)
      .with(...without(the.serviceRuns))
      .when(requestReferral, ask, bySara)
      .isRejected('no-such-service');
    given([], referral)
      .with(...without(filoTakesPart))
      .when(requestReferral, ask, bySara)
      .isRejected('participation-suspended');
    given([], referral)
      .with(...without(the.comuneTakesPart))
      .when(requestReferral, ask, bySara)
      .isRejected('no-legal-basis');
  });

  it('follows from an agreed line once, however often the agreement is heard', () => {
    const line = { ...the.ofLine, person: maria, service, requester: comune, holder: filo };
    given([], referral)
      .with(...basisStands, the.lineAgreed)
      .when(referAgreedLine, line, bySystem())
      .then([the.requestedByPlan]);
    given([the.requestedByPlan], referral)
      .with(...basisStands)
      .when(referAgreedLine, line, bySystem())
      .changesNothing();
    given([], referral)
      .with(...basisStands)
      .when(referAgreedLine, line, bySystem())
      .changesNothing(); // It has left the plan by then.
    given([], referral)
      .with(...basisStands, the.lineAgreed)
      .when(referAgreedLine, { ...line, holder: comune }, bySystem())
      .then([event(ReferralRequested, { ...(the.requestedByPlan.data as ReferralRequested), lineAccepted: false })]);
  });
});
