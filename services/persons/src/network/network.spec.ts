import { describe, it } from '@jest/globals';
import { DelegateAppointed, DelegateRevoked, SupportAccepted, SupportDeclined, SupporterInvited, SupporterSteppedBack } from '@patto/contracts/persons';
import { event } from '@patto/event-store/pure';
import { anna, byDelegate, byOperator, byPerson, comune, fact, filo, franca, given, lucia, maria, named, nino, piero, sara } from '@patto/testing';
import { acceptSupport } from './accept-support.ts';
import { appointDelegate } from './appoint-delegate.ts';
import { declineSupport } from './decline-support.ts';
import { inviteSupporter } from './invite-supporter.ts';
import { revokeDelegate } from './revoke-delegate.ts';
import { stepBack } from './step-back.ts';

const network = named('network', 1);
const until = '2028-03-01T00:00:00.000Z';
const signing = { person: maria, delegate: anna, basis: 'delegation' as const, acts: ['sign-plan' as const], exercise: 'instead' as const, until };
const appointed = event(DelegateAppointed, signing);
const known = [anna, piero, lucia].map((person, index) => fact('person', { person, area: 'valcurta', capacity: 'adult' }, named('person', 20 + index)));
const inCharge = fact('charge', { person: maria, organisation: comune, caseManager: sara });
const inChargeOfNino = fact('charge', { person: nino, organisation: comune, caseManager: sara });

describe('appointing a delegate', () => {
  it('lets Anna sign for Maria until a date', () =>
    given([], network)
      .with(...known)
      .when(appointDelegate, signing, byPerson(maria))
      .then([appointed]));

  it('writes each act down once', () =>
    given([], network)
      .with(...known)
      .when(appointDelegate, { ...signing, acts: ['sign-plan', 'sign-plan'] }, byPerson(maria))
      .then([appointed]));

  it('is refused where Maria names herself', () =>
    given([], network)
      .with(...known)
      .when(appointDelegate, { ...signing, delegate: maria }, byPerson(maria))
      .isRejected('own-delegate'));

  it('is refused where Anna appoints herself', () =>
    given([], network)
      .with(...known)
      .when(appointDelegate, signing, byPerson(anna))
      .isRejected('own-delegate'));

  it('is refused where Anna passes on what she was given', () => {
    const delegation = fact('delegation', signing, network);
    given([appointed], network)
      .with(...known, delegation)
      .when(appointDelegate, { ...signing, delegate: piero }, byDelegate(anna, maria))
      .isRejected('only-the-person');
  });

  it('is refused where the body in charge would give what is Maria’s to give', () =>
    given([], network)
      .with(...known, inCharge)
      .when(appointDelegate, signing, byOperator(sara, comune))
      .isRejected('only-the-person'));

  it('is refused where Maria would record a decree herself', () =>
    given([], network)
      .with(...known)
      .when(appointDelegate, { ...signing, basis: 'legal-representative' }, byPerson(maria))
      .isRejected('recorded-by-body'));

  it('records parental responsibility, by the body in charge that saw the certificate', () => {
    const parental = { ...signing, person: nino, delegate: lucia, basis: 'parental-responsibility' as const };
    given([], network)
      .with(...known, inChargeOfNino)
      .when(appointDelegate, parental, byOperator(sara, comune))
      .then([event(DelegateAppointed, parental)]);
  });

  it('is refused to an organisation that has not taken charge of her', () =>
    given([], network)
      .with(...known, inCharge)
      .when(appointDelegate, { ...signing, basis: 'legal-representative' }, byOperator(franca, filo))
      .isRejected('not-a-recipient'));

  it('is refused to a neighbour', () =>
    given([], network)
      .with(...known)
      .when(appointDelegate, signing, byPerson(piero))
      .isRejected('not-a-recipient'));

  it('may be for acts that the two do together', () => {
    const together = { ...signing, exercise: 'together' as const };
    given([], network)
      .with(...known)
      .when(appointDelegate, together, byPerson(maria))
      .then([event(DelegateAppointed, together)]);
  });

  it('may be dictated to the body in charge, which records no decree in her name', () => {
    const dictated = { ...byOperator(sara, comune), by: { actor: sara, organisation: comune, onBehalfOf: maria } };
    given([], network)
      .with(...known, inCharge)
      .when(appointDelegate, signing, dictated)
      .then([appointed]);
    given([], network)
      .with(...known, inCharge)
      .when(appointDelegate, { ...signing, basis: 'legal-representative' }, dictated)
      .isRejected('recorded-by-body');
  });

  it('is refused for a period that is over', () =>
    given([], network)
      .with(...known)
      .when(appointDelegate, { ...signing, until: '2027-03-01T12:00:00Z' }, byPerson(maria))
      .isRejected('period-over'));

  it('is refused for somebody who is not registered', () => given([], network).when(appointDelegate, signing, byPerson(maria)).isRejected('unknown-party'));
});

