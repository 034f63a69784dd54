import { describe, it } from '@jest/globals';
import { CompetenceRecognised, OrganisationRegistered } from '@patto/contracts/partnerships';
import { event } from '@patto/event-store/pure';
import { asl, byOperator, bySystem, comune, filo, franca, gino, given, registration, registrations, sara } from '@patto/testing';
import { recogniseCompetence } from './recognise-competence.ts';
import { registerOrganisation } from './register-organisation.ts';

const identifiers = [{ scheme: 'IT-CF', value: '00000000001' }];
const cooperative = { sector: 'third-sector', name: 'Filo, società cooperativa sociale', identifiers } as const;
const filoRegistered = event(OrganisationRegistered, { ...cooperative, registrar: comune });
const running = { organisation: filo, competence: 'running-services', evidence: 'Accreditation 12/2027' } as const;
const recognised = event(CompetenceRecognised, { competence: 'running-services', recognisedBy: comune, evidence: 'Accreditation 12/2027' });

describe('registering an organisation', () => {
  it('is done by a public body, which is then its registrar', () =>
    given([], filo)
      .with(...registrations)
      .when(registerOrganisation, cooperative, byOperator(sara, comune))
      .then([filoRegistered]));

  it('is done by the deployment itself for the founding one, which has no registrar', () =>
    given([], comune)
      .when(registerOrganisation, { sector: 'public-body', name: 'Comune di Valcurta', identifiers }, bySystem())
      .then([event(OrganisationRegistered, { sector: 'public-body', name: 'Comune di Valcurta', identifiers })]));

  it('is not for a cooperative, nor for one that nobody registered', () => {
    given([], filo)
      .with(...registrations)
      .when(registerOrganisation, cooperative, byOperator(franca, filo))
      .isRejected('not-a-public-body');
    given([], filo).when(registerOrganisation, cooperative, byOperator(franca, filo)).isRejected('not-a-public-body');
  });
});

describe('recognising a competence', () => {
  const filoIsThere = given([filoRegistered], filo).with(...registrations);

  it('is done by a public body, on evidence', () => filoIsThere.when(recogniseCompetence, running, byOperator(sara, comune)).then([recognised]));

  it('changes nothing a second time, whoever recognises', () => {
    const known = given([filoRegistered, recognised], filo).with(...registrations);
    known.when(recogniseCompetence, running, byOperator(sara, comune)).changesNothing();
    known.when(recogniseCompetence, { ...running, evidence: 'Another act' }, byOperator(gino, asl)).changesNothing();
  });

  it('is not done by an organisation for itself', () => filoIsThere.when(recogniseCompetence, running, byOperator(franca, filo)).isRejected('own-competence'));

  it('is not done by a cooperative for another', () =>
    given([], comune)
      .with(...registrations)
      .when(recogniseCompetence, { ...running, organisation: comune }, byOperator(franca, filo))
      .isRejected('not-a-public-body'));

  it('is recorded by a public body for itself where law gives it', () => {
    const byLaw = { organisation: comune, competence: 'reading-needs', evidence: 'Law 328/2000, art. 6' } as const;
    const written = event(CompetenceRecognised, { competence: 'reading-needs', recognisedBy: comune, evidence: 'Law 328/2000, art. 6' });
    given([], comune).with(registration(comune, 'public-body')).when(recogniseCompetence, byLaw, byOperator(sara, comune)).then([written]);
    given([], comune).when(recogniseCompetence, byLaw, bySystem()).then([written]);
  });
});
