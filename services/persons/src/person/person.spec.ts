import { describe, it } from '@jest/globals';
import { ExternalRecordLinked, LoginLinked, PersonDetailsCorrected, PersonRegistered } from '@patto/contracts/persons';
import { event } from '@patto/event-store/pure';
import { byOperator, byPerson, comune, fact, filo, franca, given, maria, sara } from '@patto/testing';
import { correctPersonDetails } from './correct-person-details.ts';
import { linkExternalRecord } from './link-external-record.ts';
import { linkLogin } from './link-login.ts';
import { registerPerson } from './register-person.ts';

const name = { given: 'Maria', family: 'Bonetti' };
const details = { area: 'valcurta', capacity: 'adult' as const, name, birthDate: '1946-03-02', taxCode: 'BNTMRA46C42L219X', contacts: [] };
const registered = event(PersonRegistered, details);
const readingNeeds = fact('mandate', { holder: comune, competences: ['reading-needs'], areas: ['valcurta'], categories: [], basis: 'law' });
const programming = fact('mandate', { holder: filo, competences: ['programming'], areas: ['valcurta'], categories: [], basis: 'pact' });
const inCharge = fact('charge', { person: maria, organisation: filo, caseManager: franca });

describe('registering a person', () => {
  it('makes Maria known to the district, by the body that reads needs where she lives', () =>
    given([], maria).with(readingNeeds).when(registerPerson, details, byOperator(sara, comune)).then([registered]));

  it('is refused without a mandate to read needs', () =>
    given([], maria).with(programming).when(registerPerson, details, byOperator(franca, filo)).isRejected('no-mandate'));

  it('is refused for an area that the mandate does not cover', () =>
    given([], maria)
      .with(readingNeeds)
      .when(registerPerson, { ...details, area: 'altrove' }, byOperator(sara, comune))
      .isRejected('no-mandate'));

  it('is refused for somebody who is not born yet', () =>
    given([], maria)
      .with(readingNeeds)
      .when(registerPerson, { ...details, birthDate: '2027-03-02' }, byOperator(sara, comune))
      .isRejected('born-in-future'));
});

describe('keeping the details of a person', () => {
  it('corrects what was registered and keeps why', () =>
    given([registered], maria)
      .with(readingNeeds)
      .when(correctPersonDetails, { person: maria, reason: 'mistake', birthDate: '1946-03-12' }, byOperator(sara, comune))
      .then([event(PersonDetailsCorrected, { reason: 'mistake', area: 'valcurta', capacity: 'adult', birthDate: '1946-03-12' })]));

  it('says nothing where nothing is corrected', () =>
    given([registered], maria)
      .with(readingNeeds)
      .when(correctPersonDetails, { person: maria, reason: 'mistake', area: 'valcurta' }, byOperator(sara, comune))
      .changesNothing());

  it('corrects no birth date into the future', () =>
    given([registered], maria)
      .with(readingNeeds)
      .when(correctPersonDetails, { person: maria, reason: 'mistake', birthDate: '2046-03-02' }, byOperator(sara, comune))
      .isRejected('born-in-future'));

  it('is also for the body that has taken charge of her', () =>
    given([registered], maria)
      .with(inCharge)
      .when(linkExternalRecord, { person: maria, system: 'anpr', record: '77-1' }, byOperator(franca, filo))
      .then([event(ExternalRecordLinked, { system: 'anpr', record: '77-1' })]));

  it('is not for an organisation that has nothing to do with her', () =>
    given([registered], maria)
      .with(programming)
      .when(correctPersonDetails, { person: maria, reason: 'moved', area: 'altrove' }, byOperator(franca, filo))
      .isRejected('not-a-recipient'));

  it('answers alike for somebody who does not exist', () =>
    given([], maria)
      .with(readingNeeds)
      .when(linkExternalRecord, { person: maria, system: 'anpr', record: '77-1' }, byOperator(sara, comune))
      .isRejected('not-a-recipient'));
});

describe('linking a login', () => {
  const login = { issuer: 'urn:patto:development', subject: 'maria' };

  it('lets Maria act here by herself', () =>
    given([registered], maria)
      .with(readingNeeds)
      .when(linkLogin, { person: maria, ...login }, byOperator(sara, comune))
      .then([event(LoginLinked, { login })]));

  it('is not for herself to do: somebody has to have seen her papers', () =>
    given([registered], maria)
      .when(linkLogin, { person: maria, ...login }, byPerson(maria))
      .isRejected('not-a-recipient'));
});