describe('revoking a delegate', () => {
  const revoked = event(DelegateRevoked, { person: maria, delegate: anna });
  const decreed = event(DelegateAppointed, { ...signing, basis: 'legal-representative' });

  it('takes back what Maria gave', () => given([appointed], network).when(revokeDelegate, { person: maria, delegate: anna }, byPerson(maria)).then([revoked]));

  it('is also Anna’s, who lays it down', () =>
    given([appointed], network).when(revokeDelegate, { person: maria, delegate: anna }, byPerson(anna)).then([revoked]));

  it('is refused where there is no such delegation', () =>
    given([], network).when(revokeDelegate, { person: maria, delegate: anna }, byPerson(maria)).isRejected('not-a-delegate'));

  it('leaves it to Maria what she gave', () =>
    given([appointed], network).with(inCharge).when(revokeDelegate, { person: maria, delegate: anna }, byOperator(sara, comune)).isRejected('only-the-person'));

  it('leaves a decree to the body in charge', () => {
    given([decreed], network).when(revokeDelegate, { person: maria, delegate: anna }, byPerson(maria)).isRejected('recorded-by-body');
    given([decreed], network).with(inCharge).when(revokeDelegate, { person: maria, delegate: anna }, byOperator(sara, comune)).then([revoked]);
  });
});

describe('supporting a person', () => {
  const invited = event(SupporterInvited, { person: maria, supporter: piero });
  const accepted = event(SupportAccepted, { person: maria, supporter: piero, days: ['wednesday'] });

  it('begins with an invitation by Maria', () =>
    given([], network)
      .with(...known)
      .when(inviteSupporter, { person: maria, supporter: piero }, byPerson(maria))
      .then([invited]));

  it('may also be asked for by the body in charge', () =>
    given([], network)
      .with(...known, inCharge)
      .when(inviteSupporter, { person: maria, supporter: piero }, byOperator(sara, comune))
      .then([invited]));

  it('is not asked for by a delegate whose scope does not say so', () =>
    given([appointed], network)
      .with(...known, fact('delegation', signing, network))
      .when(inviteSupporter, { person: maria, supporter: piero }, byDelegate(anna, maria))
      .isRejected('outside-delegation'));

  it('asks once', () =>
    given([invited], network)
      .with(...known)
      .when(inviteSupporter, { person: maria, supporter: piero }, byPerson(maria))
      .changesNothing());

  it('asks nobody who is not registered, and not oneself', () => {
    given([], network).when(inviteSupporter, { person: maria, supporter: piero }, byPerson(maria)).isRejected('unknown-party');
    given([], network)
      .with(...known)
      .when(inviteSupporter, { person: maria, supporter: maria }, byPerson(maria))
      .isRejected('own-delegate');
  });

  it('is there because Piero agreed, on Wednesdays only', () =>
    given([invited], network)
      .when(acceptSupport, { person: maria, days: ['wednesday'] }, byPerson(piero))
      .then([accepted]));

  it('is accepted once', () => given([invited, accepted], network).when(acceptSupport, { person: maria }, byPerson(piero)).changesNothing());

  it('is not accepted by whoever was not asked', () =>
    given([invited], network).when(acceptSupport, { person: maria }, byPerson(anna)).isRejected('not-invited'));

  it('may be declined, before it was accepted', () => {
    given([invited], network)
      .when(declineSupport, { person: maria, reason: 'My back.' }, byPerson(piero))
      .then([event(SupportDeclined, { person: maria, supporter: piero, reason: 'My back.' })]);
    given([invited, accepted], network).when(declineSupport, { person: maria }, byPerson(piero)).isRejected('not-invited');
  });

  it('ends when Piero steps back', () => {
    given([invited, accepted], network)
      .when(stepBack, { person: maria }, byPerson(piero))
      .then([event(SupporterSteppedBack, { person: maria, supporter: piero })]);
    given([invited], network).when(stepBack, { person: maria }, byPerson(piero)).isRejected('not-a-supporter');
  });
});
