import { describe, expect, it } from '@jest/globals';
import { ReferralAccepted, ReferralAcknowledged, ReferralHeld, ReferralRequested, ReferralResumed, ReferralStarted } from '@patto/contracts/comanagement';
import { type Decided, event } from '@patto/event-store/pure';
import { asl, byOperator, bySystem, comune, elena, fact, franca, gino, given, maria, named, passi, registration, sara } from '@patto/testing';
import { comuneServesMaria, PAST, referral } from '../testing/referred.ts';
import { acceptReferral } from './accept-referral.ts';
import { acknowledgeReferral } from './acknowledge-referral.ts';
import { completeReferral } from './complete-referral.ts';
import { referOutside } from './refer-outside.ts';
import { rejectReferral } from './reject-referral.ts';
import { restWithConsent } from './rest-with-consent.ts';
import { resumeReferral } from './resume-referral.ts';
import { startReferral } from './start-referral.ts';
import { withdrawReferral } from './withdraw-referral.ts';

const consent = named('consent', 1);
const answerObligation = named('obligation', 1);
const obligation = named('obligation', 101);
const given1st = fact('consent', { person: maria, recipients: [passi], purposes: ['care'], dataCategories: ['referral'] }, consent);
const given2nd = { ...given1st, stream: named('consent', 2) };
const knowsPassi = registration(passi, 'third-sector', comune);
const bySara = byOperator(sara, comune);
const byPassi = byOperator(elena, passi);

const between = { person: maria, recipient: passi, accountable: passi, requester: comune };
const requested = event(ReferralRequested, {
  ...between,
  ...{ category: 'transport', basis: 'consent', consent, unit: 'times', amount: 1, lineAccepted: false, answerObligation },
  answerBy: '2027-03-08T12:00:00.000Z',
});
const acknowledged = event(ReferralAcknowledged, { recipient: passi });
const accepted = event(ReferralAccepted, { ...between, steps: ['contacted'], unit: 'times', amount: 1, answerObligation, obligation });
const started = event(ReferralStarted, { person: maria, performer: passi, startedAt: '2027-03-01T12:00:00.000Z' });
const heldWith = (owed: object) => event(ReferralHeld, { reason: 'consent-withdrawn', heldAt: '2027-03-01T12:00:00.000Z', ...owed });
const withdrawal = { referral, consent, reason: 'consent-withdrawn' as const };

/** Something is recorded. */
const isDone = ({ decided }: { readonly decided: readonly Decided[] }) => expect(decided).toHaveLength(1);

describe('referring a person to somebody outside', () => {
  const ask = { person: maria, recipient: passi, category: 'transport' };

  it('rests on the person’s consent, which the referral names', () =>
    given([], referral).with(comuneServesMaria, knowsPassi, given1st).when(referOutside, ask, bySara).then([requested]));

  it('is refused without one, or where the consent is for something else', () => {
    const about = (change: object) => ({ ...given1st, is: { ...given1st.is, ...change } });
    for (const basis of [[], [about({ dataCategories: ['plan'] })], [about({ purposes: ['study'] })], [about({ recipients: [asl] })]]) {
      given([], referral)
        .with(comuneServesMaria, knowsPassi, ...basis)
        .when(referOutside, ask, bySara)
        .isRejected('no-legal-basis');
    }
    given([], referral).with(comuneServesMaria, given1st).when(referOutside, ask, bySara).isRejected('no-legal-basis');
  });

  it('is for the body in charge', () =>
    given([], referral).with(comuneServesMaria, knowsPassi, given1st).when(referOutside, ask, byOperator(gino, asl)).isRejected('not-a-recipient'));
});

describe('a referral that rests on a consent', () => {
  const past: readonly Decided[] = [requested, acknowledged];

  it('is answered and begun outside every pact while the consent stands', () => {
    given([requested], referral).with(given1st).when(acknowledgeReferral, { referral }, byPassi).then([acknowledged]);
    given([requested], referral)
      .with(given1st)
      .when(acceptReferral, { referral, steps: ['contacted'] }, byPassi)
      .then([accepted]);
    given([requested, accepted], referral).with(given1st).when(startReferral, { referral }, byPassi).then([started]);
  });

  it('is refused whatever begins or goes on once the person has taken it back, before anybody has heard of that', () => {
    given([requested], referral).when(acknowledgeReferral, { referral }, byPassi).isRejected('no-legal-basis');
    given([requested], referral).when(acceptReferral, { referral, steps: [] }, byPassi).isRejected('no-legal-basis');
    given([requested, accepted], referral).when(startReferral, { referral }, byPassi).isRejected('no-legal-basis');
  });

  it('may still be turned down, completed and taken back', () => {
    isDone(given(past, referral).when(rejectReferral, { referral, reason: 'not-wanted', rejectedBy: 'person' }, byPassi));
    isDone(given([requested, accepted, started], referral).when(completeReferral, { referral }, byPassi));
    isDone(given(past, referral).when(withdrawReferral, { referral, reason: 'person-declined' }, bySara));
  });

  it('goes on hold with the withdrawal, whatever had become of it, and what is owed rests with it', () => {
    given([requested], referral)
      .when(restWithConsent, withdrawal, bySystem())
      .then([heldWith({ answerObligation })]);
    given([requested, accepted, started], referral)
      .when(restWithConsent, withdrawal, bySystem())
      .then([heldWith({ obligation })]);
  });

  it('goes on hold alike when the time of the consent is over', () =>
    given([requested], referral)
      .when(restWithConsent, { ...withdrawal, reason: 'consent-over' }, bySystem())
      .then([event(ReferralHeld, { reason: 'consent-over', heldAt: '2027-03-01T12:00:00.000Z', answerObligation })]));

  it('stays as it is where another consent was taken back, where it rests already, and where it is over', () => {
    given([requested], referral)
      .when(restWithConsent, { ...withdrawal, consent: named('consent', 9) }, bySystem())
      .changesNothing();
    given([requested, heldWith({ answerObligation })], referral)
      .when(restWithConsent, withdrawal, bySystem())
      .changesNothing();
    given([...PAST.completed], referral)
      .when(restWithConsent, withdrawal, bySystem())
      .changesNothing();
    given([...PAST['in-progress']], referral)
      .when(restWithConsent, withdrawal, bySystem())
      .changesNothing(); // It rests on a clause.
  });

  it('goes on from where it was when the person consents anew', () => {
    const resting = [requested, acknowledged, heldWith({ answerObligation })];
    given(resting, referral).when(resumeReferral, { referral }, bySara).isRejected('no-legal-basis');
    const resumed = event(ReferralResumed, { answerObligation, consent: given2nd.stream });
    given(resting, referral).with(given2nd).when(resumeReferral, { referral }, bySara).then([resumed]);
    isDone(
      given([...resting, resumed], referral)
        .with(given2nd)
        .when(acceptReferral, { referral, steps: ['contacted'] }, byPassi),
    );
    given([...resting, resumed], referral)
      .with(given2nd)
      .when(acknowledgeReferral, { referral }, byPassi)
      .isRejected('not-in-this-state');
    given([...resting, resumed], referral)
      .when(restWithConsent, withdrawal, bySystem())
      .changesNothing(); // It rests on the second one now.
  });

  it('is for Passi and the Comune alone', () =>
    given([requested], referral).with(given1st).when(acceptReferral, { referral, steps: [] }, byOperator(franca, asl)).isRejected('not-a-recipient'));
});
