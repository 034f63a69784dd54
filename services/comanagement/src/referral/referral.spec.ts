import { describe, expect, it } from '@jest/globals';
import {
  ReferralAccepted,
  ReferralClosed,
  ReferralHeld,
  ReferralRejected,
  ReferralReRouted,
  ReferralResumed,
  ReferralTransferred,
  ReferralWithdrawn,
} from '@patto/contracts/comanagement';
import { type Decided, event } from '@patto/event-store/pure';
import { asl, byOperator, bySystem, comune, corte, fact, filo, franca, given, mariasPlan, meals, named, sara } from '@patto/testing';
import * as the from '../testing/referred.ts';
import { acceptReferral } from './accept-referral.ts';
import { assignOutcome } from './assign-outcome.ts';
import { closeReferral } from './close-referral.ts';
import { endReferral } from './end-referral.ts';
import { holdReferral } from './hold-referral.ts';
import { reRouteReferral } from './re-route-referral.ts';
import { rejectReferral } from './reject-referral.ts';
import { restWithService } from './rest-with-service.ts';
import { resumeReferral } from './resume-referral.ts';
import { startReferral } from './start-referral.ts';
import { transferReferral } from './transfer-referral.ts';
import { withdrawReferral } from './withdraw-referral.ts';

const { referral, homeCareService: service, requested, acceptedByFilo, filoTakesPart, serviceRuns, basisStands, pact, held, achieved, withdrawn, PAST } = the;
const bySara = byOperator(sara, comune);
const byFranca = byOperator(franca, filo);

describe('what the moves record', () => {
  it('accepting says what was done before and makes it owed', () =>
    given([requested], referral)
      .with(filoTakesPart, serviceRuns)
      .when(acceptReferral, { referral, steps: ['contacted', 'contacted'] as const }, byFranca)
      .then([event(ReferralAccepted, { ...(acceptedByFilo.data as ReferralAccepted) })]));

  it('who has accepted the line of the plan cannot reject its referral', () =>
    given([the.requestedByPlan], referral)
      .with(filoTakesPart)
      .when(rejectReferral, { referral, reason: 'no-capacity' as const, rejectedBy: 'provider' as const }, byFranca)
      .isRejected('accepted-line-is-transferred'));

  it('starting needs a place', () =>
    given(PAST.accepted, referral).with(filoTakesPart, serviceRuns).when(startReferral, { referral }, byFranca).isRejected('no-place-yet'));

  it('nothing starts or goes on in a service that rests, and nothing is accepted in one that is closed', () => {
    const rests = [filoTakesPart, fact('service', { ...serviceRuns.is, restsSince: '2027-03-01T09:00:00.000Z' }, service)];
    given(PAST.accepted, referral)
      .with(...rests)
      .when(startReferral, { referral }, byFranca)
      .isRejected('no-such-service');
    given(PAST['on-hold'], referral)
      .with(...rests)
      .when(resumeReferral, { referral }, byFranca)
      .isRejected('no-such-service');
    given([requested], referral).with(filoTakesPart).when(acceptReferral, { referral, steps: [] }, byFranca).isRejected('service-closed');
  });

  it('re-routing asks another service, with a new term', () => {
    const other = named('service', 2);
    const asked = fact('service', { ...the.serviceRuns.is, service: other, accountable: asl }, other);
    const { category: _, ...to } = { category: '', service: other, pact, recipient: filo, accountable: asl, unit: 'hours-a-week' };
    given([requested], referral)
      .with(...basisStands, asked)
      .when(reRouteReferral, { referral, service: other }, bySara)
      .then([event(ReferralReRouted, { ...to, answerBy: '2027-03-08T12:00:00.000Z', basis: 'public-task', answerObligation: named('obligation', 1) })]);
  });

  it('withdrawing gives up what is owed: the answer, or the service', () => {
    given([requested], referral)
      .when(withdrawReferral, { referral, reason: 'moved' as const }, bySara)
      .then([withdrawn]);
    given(PAST.accepted, referral)
      .when(withdrawReferral, { referral, reason: 'moved' as const }, bySara)
      .then([event(ReferralWithdrawn, { reason: 'moved', service, obligation: named('obligation', 101) })]);
  });

  it('rests and goes on', () => {
    given(PAST['in-progress'], referral)
      .with(filoTakesPart)
      .when(holdReferral, { referral, reason: 'hospital' as const }, byFranca)
      .then([held]);
    const resumed = event(ReferralResumed, { obligation: named('obligation', 101) });
    given(PAST['on-hold'], referral).with(filoTakesPart, serviceRuns).when(resumeReferral, { referral }, byFranca).then([resumed]);
  });

  it.each(['completed', 'rejected', 'cancelled'] as const)('nothing that is %s is closed without an outcome', (state) => {
    given(PAST[state], referral).when(closeReferral, { referral }, bySara).isRejected('no-outcome-yet');
    const closing = given([...PAST[state], achieved], referral).when(closeReferral, { referral }, bySara).decided;
    expect(closing.map(({ data }) => (data as ReferralClosed).outcome)).toEqual(['achieved']);
  });

  it('once closed nothing moves it', () => {
    const past = [...PAST.completed, achieved, event(ReferralClosed, { outcome: 'achieved', service, obligation: named('obligation', 101) })];
    given(past, referral)
      .with(filoTakesPart)
      .when(assignOutcome, { referral, outcome: 'other' as const }, byFranca)
      .isRejected('not-in-this-state');
    given(past, referral).when(closeReferral, { referral }, bySara).isRejected('not-in-this-state');
  });
});

