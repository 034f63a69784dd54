import { describe, it } from '@jest/globals';
import { PactActivated, PactDrafted, PactSigned } from '@patto/contracts/partnerships';
import { event } from '@patto/event-store/pure';
import { byOperator, comune, fact, filo, franca, given, named, passi, registrations, sara } from '@patto/testing';
import { type DraftPact, draftPact } from './draft-pact.ts';
import { signPact } from './sign-pact.ts';

const pact = named('pact', 1);
const text: DraftPact = {
  kind: 'convention',
  title: 'Home care',
  signatories: [
    { organisation: comune, role: 'lead' },
    { organisation: filo, role: 'co-manager' },
  ],
  resources: [],
  decisionRules: [{ type: 'capacity', rule: 'weighted', quorum: 60, silence: 'nothing', weights: [{ organisation: filo, weight: 2 }], needsAct: true }],
  stepInOrder: [],
  dataSharing: [],
  requirements: [{ attribute: 'accreditation', level: 'verified', roles: ['co-manager'] }],
  from: '2027-01-01T00:00:00.000Z',
  until: '2029-01-01T00:00:00.000Z',
};
const [asComune, asFilo] = [byOperator(sara, comune), byOperator(franca, filo)];
const [drafted, byTheComune, byFilo] = [event(PactDrafted, text), event(PactSigned, { organisation: comune }), event(PactSigned, { organisation: filo })];
const activated = event(PactActivated, { signatories: text.signatories });
const accredited = (level: string) => fact('attribute', { organisation: filo, attribute: 'accreditation', level });

describe('the terms of a pact', () => {
  const drafting = given([], pact).with(...registrations);

  it('say what each weighs, which decisions need an act, and what parties have to have', () => drafting.when(draftPact, text, asComune).then([drafted]));

  it.each(['consent', 'quorum', 'weighted'] as const)('are none where a rule of %s lacks its measure', (rule) =>
    drafting.when(draftPact, { ...text, decisionRules: [{ type: 'capacity', rule, silence: 'nothing' }] }, asComune).isRejected('rule-incomplete'),
  );

  it('weigh signatories only', () => {
    const weights = [{ organisation: passi, weight: 2 }];
    const decisionRules: DraftPact['decisionRules'] = [{ type: 'capacity', rule: 'weighted', quorum: 60, silence: 'nothing', weights }];
    drafting.when(draftPact, { ...text, decisionRules }, asComune).isRejected('not-among-signatories');
  });
});

describe('signing a pact that requires something', () => {
  it('is for who has it, as surely as the pact says', () => {
    const filosTurn = given([drafted, byTheComune], pact);
    filosTurn.when(signPact, { pact }, asFilo).isRejected('requirement-not-met');
    filosTurn.with(accredited('declared')).when(signPact, { pact }, asFilo).isRejected('requirement-not-met');
    for (const level of ['verified', 'certified']) {
      filosTurn.with(accredited(level)).when(signPact, { pact }, asFilo).then([byFilo, activated]);
    }
  });

  it('asks nothing of other roles, and all of all parties when the pact becomes active', () => {
    given([drafted], pact).when(signPact, { pact }, asComune).then([byTheComune]);
    const last = given([drafted, byFilo], pact);
    last.when(signPact, { pact }, asComune).isRejected('requirement-not-met'); // Filo lost it after its signature.
    last.with(accredited('verified')).when(signPact, { pact }, asComune).then([byTheComune, activated]);
  });
});
