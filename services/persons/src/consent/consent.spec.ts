import { describe, it } from '@jest/globals';
import { ConsentGranted, ConsentLapsed, ConsentRefused, ConsentWithdrawn } from '@patto/contracts/persons';
import { event } from '@patto/event-store/pure';
import {
  anna,
  byDelegate,
  byOperator,
  byPerson,
  bySystem,
  comune,
  fact,
  given,
  lucia,
  maria,
  named,
  nino,
  passi,
  piero,
  registration,
  sara,
} from '@patto/testing';
import { grantConsent } from './grant-consent.ts';
import { lapseConsent } from './lapse-consent.ts';
import { refuseConsent } from './refuse-consent.ts';
import { withdrawConsent } from './withdraw-consent.ts';

const consent = named('consent', 1);
const until = '2027-09-01T00:00:00.000Z';
const terms = { person: maria, recipients: [passi], purposes: ['care'], dataCategories: ['plan'] };
const isMaria = fact('person', { person: maria, area: 'valcurta', capacity: 'adult' }, maria);
const isNino = fact('person', { person: nino, area: 'valcurta', capacity: 'minor' }, nino);
const knowsPassi = registration(passi, 'third-sector');
const delegation = (acts: string[], basis = 'delegation') => fact('delegation', { person: maria, delegate: anna, basis, acts, exercise: 'instead' });
const granted = event(ConsentGranted, { ...terms, until });
const withdrawn = event(ConsentWithdrawn, { person: maria, recipients: [passi] });

describe('consenting that an organisation is told', () => {
  it('is Maria’s, for a time, each recipient and purpose named once', () => {
    given([], consent)
      .with(isMaria, knowsPassi)
      .when(grantConsent, { ...terms, recipients: [passi, passi], until: '2027-09-01T00:00:00Z' }, byPerson(maria))
      .then([granted]);
  });

  it('may be Anna’s, as far as her delegation goes', () => {
    const ask = given([], consent).with(isMaria, knowsPassi, delegation(['consent']));
    ask.when(grantConsent, { ...terms, until }, byDelegate(anna, maria)).then([granted]);
    given([], consent)
      .with(isMaria, knowsPassi, delegation(['sign-plan']))
      .when(grantConsent, { ...terms, until }, byDelegate(anna, maria))
      .isRejected('outside-delegation');
  });

  it('is nobody else’s: not an operator’s, nor a neighbour’s', () => {
    const charge = fact('charge', { person: maria, organisation: comune });
    given([], consent)
      .with(isMaria, knowsPassi, charge)
      .when(grantConsent, { ...terms, until }, byOperator(sara, comune))
      .isRejected('only-the-person');
    given([], consent)
      .with(isMaria, knowsPassi)
      .when(grantConsent, { ...terms, until }, byPerson(piero))
      .isRejected('not-a-recipient');
    given([], consent).with(isMaria, knowsPassi).when(refuseConsent, terms, byPerson(piero)).isRejected('not-a-recipient');
  });

  it('is the legal representative’s where a decree gave it to them', () =>
    given([], consent)
      .with(isMaria, knowsPassi, delegation(['consent'], 'legal-representative'))
      .when(grantConsent, { ...terms, until }, byPerson(maria))
      .isRejected('taken-by-decree'));

  it('is for a minor said by whoever holds parental responsibility', () => {
    const about = { ...terms, person: nino };
    const parental = fact('delegation', { person: nino, delegate: lucia, basis: 'parental-responsibility', acts: ['consent'], exercise: 'instead' });
    given([], consent)
      .with(isNino, knowsPassi)
      .when(grantConsent, { ...about, until }, byPerson(nino))
      .isRejected('minor-needs-parents');
    given([], consent)
      .with(isNino, knowsPassi, parental)
      .when(grantConsent, { ...about, until }, byDelegate(lucia, nino))
      .then([event(ConsentGranted, { ...about, until })]);
  });

  it('names organisations that exist, and ends after it begins', () => {
    given([], consent)
      .with(isMaria)
      .when(grantConsent, { ...terms, until }, byPerson(maria))
      .isRejected('unknown-party');
    given([], consent)
      .with(isMaria, knowsPassi)
      .when(grantConsent, { ...terms, until: '2027-03-01T12:00:00Z' }, byPerson(maria))
      .isRejected('period-over');
  });

  it('may be refused, and the no is on record', () =>
    given([], consent)
      .with(isMaria, knowsPassi)
      .when(refuseConsent, { ...terms, words: 'They talk.' }, byPerson(maria))
      .then([event(ConsentRefused, { ...terms, words: 'They talk.' })]));
});

describe('taking a consent back', () => {
  it('is Maria’s at any time, and once', () => {
    given([granted], consent).when(withdrawConsent, { consent }, byPerson(maria)).then([withdrawn]);
    given([granted, withdrawn], consent).when(withdrawConsent, { consent }, byPerson(maria)).changesNothing();
  });

  it('is never refused to her: not after its time, nor beside a legal representative, nor of what she had refused', () => {
    given([granted], consent).when(withdrawConsent, { consent }, byPerson(maria, '2028-01-01T00:00:00.000Z')).then([withdrawn]);
    given([granted], consent)
      .with(delegation(['consent'], 'legal-representative'))
      .when(withdrawConsent, { consent }, byPerson(maria))
      .then([withdrawn]);
    given([event(ConsentRefused, terms)], consent)
      .when(withdrawConsent, { consent }, byPerson(maria))
      .changesNothing();
  });

  it('may be Anna’s in scope, and nobody else’s', () => {
    given([granted], consent)
      .with(delegation(['consent']))
      .when(withdrawConsent, { consent }, byDelegate(anna, maria))
      .then([withdrawn]);
    given([granted], consent)
      .with(delegation(['object']))
      .when(withdrawConsent, { consent }, byDelegate(anna, maria))
      .isRejected('outside-delegation');
    given([granted], consent).when(withdrawConsent, { consent }, byOperator(sara, comune)).isRejected('not-a-recipient');
    given([granted], consent).when(withdrawConsent, { consent }, byPerson(piero)).isRejected('not-a-recipient');
    given([], consent).when(withdrawConsent, { consent }, byPerson(maria)).isRejected('not-a-recipient');
  });
});

describe('the end of a consent’s time', () => {
  const lapsed = event(ConsentLapsed, { person: maria, recipients: [passi] });

  it('is written down when it comes, and not before', () => {
    given([granted], consent).when(lapseConsent, { consent }, bySystem(until)).then([lapsed]);
    given([granted], consent).when(lapseConsent, { consent }, bySystem('2027-08-31T23:59:59.999Z')).isRejected('not-due');
  });

  it('comes once, and not for what was taken back or refused', () => {
    for (const past of [[granted, lapsed], [granted, withdrawn], [event(ConsentRefused, terms)]]) {
      given(past, consent).when(lapseConsent, { consent }, bySystem(until)).changesNothing();
    }
    given([granted, lapsed], consent).when(withdrawConsent, { consent }, byPerson(maria)).changesNothing();
  });
});
