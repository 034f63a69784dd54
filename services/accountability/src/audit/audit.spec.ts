import { describe, it } from '@jest/globals';
import { AuditClosed, AuditOpened, EventAnnotated, FindingAnswered, FindingRaised, FindingUnanswered } from '@patto/contracts/accountability';
import { event } from '@patto/event-store/pure';
import { asl, byOperator, bySystem, comune, fact, filo, franca, given, gino, maria, named } from '@patto/testing';
import { annotateEvent } from './annotate-event.ts';
import { answerFinding } from './answer-finding.ts';
import { closeAudit } from './close-audit.ts';
import { missAnswer } from './miss-answer.ts';
import { openAudit } from './open-audit.ts';
import { raiseFinding } from './raise-finding.ts';

const stream = named('audit', 1);
const marta = named('operator', 90);
const [FROM, UNTIL] = ['2026-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'];
const ANSWER_BY = '2027-04-01T00:00:00.000Z';
const EVENT = '00000000-0000-8000-8000-000000000007';
const asAuditor = byOperator(marta, comune);
const asFilo = byOperator(franca, filo);
const [finding, obligation] = [named('finding', 101), named('obligation', 102)];
const opened = event(AuditOpened, { auditor: comune, basis: 'law', act: 'D.lgs. 117/2017', from: FROM, until: UNTIL });
const words = 'Three visits are missing.';
const raising = { audit: stream, organisation: filo, severity: 'major', events: [EVENT], answerBy: ANSWER_BY, words } as const;
const said = { finding, obligation, organisation: filo, auditor: comune, severity: 'major', events: [EVENT], answerBy: ANSWER_BY, words } as const;
const raised = event(FindingRaised, { ...said, concerning: marta });
const answering = { audit: stream, finding, answer: 'accepted', words: 'They will be made up for.' } as const;
const answered = event(FindingAnswered, { finding, obligation, answer: 'accepted', concerning: franca, words: answering.words });
const unanswered = event(FindingUnanswered, { finding, obligation });
const closed = event(AuditClosed, { outcome: 'findings-settled' });
const closing = { audit: stream, outcome: 'findings-settled' } as const;
const organisation = fact('organisation', { organisation: filo, sector: 'third-sector' }, filo);

describe('an audit', () => {
  it('is opened on a basis, for a period that has a length', () => {
    const { auditor: _, ...opening } = { auditor: comune, basis: 'law', act: 'D.lgs. 117/2017', from: FROM, until: UNTIL } as const;
    given([], stream).when(openAudit, opening, asAuditor).then([opened]);
    given([], stream)
      .when(openAudit, { ...opening, until: FROM }, asAuditor)
      .isRejected('period-impossible');
  });

  it('is noted in, found in and closed by the auditor alone, while it is open', () => {
    const noting = { audit: stream, event: EVENT, words };
    const noted = event(EventAnnotated, { event: EVENT, concerning: marta, words });
    given([opened], stream).when(annotateEvent, noting, asAuditor).then([noted]);
    given([opened], stream)
      .when(annotateEvent, { ...noting, person: maria }, asAuditor)
      .then([event(EventAnnotated, { event: EVENT, concerning: maria, words })]);
    for (const [decision, command] of [
      [annotateEvent, noting],
      [raiseFinding, raising],
      [closeAudit, closing],
    ] as const) {
      given([opened], stream).with(organisation).when(decision, command, asFilo).isRejected('not-a-recipient');
      given([opened, closed], stream).with(organisation).when(decision, command, asAuditor).isRejected('audit-closed');
    }
  });

  it('is not closed while a finding waits for its answer, and is when the date is over', () => {
    given([opened, raised], stream).when(closeAudit, closing, asAuditor).isRejected('findings-open');
    given([opened, raised, answered], stream).when(closeAudit, closing, asAuditor).then([closed]);
    given([opened, raised, unanswered], stream).when(closeAudit, closing, asAuditor).then([closed]);
  });
});

describe('a finding', () => {
  it('is raised to another organisation that there is, with a date ahead', () => {
    given([opened], stream).with(organisation).when(raiseFinding, raising, asAuditor).then([raised]);
    given([opened], stream).when(raiseFinding, raising, asAuditor).isRejected('unknown-organisation');
    given([opened], stream)
      .with(fact('organisation', { organisation: comune, sector: 'public-body' }, comune))
      .when(raiseFinding, { ...raising, organisation: comune }, asAuditor)
      .isRejected('own-obligation');
    given([opened], stream)
      .with(organisation)
      .when(raiseFinding, { ...raising, answerBy: UNTIL }, asAuditor)
      .isRejected('period-impossible');
  });

  it('is answered once, by the organisation concerned, also late', () => {
    given([opened, raised], stream).when(answerFinding, answering, asFilo).then([answered]);
    given([opened, raised, unanswered], stream).when(answerFinding, answering, asFilo).then([answered]);
    given([opened, raised, answered], stream).when(answerFinding, answering, asFilo).isRejected('finding-answered');
    given([opened, raised, answered, closed], stream).when(answerFinding, answering, asFilo).isRejected('audit-closed');
    for (const who of [asAuditor, byOperator(gino, asl)]) given([opened, raised], stream).when(answerFinding, answering, who).isRejected('not-a-recipient');
  });

  it('is unanswered from its date on', () => {
    const missing = { audit: stream, finding };
    given([opened, raised], stream).when(missAnswer, missing, bySystem(ANSWER_BY)).then([unanswered]);
    given([opened, raised], stream).when(missAnswer, missing, bySystem()).changesNothing();
    given([opened, raised, answered], stream).when(missAnswer, missing, bySystem(ANSWER_BY)).changesNothing();
    given([opened, raised, unanswered], stream).when(missAnswer, missing, bySystem(ANSWER_BY)).changesNothing();
  });
});
