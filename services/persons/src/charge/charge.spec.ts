import { describe, it } from '@jest/globals';
import { CaseAccepted, CaseHandOverOffered, CaseManagerNamed, ChargeClosed, ChargeDeclined, ChargeTaken, NeedJoinedCharge } from '@patto/contracts/persons';
import { event } from '@patto/event-store/pure';
import { byOperator, comune, dario, fact, filo, franca, given, maria, named, sara } from '@patto/testing';
import { acceptCase } from './accept-case.ts';
import { closeCharge } from './close-charge.ts';
import { declineCharge } from './decline-charge.ts';
import { handOverCase } from './hand-over-case.ts';
import { nameCaseManager } from './name-case-manager.ts';
import { takeCharge } from './take-charge.ts';

const charge = named('charge', 1);
const need = named('need', 1);
const another = named('need', 2);
const waiting = (stream: typeof need) => fact('need', { person: maria, desk: comune, category: 'mobility', area: 'valcurta' }, stream);
const mandate = fact('mandate', { holder: comune, competences: ['reading-needs'], areas: ['valcurta'], categories: [], basis: 'law' });
const taken = event(ChargeTaken, { person: maria, organisation: comune, need, obligation: named('obligation', 1), caseManager: sara });
const closed = event(ChargeClosed, { person: maria, organisation: comune, obligation: named('obligation', 1), outcome: 'needs-met' });
const worksFor = fact('affiliation', { actor: dario, organisation: comune, roles: ['operator'] });

describe('taking charge', () => {
  it('makes the Comune responsible for Maria, and Sara her case manager', () =>
    given([], charge).with(waiting(need), mandate).when(takeCharge, { person: maria, need }, byOperator(sara, comune)).then([taken]));

  it('brings a further need under the charge that is in force', () =>
    given([taken], charge)
      .with(waiting(another), mandate)
      .when(takeCharge, { person: maria, need: another }, byOperator(sara, comune))
      .then([event(NeedJoinedCharge, { person: maria, organisation: comune, need: another })]));

  it('is refused without a need that waits at this desk', () => {
    given([], charge).with(mandate).when(takeCharge, { person: maria, need }, byOperator(sara, comune)).isRejected('no-such-need');
    given([], charge).with(waiting(another), mandate).when(takeCharge, { person: maria, need }, byOperator(sara, comune)).isRejected('no-such-need');
    given([], charge).with(waiting(need), mandate).when(takeCharge, { person: maria, need }, byOperator(franca, filo)).isRejected('no-such-need');
  });

  it('is refused when the mandate to read needs has ended', () =>
    given([], charge).with(waiting(need)).when(takeCharge, { person: maria, need }, byOperator(sara, comune)).isRejected('no-mandate'));

  it('may be done again after it was closed', () =>
    given([taken, closed], charge)
      .with(waiting(another), mandate)
      .when(takeCharge, { person: maria, need: another }, byOperator(dario, comune))
      .then([event(ChargeTaken, { person: maria, organisation: comune, need: another, obligation: named('obligation', 201), caseManager: dario })]));
});

describe('declining charge', () => {
  const command = { person: maria, need, reason: 'not-resident' as const };

  it('answers the need with a reason', () =>
    given([], charge)
      .with(waiting(need), mandate)
      .when(declineCharge, command, byOperator(sara, comune))
      .then([event(ChargeDeclined, { ...command, organisation: comune })]));

  it('is for the desk that has the need, under its mandate', () => {
    given([], charge).with(mandate).when(declineCharge, command, byOperator(sara, comune)).isRejected('no-such-need');
    given([], charge).with(waiting(need)).when(declineCharge, command, byOperator(sara, comune)).isRejected('no-mandate');
  });
});

describe('the case manager', () => {
  const offered = event(CaseHandOverOffered, { person: maria, to: dario });

  it('is named among those who work for the body', () =>
    given([taken], charge)
      .with(worksFor)
      .when(nameCaseManager, { charge, operator: dario }, byOperator(sara, comune))
      .then([event(CaseManagerNamed, { person: maria, caseManager: dario })]));

  it('is nobody from outside', () => {
    given([taken], charge).when(nameCaseManager, { charge, operator: franca }, byOperator(sara, comune)).isRejected('not-affiliated');
    given([taken], charge).when(handOverCase, { charge, to: franca }, byOperator(sara, comune)).isRejected('not-affiliated');
  });

  it('is not named by another body, nor where no charge is in force', () => {
    given([taken], charge).with(worksFor).when(nameCaseManager, { charge, operator: dario }, byOperator(franca, filo)).isRejected('not-a-recipient');
    given([taken, closed], charge).with(worksFor).when(nameCaseManager, { charge, operator: dario }, byOperator(sara, comune)).isRejected('charge-not-open');
  });

  it('named again changes nothing', () => given([taken], charge).when(nameCaseManager, { charge, operator: sara }, byOperator(sara, comune)).changesNothing());

  it('stays Sara until Dario, to whom she hands the case, accepts', () => {
    given([taken], charge).with(worksFor).when(handOverCase, { charge, to: dario }, byOperator(sara, comune)).then([offered]);
    given([taken, offered], charge).with(worksFor).when(handOverCase, { charge, to: dario }, byOperator(sara, comune)).changesNothing();
    given([taken, offered], charge).when(acceptCase, { charge }, byOperator(sara, comune)).changesNothing();
    given([taken, offered], charge)
      .when(acceptCase, { charge }, byOperator(dario, comune))
      .then([event(CaseAccepted, { person: maria, caseManager: dario })]);
  });

  it('alone hands the case over', () =>
    given([taken], charge).with(worksFor).when(handOverCase, { charge, to: dario }, byOperator(dario, comune)).isRejected('not-the-case-manager'));

  it('does not change where nobody offered the case', () =>
    given([taken], charge).when(acceptCase, { charge }, byOperator(dario, comune)).isRejected('nothing-handed-over'));
});

describe('closing a charge', () => {
  it('needs an outcome, which is kept', () =>
    given([taken], charge).when(closeCharge, { charge, outcome: 'needs-met' }, byOperator(sara, comune)).then([closed]));

  it('is refused to others and done once', () => {
    given([taken], charge).when(closeCharge, { charge, outcome: 'moved' }, byOperator(franca, filo)).isRejected('not-a-recipient');
    given([taken, closed], charge).when(closeCharge, { charge, outcome: 'moved' }, byOperator(sara, comune)).isRejected('charge-not-open');
  });
});