describe('a service that another performs', () => {
  const call = { referral, performer: corte, because: named('transfer', 1) };
  const transferred = (owed: object) => event(ReferralTransferred, { from: filo, performer: corte, because: named('transfer', 1), ...owed });

  it('takes its referrals along, answered or not, once', () => {
    given([the.requestedByPlan], referral)
      .when(transferReferral, call, bySystem())
      .then([transferred({ answerObligation: named('obligation', 1) })]);
    const moved = transferred({ obligation: named('obligation', 101) });
    given(PAST['in-progress'], referral).when(transferReferral, call, bySystem()).then([moved]);
    given([...PAST['in-progress'], moved], referral)
      .when(transferReferral, call, bySystem())
      .changesNothing();
  });

  it('leaves what is over where it was', () => given(PAST.completed, referral).when(transferReferral, call, bySystem()).changesNothing());

  it('lets the new performer reject what it has not accepted', () => {
    const past = [the.requestedByPlan, transferred({ answerObligation: named('obligation', 1) })];
    const no = event(ReferralRejected, {
      ...{ reason: 'no-capacity', rejectedBy: 'provider', service, answerObligation: named('obligation', 1) },
      ...{ plan: mariasPlan, commitment: meals },
    } as const);
    given(past, referral)
      .with(fact('participation', { pact, organisation: corte, role: 'co-manager' }, pact))
      .when(rejectReferral, { referral, reason: 'no-capacity' as const, rejectedBy: 'provider' as const }, byOperator(named('operator', 9), corte))
      .then([no]);
  });
});

describe('a service that rests, runs again or is closed', () => {
  const since = '2027-03-01T09:00:00.000Z';
  const rests = fact('service', { ...serviceRuns.is, restsSince: since }, service);
  const restedWith = event(ReferralHeld, { reason: 'service-suspended', heldAt: since, obligation: named('obligation', 101) });
  const goesOn = event(ReferralResumed, { obligation: named('obligation', 101) });

  it('puts what has started on hold, and nothing else', () => {
    given(PAST['in-progress'], referral).with(rests).when(restWithService, { referral }, bySystem()).then([restedWith]);
    for (const state of ['requested', 'accepted', 'on-hold', 'completed'] as const) {
      given(PAST[state], referral).with(rests).when(restWithService, { referral }, bySystem()).changesNothing();
    }
  });

  it('lets go on what rested with it, and not what rests for another reason', () => {
    given([...PAST['in-progress'], restedWith], referral)
      .with(serviceRuns)
      .when(restWithService, { referral }, bySystem())
      .then([goesOn]);
    given(PAST['on-hold'], referral).with(serviceRuns).when(restWithService, { referral }, bySystem()).changesNothing();
  });

  it('is asked how it stands now: what was heard late changes nothing', () => {
    given(PAST['in-progress'], referral).with(serviceRuns).when(restWithService, { referral }, bySystem()).changesNothing();
    given([...PAST['in-progress'], restedWith], referral)
      .with(rests)
      .when(restWithService, { referral }, bySystem())
      .changesNothing();
    given(PAST['in-progress'], referral).when(restWithService, { referral }, bySystem()).changesNothing();
  });

  it.each(['requested', 'received', 'accepted', 'in-progress', 'on-hold'] as const)('once closed takes back what is %s, with a reason', (state) => {
    const [ended] = given(PAST[state], referral).when(endReferral, { referral, reason: 'service-closed' as const }, bySystem()).decided;
    expect(ended).toMatchObject({ class: ReferralWithdrawn, data: { reason: 'service-closed', service } });
    given([...PAST[state], ended as Decided], referral)
      .when(closeReferral, { referral }, bySara)
      .isRejected('no-outcome-yet');
  });

  it.each(['rejected', 'cancelled', 'completed'] as const)('leaves what is %s as it is', (state) =>
    given(PAST[state], referral)
      .when(endReferral, { referral, reason: 'service-closed' as const }, bySystem())
      .changesNothing(),
  );

  it('tells the plan’s line along', () =>
    given([the.requestedByPlan], referral)
      .when(endReferral, { referral, reason: 'plan-changed' as const }, bySystem())
      .then([event(ReferralWithdrawn, { reason: 'plan-changed', service, ...the.ofLine, answerObligation: named('obligation', 1) })]));
});
