import { describe, expect, it } from '@jest/globals';
import { ExternalRecordLinked, LoginCodeIssued, LoginLinked, MajorityRecorded, PersonDetailsCorrected, PersonRegistered } from '@patto/contracts/persons';
import { event } from '@patto/event-store/pure';
import { byOperator, byPerson, comune, fact, filo, franca, given, idFor, maria, SECRET, sara } from '@patto/testing';
import { correctPersonDetails } from './correct-person-details.ts';
import { issueLoginCode } from './issue-login-code.ts';
import { linkExternalRecord } from './link-external-record.ts';
import { recordMajority } from './record-majority.ts';
import { redeemLoginCode } from './redeem-login-code.ts';
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

describe('coming of age', () => {
  const minor = event(PersonRegistered, { ...details, capacity: 'minor' });
  const recorded = event(MajorityRecorded, { capacity: 'adult' });

  it('is recorded once, by the body that keeps their details', () => {
    given([minor], maria).with(readingNeeds).when(recordMajority, { person: maria }, byOperator(sara, comune)).then([recorded]);
    given([minor, recorded], maria).with(readingNeeds).when(recordMajority, { person: maria }, byOperator(sara, comune)).isRejected('of-age-already');
    given([minor], maria).with(programming).when(recordMajority, { person: maria }, byOperator(franca, filo)).isRejected('not-a-recipient');
  });
});

describe('linking a login', () => {
  const login = { issuer: 'urn:patto:development', subject: 'maria' };
  const code = idFor('code', SECRET);
  const issued = event(LoginCodeIssued, { code, until: '2027-03-08T12:00:00.000Z' });
  const linked = event(LoginLinked, { login, replaces: false });
  const byMariasCode = { ...byPerson(maria), login };

  it('begins with a code from the body that has seen her papers, good for a week; only what follows from it is recorded', () => {
    const { decided } = given([registered], maria).with(readingNeeds).when(issueLoginCode, { person: maria }, byOperator(sara, comune));
    expect(decided).toEqual([issued]);
    expect(JSON.stringify(decided)).not.toContain(SECRET);
  });

  it('begins neither with her own word nor with that of an organisation that has nothing to do with her', () => {
    given([registered], maria).when(issueLoginCode, { person: maria }, byPerson(maria)).isRejected('not-a-recipient');
    given([registered], maria).with(programming).when(issueLoginCode, { person: maria }, byOperator(franca, filo)).isRejected('not-a-recipient');
  });

  it('lets Maria act here by herself, and says whether a login that she had before has ended', () => {
    given([registered, issued], maria, { by: { actor: sara } })
      .when(redeemLoginCode, { code: SECRET }, byMariasCode)
      .then([linked]);
    given([registered, issued, linked, issued], maria, { by: { actor: sara } })
      .when(redeemLoginCode, { code: SECRET }, byMariasCode)
      .then([event(LoginLinked, { login, replaces: true })]);
  });

  it('takes a code once, and none that was never given', () => {
    given([registered, issued, linked], maria, { by: { actor: sara } })
      .when(redeemLoginCode, { code: SECRET }, byMariasCode)
      .isRejected('code-not-valid');
    given([registered], maria).when(redeemLoginCode, { code: SECRET }, byMariasCode).isRejected('code-not-valid');
  });

  it('is not for the one who gave the code', () =>
    given([registered, issued], maria, { by: { actor: idFor('operator', login.issuer, login.subject) } })
      .when(redeemLoginCode, { code: SECRET }, byMariasCode)
      .isRejected('own-code'));
});
