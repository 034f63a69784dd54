import { describe, it } from '@jest/globals';
import {
  PactActivated,
  PactConcluded,
  PactDrafted,
  ParticipationResumed,
  ParticipationSuspended,
  ParticipationWithdrawn,
  SignatoryAdmitted,
  SignatoryJoined,
  type Suspender,
  SuspensionLifted,
  WithdrawalNotified,
} from '@patto/contracts/partnerships';
import { type Decided, event } from '@patto/event-store/pure';
import { brandi, byOperator, bySystem, comune, corte, elena, fact, filo, franca, given, named, passi, registrations, sara } from '@patto/testing';
import { admitSignatory } from './admit-signatory.ts';
import { completeWithdrawal } from './complete-withdrawal.ts';
import { concludePact } from './conclude-pact.ts';
import { resumeParticipation } from './resume-participation.ts';
import { signPact } from './sign-pact.ts';
import { suspendParticipation } from './suspend-participation.ts';
import { withdrawFromPact } from './withdraw-from-pact.ts';

const pact = named('pact', 1);
const decision = named('decision', 1);
const signatories = [
  { organisation: comune, role: 'lead' as const },
  { organisation: filo, role: 'co-manager' as const },
  { organisation: corte, role: 'co-manager' as const },
];
const END = '2029-01-01T00:00:00.000Z';
const drafted = event(PactDrafted, {
  kind: 'convention',
  title: 'Home care',
  signatories,
  resources: [],
  decisionRules: [],
  stepInOrder: [],
  dataSharing: [],
  requirements: [{ attribute: 'accreditation', level: 'verified', roles: ['co-manager'] }],
  from: '2027-01-01T00:00:00.000Z',
  until: END,
});
const active = [drafted, event(PactActivated, { signatories })];
const [asComune, asFilo, asCorte, asPassi] = [
  byOperator(sara, comune),
  byOperator(franca, filo),
  byOperator(named('operator', 40), corte),
  byOperator(named('operator', 41), passi),
];
const whose = { pact, organisation: filo };
const resting = { ...whose, reason: 'Staff is ill.' };
const suspended = (suspendedBy: Suspender) => event(ParticipationSuspended, { organisation: filo, suspendedBy, reason: 'Staff is ill.' });
const having = (...more: Decided[]) => given([...active, ...more], pact);
const accredited = (level: string, organisation = filo) =>
  fact('attribute', { organisation, attribute: 'accreditation', level }, named('attribute', organisation === filo ? 1 : 2));

describe('suspending a participation', () => {
  it('is done by the party, by the lead, and by the loss of what the pact requires, each with a flag of its own', () => {
    having()
      .when(suspendParticipation, resting, asFilo)
      .then([suspended('party')]);
    having(suspended('party'))
      .when(suspendParticipation, resting, asComune)
      .then([suspended('lead')]);
    having(suspended('party'))
      .when(suspendParticipation, resting, bySystem())
      .then([suspended('requirement')]);
    having(suspended('lead')).when(suspendParticipation, resting, asComune).changesNothing();
  });

  it('is for no other party, nor for a lead that is suspended itself', () => {
    having().when(suspendParticipation, resting, asCorte).isRejected('not-the-lead');
    const lead = event(ParticipationSuspended, { organisation: comune, suspendedBy: 'party', reason: 'Elections' });
    having(lead).when(suspendParticipation, resting, asComune).isRejected('not-the-lead');
  });

  it('is lifted by who suspended, and the party takes part again with the last flag', () => {
    having(suspended('party'), suspended('lead'))
      .when(resumeParticipation, whose, asFilo)
      .then([event(SuspensionLifted, { organisation: filo, suspendedBy: 'party' })]);
    having(suspended('lead'))
      .when(resumeParticipation, whose, asComune)
      .then([event(ParticipationResumed, { organisation: filo, suspendedBy: 'lead' })]);
    having(suspended('lead')).when(resumeParticipation, whose, asFilo).isRejected('suspended-by-another');
    having().when(resumeParticipation, whose, asFilo).changesNothing();
  });

  it('for a requirement goes by what is in force and sure enough', () => {
    having().with(accredited('verified')).when(suspendParticipation, resting, bySystem()).changesNothing();
    having()
      .with(accredited('declared'))
      .when(suspendParticipation, resting, bySystem())
      .then([suspended('requirement')]);
    having(suspended('requirement')).with(accredited('declared')).when(resumeParticipation, whose, bySystem()).changesNothing();
    having(suspended('requirement'))
      .with(accredited('certified'))
      .when(resumeParticipation, whose, bySystem())
      .then([event(ParticipationResumed, { organisation: filo, suspendedBy: 'requirement' })]);
  });

  it('is for parties of an active pact only', () => {
    having()
      .when(suspendParticipation, { ...resting, organisation: passi }, asComune)
      .isRejected('not-a-party');
    given([drafted], pact).when(suspendParticipation, resting, asFilo).isRejected('pact-not-active');
    having(event(PactConcluded, { decision })).when(suspendParticipation, resting, asFilo).isRejected('pact-over');
    having()
      .when(suspendParticipation, resting, byOperator(franca, filo, END))
      .isRejected('pact-over');
  });
});

