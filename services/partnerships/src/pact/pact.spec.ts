import { describe, it } from '@jest/globals';
import { PactActivated, PactDrafted, PactSigned } from '@patto/contracts/partnerships';
import { event } from '@patto/event-store/pure';
import { asl, brandi, byOperator, comune, corte, dario, elena, filo, franca, gino, given, named, passi, registrations, sara } from '@patto/testing';
import { type DraftPact, draftPact } from './draft-pact.ts';
import { signPact } from './sign-pact.ts';

const pact = named('pact', 1);
const text: DraftPact = {
  kind: 'convention',
  title: 'Home care in Valcurta',
  signatories: [
    { organisation: comune, role: 'lead' },
    { organisation: asl, role: 'co-manager' },
    { organisation: filo, role: 'co-manager' },
    { organisation: corte, role: 'co-manager' },
  ],
  resources: [{ organisation: filo, kind: 'hours', description: 'Twenty hours a week.' }],
  decisionRules: [
    { type: 'capacity', rule: 'consent', days: 10, silence: 'nothing' },
    { type: 'closure', rule: 'unanimity', silence: 'nothing' },
  ],
  stepInOrder: [filo, corte],
  dataSharing: [{ recipients: [asl, filo, corte], purposes: ['care'], dataCategories: ['plan'], basis: 'public-task', act: 'Deliberation 9/2027' }],
  from: '2027-01-01T00:00:00.000Z',
  until: '2028-01-01T00:00:00.000Z',
};
const drafted = event(PactDrafted, text);
const signedBy = (organisation: typeof comune) => event(PactSigned, { organisation });
const asComune = byOperator(sara, comune);
const AFTERWARDS = '2028-03-01T12:00:00.000Z';

describe('drafting a pact', () => {
  const valley = given([], pact).with(...registrations);
  const refused = (change: Partial<DraftPact>, code: string, who = asComune) => valley.when(draftPact, { ...text, ...change }, who).isRejected(code);

  it('writes down who takes part as what, how they decide, who steps in, and what they may tell each other', () =>
    valley.when(draftPact, text, asComune).then([drafted]));

  it('is done by one of the parties', () => refused({}, 'drafter-not-signatory', byOperator(elena, brandi)));

  it('names each organisation once, and registered ones', () => {
    refused({ signatories: [...text.signatories, { organisation: filo, role: 'supporter' }] }, 'signatory-twice');
    refused({ signatories: [...text.signatories, { organisation: named('organisation', 99), role: 'supporter' }] }, 'unknown-organisation');
  });

  it('has a company as supporter or contributor, and as nothing else', () => {
    const withBrandi = (role: 'supporter' | 'contributor' | 'co-manager' | 'lead') => ({ signatories: [...text.signatories, { organisation: brandi, role }] });
    refused(withBrandi('co-manager'), 'company-not-co-manager');
    refused(withBrandi('lead'), 'company-not-co-manager');
    for (const role of ['supporter', 'contributor'] as const) {
      valley.when(draftPact, { ...text, ...withBrandi(role) }, asComune).then([event(PactDrafted, { ...text, ...withBrandi(role) })]);
    }
  });

  it.each<[string, Partial<DraftPact>]>([
    ['resources', { resources: [{ organisation: passi, kind: 'hours', description: 'Drivers.' }] }],
    ['step-in order', { stepInOrder: [filo, passi] }],
    ['data-sharing clauses', { dataSharing: text.dataSharing.map((clause) => ({ ...clause, recipients: [passi] })) }],
  ])('speaks of its signatories only: %s', (_, change) => refused(change, 'not-among-signatories'));

  it('has one rule for one type of decision', () =>
    refused({ decisionRules: [...text.decisionRules, { type: 'closure', rule: 'quorum', quorum: 50, silence: 'nothing' }] }, 'rule-twice'));

  it('never takes a public body’s silence for a yes, and may among others', () => {
    refused({ decisionRules: [{ type: 'capacity', rule: 'consent', days: 10, silence: 'agrees' }] }, 'public-silence-is-no-yes');
    const among: DraftPact = {
      ...text,
      kind: 'collaboration-pact',
      signatories: [filo, corte].map((organisation) => ({ organisation, role: 'co-manager' as const })),
      decisionRules: [{ type: 'capacity', rule: 'consent', days: 10, silence: 'agrees' }],
      dataSharing: [],
    };
    valley.when(draftPact, among, byOperator(franca, filo)).then([event(PactDrafted, among)]);
  });

  it('has an end that lies after its beginning and ahead', () => {
    refused({ until: text.from }, 'period-impossible');
    refused({}, 'period-impossible', byOperator(sara, comune, AFTERWARDS));
  });
});

describe('signing a pact', () => {
  const allButCorte = [drafted, signedBy(comune), signedBy(asl), signedBy(filo)];

  it('waits for the others', () => {
    given([drafted], pact)
      .when(signPact, { pact }, asComune)
      .then([signedBy(comune)]);
    given([drafted, signedBy(comune)], pact)
      .when(signPact, { pact }, byOperator(gino, asl))
      .then([signedBy(asl)]);
  });

  it('makes it active with the last signature, whoever’s that is', () =>
    given(allButCorte, pact)
      .when(signPact, { pact }, byOperator(franca, corte))
      .then([signedBy(corte), event(PactActivated, { signatories: text.signatories })]));

  it('is harmless a second time, also by a colleague and after the last one', () => {
    given([drafted, signedBy(comune)], pact)
      .when(signPact, { pact }, byOperator(dario, comune))
      .changesNothing();
    given([...allButCorte, signedBy(corte), event(PactActivated, { signatories: text.signatories })], pact)
      .when(signPact, { pact }, asComune)
      .changesNothing();
  });

  it('is for signatories only', () => given([drafted], pact).when(signPact, { pact }, byOperator(elena, brandi)).isRejected('not-a-pact-signatory'));

  it('comes too late when the period is over', () =>
    given([drafted], pact)
      .when(signPact, { pact }, byOperator(sara, comune, AFTERWARDS))
      .isRejected('pact-over'));
});
