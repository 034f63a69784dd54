import { describe, it } from '@jest/globals';
import { EmergencyAccessEnded, EmergencyAccessOpened, EmergencyAccessReviewed } from '@patto/contracts/accountability';
import { event } from '@patto/event-store/pure';
import { asl, brandi, byOperator, bySystem, comune, elena, fact, filo, franca, gino, given, maria, named, sara } from '@patto/testing';
import { endEmergencyAccess, lapseEmergencyAccess } from './end-emergency-access.ts';
import { openEmergencyAccess } from './open-emergency-access.ts';
import { reviewEmergencyAccess } from './review-emergency-access.ts';

const emergency = named('emergency', 1);
const obligation = named('obligation', 1);
const isMaria = fact('person', { person: maria, area: 'valcurta', capacity: 'adult' }, maria);
const mandate = (areas = ['valcurta']) => fact('mandate', { holder: asl, competences: ['running-services'], areas, categories: [], basis: 'law' });
const inCharge = fact('charge', { person: maria, organisation: comune, caseManager: sara });
const reason = 'health-at-risk' as const;
const opened = event(EmergencyAccessOpened, {
  ...{ person: maria, organisation: asl, actor: gino, reason, until: '2027-03-01T16:00:00.000Z' },
  reviews: [{ organisation: comune, obligation }],
  reviewBy: '2027-03-04T12:00:00.000Z',
});
const ended = (why: 'done' | 'lapsed') => event(EmergencyAccessEnded, { person: maria, why });

describe('opening a person’s content in an emergency', () => {
  it('is for an operator where the organisation has a mandate, for a while, and tells those in charge', () =>
    given([], emergency)
      .with(isMaria, mandate(), inCharge)
      .when(openEmergencyAccess, { person: maria, reason, hours: 4 }, byOperator(gino, asl))
      .then([opened]));

  it('lasts a day where nothing is said', () =>
    given([], emergency)
      .with(isMaria, mandate())
      .when(openEmergencyAccess, { person: maria, reason, words: 'She fell.' }, byOperator(gino, asl))
      .then([event(EmergencyAccessOpened, { ...opened.data, until: '2027-03-02T12:00:00.000Z', reviews: [], words: 'She fell.' })]));

  it('is refused without a mandate where the person lives, and alike for nobody', () => {
    given([], emergency).with(isMaria).when(openEmergencyAccess, { person: maria, reason }, byOperator(elena, brandi)).isRejected('no-mandate');
    given([], emergency)
      .with(isMaria, mandate(['altavalle']))
      .when(openEmergencyAccess, { person: maria, reason }, byOperator(gino, asl))
      .isRejected('no-mandate');
    given([], emergency).with(mandate()).when(openEmergencyAccess, { person: maria, reason }, byOperator(gino, asl)).isRejected('no-mandate');
  });
});

describe('the end of an emergency', () => {
  it('is said by whoever opened it or a colleague, once', () => {
    given([opened], emergency)
      .when(endEmergencyAccess, { emergency }, byOperator(gino, asl))
      .then([ended('done')]);
    given([opened, ended('lapsed')], emergency)
      .when(endEmergencyAccess, { emergency }, byOperator(gino, asl))
      .changesNothing();
    given([opened], emergency).when(endEmergencyAccess, { emergency }, byOperator(franca, filo)).isRejected('not-a-recipient');
    given([], emergency).when(endEmergencyAccess, { emergency }, byOperator(gino, asl)).isRejected('not-a-recipient');
  });

  it('comes by itself when its time is over, and not before', () => {
    given([opened], emergency)
      .when(lapseEmergencyAccess, { emergency }, bySystem('2027-03-01T16:00:00.000Z'))
      .then([ended('lapsed')]);
    given([opened], emergency).when(lapseEmergencyAccess, { emergency }, bySystem('2027-03-01T15:59:59.999Z')).isRejected('emergency-not-over');
    given([opened, ended('done')], emergency)
      .when(lapseEmergencyAccess, { emergency }, bySystem('2027-03-01T16:00:00.000Z'))
      .changesNothing();
  });
});

describe('reviewing an emergency', () => {
  const reviewed = event(EmergencyAccessReviewed, { person: maria, organisation: comune, obligation, verdict: 'justified' });

  it('is owed by the body in charge, once', () => {
    given([opened, ended('done')], emergency)
      .when(reviewEmergencyAccess, { emergency, verdict: 'justified' }, byOperator(sara, comune))
      .then([reviewed]);
    given([opened, reviewed], emergency)
      .when(reviewEmergencyAccess, { emergency, verdict: 'not-justified' }, byOperator(sara, comune))
      .isRejected('emergency-reviewed');
  });

  it('is for nobody else, least of all for whoever opened it', () => {
    given([opened], emergency).when(reviewEmergencyAccess, { emergency, verdict: 'justified' }, byOperator(gino, asl)).isRejected('not-yours-to-review');
    given([], emergency).when(reviewEmergencyAccess, { emergency, verdict: 'justified' }, byOperator(sara, comune)).isRejected('not-yours-to-review');
  });
});
