import { describe, it } from '@jest/globals';
import { MandateAccepted, MandateDeclined, MandateGranted, MandateRevoked } from '@patto/contracts/partnerships';
import { event } from '@patto/event-store/pure';
import { asl, byOperator, bySystem, comune, fact, filo, franca, gino, given, named, registrations, sara } from '@patto/testing';
import { acceptMandate } from './accept-mandate.ts';
import { declineMandate } from './decline-mandate.ts';
import { grantMandate } from './grant-mandate.ts';
import { revokeMandate } from './revoke-mandate.ts';

const mandate = named('mandate', 1);
const period = { from: '2027-01-01T00:00:00.000Z', until: '2028-01-01T00:00:00.000Z' };
const AFTERWARDS = '2028-03-01T12:00:00.000Z';
const terms = {
  holder: filo,
  competences: ['running-services' as const],
  areas: ['valcurta'],
  categories: ['home-care'],
  ...period,
  act: 'Deliberation 7/2027',
};
const granted = event(MandateGranted, { grantor: comune, ...terms, basis: 'statute' });
const accepted = event(MandateAccepted, { holder: filo });
const declined = event(MandateDeclined, { reason: 'no-resources' });
const revoked = event(MandateRevoked, { motivation: 'Accreditation was lost.' });
const recognised = fact('competence', { organisation: filo, competence: 'running-services' }, filo);
const comuneReads = fact('competence', { organisation: comune, competence: 'reading-needs' }, comune);
const byLaw = { ...terms, holder: comune, competences: ['reading-needs' as const], categories: [], act: 'Law 328/2000, art. 6' };

describe('granting a mandate', () => {
  const filoIsRecognised = given([], mandate).with(...registrations, recognised, comuneReads);

  it('is done by a public body, on an act, for a period', () =>
    filoIsRecognised.when(grantMandate, { ...terms, basis: 'statute' }, byOperator(sara, comune)).then([granted]));

  it('is not for a cooperative', () =>
    filoIsRecognised.when(grantMandate, { ...terms, basis: 'statute' }, byOperator(franca, filo)).isRejected('not-a-public-body'));

  it('is for what the holder is recognised to be able to do, and for all of that', () => {
    const wider = { ...terms, competences: ['running-services' as const, 'programming' as const] };
    filoIsRecognised.when(grantMandate, { ...wider, basis: 'statute' }, byOperator(sara, comune)).isRejected('competence-not-recognised');
    given([], mandate)
      .with(...registrations)
      .when(grantMandate, { ...terms, basis: 'statute' }, byOperator(sara, comune))
      .isRejected('competence-not-recognised');
  });

  it('has an end that lies after its beginning and ahead', () => {
    filoIsRecognised.when(grantMandate, { ...terms, until: terms.from, basis: 'statute' }, byOperator(sara, comune)).isRejected('period-impossible');
    filoIsRecognised.when(grantMandate, { ...terms, basis: 'statute' }, byOperator(sara, comune, AFTERWARDS)).isRejected('period-impossible');
  });

  it('is done by a public body for itself on law, and on nothing that somebody else would have to give', () => {
    const own = event(MandateGranted, { grantor: comune, ...byLaw, basis: 'law' });
    filoIsRecognised.when(grantMandate, { ...byLaw, basis: 'law' }, byOperator(sara, comune)).then([own]);
    filoIsRecognised.when(grantMandate, { ...byLaw, basis: 'law' }, bySystem()).then([own]);
    filoIsRecognised.when(grantMandate, { ...byLaw, basis: 'pact' }, byOperator(sara, comune)).isRejected('own-mandate');
  });

  it('names everything once, and instants in one form', () => {
    const written = { ...terms, areas: ['valcurta', 'valcurta'], from: '2027-01-01T00:00:00Z', until: '2028-01-01T00:00:00Z', basis: 'statute' } as const;
    filoIsRecognised.when(grantMandate, { ...written }, byOperator(sara, comune)).then([granted]);
  });
});

describe('answering a mandate', () => {
  const offered = given([granted], mandate);

  it('puts it in force when the holder accepts', () => offered.when(acceptMandate, { mandate }, byOperator(franca, filo)).then([accepted]));
  it('leaves it without force when the holder declines, with a reason', () =>
    offered.when(declineMandate, { mandate, reason: 'no-resources' }, byOperator(franca, filo)).then([declined]));

  it('is the holder’s alone, and the deployment’s for what the founding organisation has by law', () => {
    offered.when(acceptMandate, { mandate }, byOperator(sara, comune)).isRejected('not-the-holder');
    offered.when(declineMandate, { mandate, reason: 'other' }, byOperator(gino, asl)).isRejected('not-the-holder');
    given([event(MandateGranted, { grantor: comune, ...byLaw, basis: 'law' })], mandate)
      .when(acceptMandate, { mandate }, bySystem())
      .then([event(MandateAccepted, { holder: comune })]);
  });

  it('changes nothing a second time', () => {
    given([granted, accepted], mandate).when(acceptMandate, { mandate }, byOperator(franca, filo)).changesNothing();
    given([granted, declined], mandate).when(declineMandate, { mandate, reason: 'terms' }, byOperator(franca, filo)).changesNothing();
  });

  it('is done once: what was declined or revoked is not accepted, and what was accepted is not declined', () => {
    given([granted, declined], mandate).when(acceptMandate, { mandate }, byOperator(franca, filo)).isRejected('mandate-settled');
    given([granted, revoked], mandate).when(acceptMandate, { mandate }, byOperator(franca, filo)).isRejected('mandate-settled');
    given([granted, accepted], mandate).when(declineMandate, { mandate, reason: 'terms' }, byOperator(franca, filo)).isRejected('mandate-settled');
  });

  it('comes too late when the period is over', () =>
    offered.when(acceptMandate, { mandate }, byOperator(franca, filo, AFTERWARDS)).isRejected('mandate-ended'));
});

describe('revoking a mandate', () => {
  const revoke = { mandate, motivation: 'Accreditation was lost.' };

  it('ends it from now on, offered or accepted', () => {
    given([granted], mandate).when(revokeMandate, revoke, byOperator(sara, comune)).then([revoked]);
    given([granted, accepted], mandate).when(revokeMandate, revoke, byOperator(sara, comune)).then([revoked]);
  });

  it('is for the grantor, and for the deployment when the source has ended', () => {
    given([granted, accepted], mandate).when(revokeMandate, revoke, byOperator(franca, filo)).isRejected('not-the-grantor');
    given([granted, accepted], mandate).when(revokeMandate, revoke, bySystem()).then([revoked]);
    given([granted, declined], mandate).when(revokeMandate, revoke, bySystem()).changesNothing();
  });

  it('changes nothing a second time, and finds nothing to end where it was declined', () => {
    given([granted, revoked], mandate).when(revokeMandate, revoke, byOperator(sara, comune)).changesNothing();
    given([granted, declined], mandate).when(revokeMandate, revoke, byOperator(sara, comune)).isRejected('mandate-settled');
  });
});
