import { describe, expect, it } from '@jest/globals';
import type { AnyDecision } from '@patto/event-store/pure';
import { asl, byOperator, comune, fact, filo, franca, gino, given, sara } from '@patto/testing';
import * as the from '../testing/referred.ts';
import { issueReferralLink } from './issue-referral-link.ts';
import { acceptReferral } from './accept-referral.ts';
import { acknowledgeReferral } from './acknowledge-referral.ts';
import { assignOutcome } from './assign-outcome.ts';
import { closeReferral } from './close-referral.ts';
import { completeReferral } from './complete-referral.ts';
import { holdReferral } from './hold-referral.ts';
import { MOVES, type MoveName } from './moves.ts';
import { reRouteReferral } from './re-route-referral.ts';
import { rejectReferral } from './reject-referral.ts';
import { resumeReferral } from './resume-referral.ts';
import { startReferral } from './start-referral.ts';
import { withdrawReferral } from './withdraw-referral.ts';

const { referral, homeCareService: service, requested, basisStands, achieved, PAST } = the;
const bySara = byOperator(sara, comune);
const byFranca = byOperator(franca, filo);
const place = fact('place', { service, referral, unit: 'hours-a-week', amount: 1 }, service);

type State = keyof typeof PAST;
const STATES = Object.keys(PAST) as State[];

/** How each move is made, with what it needs. */
const MADE: { readonly [Name in MoveName]: readonly [AnyDecision, object] } = {
  acknowledge: [acknowledgeReferral, { referral }],
  accept: [acceptReferral, { referral, steps: [] }],
  reject: [rejectReferral, { referral, reason: 'no-capacity', rejectedBy: 'provider' }],
  reRoute: [reRouteReferral, { referral, service }],
  withdraw: [withdrawReferral, { referral, reason: 'moved' }],
  giveLink: [issueReferralLink, { referral }],
  start: [startReferral, { referral }],
  hold: [holdReferral, { referral, reason: 'hospital' }],
  resume: [resumeReferral, { referral }],
  complete: [completeReferral, { referral }],
  assignOutcome: [assignOutcome, { referral, outcome: 'achieved' }],
  close: [closeReferral, { referral }],
};
const NAMES = Object.keys(MADE) as MoveName[];
const mover = (name: MoveName) => (MOVES[name].by.some((by) => by === 'recipient') ? byFranca : bySara);
const forbidden = NAMES.flatMap((name) => STATES.filter((state) => !MOVES[name].from.some((from) => from === state)).map((state) => [name, state] as const));
const allowed = NAMES.flatMap((name) => MOVES[name].from.map((state) => [name, state] as const));

describe('the moves of a referral', () => {
  it.each(forbidden)('%s is refused while it is %s', (name, state) => {
    const [decision, call] = MADE[name];
    given(PAST[state], referral)
      .with(...basisStands, place)
      .when(decision, call, mover(name))
      .isRejected('not-in-this-state');
  });

  it.each(allowed)('%s is made while it is %s', (name, state) => {
    const [decision, call] = MADE[name];
    const past = name === 'close' ? [...PAST[state], achieved] : PAST[state];
    expect(
      given(past, referral)
        .with(...basisStands, place)
        .when(decision, call, mover(name)).decided,
    ).toHaveLength(1);
  });

  it.each(NAMES)('%s is not for an organisation that has nothing to do with it, nor where there is none', (name) => {
    const [decision, call] = MADE[name];
    given([requested], referral)
      .with(...basisStands, place)
      .when(decision, call, byOperator(gino, asl))
      .isRejected('not-a-recipient');
    given([], referral)
      .with(...basisStands, place)
      .when(decision, call, mover(name))
      .isRejected('not-a-recipient');
  });

  it.each(NAMES.filter((name) => MOVES[name].by.some((by) => by === 'recipient')))('%s is not for a provider that takes no part now', (name) => {
    const [decision, call] = MADE[name];
    given(PAST[MOVES[name].from[0]], referral).with(place).when(decision, call, byFranca).isRejected('participation-suspended');
  });

  it.each(NAMES.filter((name) => MOVES[name].by.length === 1))('%s is for one side alone', (name) => {
    const [decision, call] = MADE[name];
    const other = mover(name) === byFranca ? bySara : byFranca;
    given(PAST[MOVES[name].from[0]], referral)
      .with(...basisStands, place)
      .when(decision, call, other)
      .isRejected('not-a-recipient');
  });
});
