import { describe, expect, it } from '@jest/globals';
import { comanagementViolations } from './comanagement-invariants.ts';
import type { Told } from './told.ts';

const told = (...events: readonly (readonly [string, string, object?])[]): readonly Told[] =>
  events.map(([stream, name, data = {}], position) => ({ position, stream, name, by: 'system-1', data: { ...data } }));

const runs = ['service-1', 'ServiceEstablished', { decision: 'decision-1', capacity: [{ unit: 'places', amount: 1 }] }] as const;
const decided = ['decision-1', 'DecisionTookEffect', { change: { type: 'establishment' } }] as const;
const place = { unit: 'places', amount: 1 };
const accepted = ['referral-1', 'ReferralAccepted', { service: 'service-1', recipient: 'filo', accountable: 'comune' }] as const;
const signatories = [{ organisation: 'comune' }, { organisation: 'filo' }];
const active = ['pact-1', 'PactActivated', { signatories }] as const;
const both = ['comune', 'filo'].map((organisation) => ({ organisation, position: 'agree' }));
const yes = (organisation: string) => ['decision-2', 'PositionTaken', { organisation, position: 'agree' }] as const;

describe('what is looked for among random commands: the controls', () => {
  it.each<readonly [string, readonly Told[], RegExp]>([
    [
      'more taken than there is',
      told(runs, ['service-1', 'PlaceTaken', { referral: 'referral-1', ...place }], ['service-1', 'PlaceTaken', { referral: 'referral-2', ...place }]),
      /more taken than there is at 2/,
    ],
    ['a place given back that nobody has', told(runs, ['service-1', 'PlaceFreed', { referral: 'referral-1', ...place }]), /gives back nothing/],
    ['an accepted referral without a place', told(decided, runs, accepted), /is waiting, and its place says otherwise/],
    ['a closure without an outcome', told(['referral-1', 'ReferralClosed']), /closed without an outcome/],
    [
      'a position of one who does not take part',
      told(active, ['pact-1', 'ParticipationSuspended', { organisation: 'filo' }], yes('filo')),
      /without taking part/,
    ],
    [
      'a count of one who was suspended before',
      told(
        active,
        yes('comune'),
        yes('filo'),
        ['pact-1', 'ParticipationSuspended', { organisation: 'filo' }],
        ['decision-2', 'DecisionCarried', { positions: both }],
      ),
      /counted wrongly at 4/,
    ],
    [
      'a decision that is settled twice',
      told(active, yes('comune'), yes('filo'), ['decision-2', 'DecisionCarried', { positions: both }], ['decision-2', 'DecisionCarried', { positions: both }]),
      /settled twice/,
    ],
    ['a change that nobody decided', told(decided, runs, ['service-1', 'ServiceClosed', { decision: 'decision-1' }]), /changed at 2 without cause/],
    [
      'a second referral for one line',
      told(
        ['plan-1', 'PlanAgreed', { lines: [{ commitment: 'commitment-1', service: 'service-1' }] }],
        ['referral-1', 'ReferralRequested', { commitment: 'commitment-1' }],
        ['referral-2', 'ReferralRequested', { commitment: 'commitment-1' }],
      ),
      /commitment-1 was referred 2 times/,
    ],
    [
      'a line that nobody was referred to',
      told(['plan-1', 'PlanAgreed', { lines: [{ commitment: 'commitment-1', service: 'service-1' }] }]),
      /referred 0 times/,
    ],
    [
      'a referral that goes on in a service that rests',
      told(runs, ['service-1', 'ServiceSuspended'], ['referral-1', 'ReferralStarted', { service: 'service-1' }]),
      /goes on while/,
    ],
    [
      'something owed that the register does not know',
      told(['service-1', 'ServiceEstablished', { obligation: 'obligation-1', accountable: 'comune' }]),
      /the register says/,
    ],
    ['work that nobody expects', told(['partnerships-work-1', 'PartnershipsReactionParked', {}]), /ReactionParked/],
  ])('%s is noticed', async (_, events, sentence) => {
    expect((await comanagementViolations(events, new Map())).join(' ')).toMatch(sentence);
  });
});