describe('withdrawing from a pact', () => {
  const noticeUntil = '2027-04-01T00:00:00.000Z';
  const leaving = { pact, noticeUntil, reason: 'We merge.' };
  const notified = event(WithdrawalNotified, { organisation: filo, noticeUntil, reason: 'We merge.' });
  const performs = fact('service', {
    service: named('service', 1),
    pact,
    obligation: named('obligation', 1),
    accountable: comune,
    performer: filo,
    category: 'home-care',
    area: 'valcurta',
  });

  it('is notified once, with a month’s notice, also by a suspended party', () => {
    having(suspended('lead')).when(withdrawFromPact, leaving, asFilo).then([notified]);
    having(notified).when(withdrawFromPact, leaving, asFilo).isRejected('withdrawal-notified');
    having()
      .when(withdrawFromPact, { ...leaving, noticeUntil: '2027-03-31T11:59:59Z' }, asFilo)
      .isRejected('notice-too-short');
    having().when(withdrawFromPact, leaving, asPassi).isRejected('not-a-party');
  });

  it('takes effect when another performs all that the party performed, or when its notice ends', () => {
    const left = (because: 'handed-over' | 'notice-ended') => [event(ParticipationWithdrawn, { organisation: filo, because })];
    having(notified).when(completeWithdrawal, whose, bySystem()).then(left('handed-over'));
    having(notified).with(performs).when(completeWithdrawal, whose, bySystem()).changesNothing();
    having(notified).with(performs).when(completeWithdrawal, whose, bySystem(noticeUntil)).then(left('notice-ended'));
    having().when(completeWithdrawal, whose, bySystem()).changesNothing();
    having(notified, ...left('handed-over'))
      .when(completeWithdrawal, whose, bySystem())
      .changesNothing();
  });
});

describe('a pact follows its parties’ decisions', () => {
  const inEffect = (type: string, of = pact) => fact('decision', { decision, pact: of, type }, decision);
  const admission = { pact, decision, organisation: passi, role: 'co-manager' } as const;
  const admitted = event(SignatoryAdmitted, { organisation: passi, role: 'co-manager', decision, until: END });
  const joined = event(SignatoryJoined, { organisation: passi, parties: [...signatories, { organisation: passi, role: 'co-manager' }] });

  it('and admits whom they decided to admit, once', () => {
    const decided = having().with(inEffect('admission'), ...registrations);
    decided.when(admitSignatory, admission, bySystem()).then([admitted]);
    having(admitted).with(inEffect('admission')).when(admitSignatory, admission, bySystem()).changesNothing();
    decided.when(admitSignatory, { ...admission, organisation: brandi }, bySystem()).isRejected('company-not-co-manager');
    decided.when(admitSignatory, { ...admission, organisation: named('organisation', 99) }, bySystem()).isRejected('unknown-organisation');
  });

  it('and nobody else: not without a decision, nor by one of another pact or about something else', () => {
    for (const facts of [[], [inEffect('conclusion')], [inEffect('admission', named('pact', 2))]]) {
      having()
        .with(...facts, ...registrations)
        .when(admitSignatory, admission, bySystem())
        .isRejected('not-decided');
    }
    having().with(inEffect('admission')).when(concludePact, { pact, decision }, bySystem()).isRejected('not-decided');
  });

  it('and who is admitted takes part with its signature, if it has what the pact requires', () => {
    const [has, other] = [accredited('verified', passi), byOperator(elena, brandi)];
    having(admitted).with(has).when(signPact, { pact }, asPassi).then([joined]);
    having(admitted).when(signPact, { pact }, asPassi).isRejected('requirement-not-met');
    having(admitted, joined).when(signPact, { pact }, asPassi).changesNothing();
    having(admitted).when(signPact, { pact }, other).isRejected('not-a-pact-signatory');
    having(admitted, event(PactConcluded, { decision })).with(has).when(signPact, { pact }, asPassi).isRejected('pact-over');
  });

  it('and is over when they decided so, once', () => {
    const over = event(PactConcluded, { decision });
    having().with(inEffect('conclusion')).when(concludePact, { pact, decision }, bySystem()).then([over]);
    having(over).with(inEffect('conclusion')).when(concludePact, { pact, decision }, bySystem()).changesNothing();
  });
});
