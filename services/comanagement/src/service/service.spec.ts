import { describe, expect, it } from '@jest/globals';
import {
  type Place,
  PerformerChanged,
  PlaceAwaited,
  PlaceFreed,
  PlaceTaken,
  type ProposedChange,
  ScheduleChanged,
  ServiceCapacityChanged,
  ServiceClosed,
  ServiceEstablished,
  ServiceResumed,
  ServiceSuspended,
  ServiceSuspendedUrgently,
  UrgentSuspensionLapsed,
} from '@patto/contracts/comanagement';
import { type Decided, event } from '@patto/event-store/pure';
import { asl, byOperator, bySystem, comune, corte, fact, filo, franca, gino, given, named, sara } from '@patto/testing';
import { applyDecision } from './apply-decision.ts';
import { changePerformer } from './change-performer.ts';
import { establishService } from './establish-service.ts';
import { freePlace } from './free-place.ts';
import { lapseUrgentSuspension } from './lapse-urgent-suspension.ts';
import { suspendServiceUrgently } from './suspend-service-urgently.ts';
import { takePlace } from './take-place.ts';

const [pact, service, obligation] = [named('pact', 1), named('service', 1), named('obligation', 1)];
const [first, decision] = [named('decision', 1), named('decision', 2)];
const terms = {
  ...{ title: 'Home care', category: 'home-care', area: 'valcurta', accountable: comune, performer: filo },
  ...{ locations: [], capacity: [{ unit: 'hours-a-week', amount: 20 }], schedule: [] },
};
const established = event(ServiceEstablished, { ...terms, pact, decision: first, obligation });
const inEffect = (type: string, of: string = pact) => fact('decision', { decision, pact: of, type }, decision);
const hours = (referral: number, amount: number): Place => ({ referral: named('referral', referral), unit: 'hours-a-week', amount });
const takes = (place: Place) => event(PlaceTaken, place);
const waits = (place: Place) => event(PlaceAwaited, place);
const apply = (past: readonly Decided[], change: ProposedChange) =>
  given(past, service)
    .with(inEffect(change.type))
    .when(applyDecision, { service, decision, change: { service, ...change } }, bySystem());

const MONDAY = '2027-03-01T12:00:00.000Z';
const THURSDAY = '2027-03-04T12:00:00.000Z';
const halted = event(ServiceSuspendedUrgently, { reason: 'danger', lapsesAt: THURSDAY, restsSince: MONDAY, obligation });
const lapsed = event(UrgentSuspensionLapsed, { obligation });

describe('establishing a service', () => {
  const command = { pact, decision, terms };
  it('follows a decision of the pact in effect, once', () => {
    given([], service)
      .with(inEffect('establishment'))
      .when(establishService, command, bySystem())
      .then([event(ServiceEstablished, { ...terms, pact, decision, obligation })]);
    given([established], service).when(establishService, command, bySystem()).changesNothing();
  });
  it('does not go without one, nor with one of another type or pact', () => {
    const refused = (...facts: ReturnType<typeof inEffect>[]) =>
      given([], service)
        .with(...facts)
        .when(establishService, command, bySystem())
        .isRejected('decision-not-in-effect');
    refused();
    refused(inEffect('capacity'));
    refused(inEffect('establishment', named('pact', 2)));
  });
});

describe('a decided change', () => {
  const reason = 'Flood';
  const capacity = [{ unit: 'hours-a-week', amount: 26 }];
  it.each<[ProposedChange, Decided]>([
    [{ type: 'capacity', capacity }, event(ServiceCapacityChanged, { decision, capacity })],
    [{ type: 'schedule', schedule: [] }, event(ScheduleChanged, { decision, schedule: [] })],
    [{ type: 'performer', performer: corte }, event(PerformerChanged, { pact, from: filo, performer: corte, obligation, because: decision })],
    [{ type: 'suspension', reason }, event(ServiceSuspended, { decision, reason, restsSince: MONDAY, obligation })],
    [{ type: 'closure', reason }, event(ServiceClosed, { decision, pact, performer: filo, reason, obligation })],
  ])('of a service that runs is followed, and once: %j', (change, changed) => {
    apply([established], change).then([changed]);
    apply([established, changed], change).changesNothing();
  });
  it('makes a service run again, and ratifies an urgent suspension', () => {
    apply([established, halted], { type: 'resumption', reason }).then([event(ServiceResumed, { decision, obligation })]);
    const ratifying = given([established, halted], service).with(inEffect('suspension'));
    const change = { service, type: 'suspension' as const, reason };
    ratifying
      .when(applyDecision, { service, decision, change }, bySystem('2027-03-03T09:00:00.000Z'))
      .then([event(ServiceSuspended, { decision, reason, restsSince: MONDAY, obligation })]);
  });
  it('is refused without a decision of that type and pact, and of what is closed', () => {
    const change = { type: 'capacity' as const, service, capacity };
    const trying = given([established], service);
    trying.when(applyDecision, { service, decision, change }, bySystem()).isRejected('decision-not-in-effect');
    trying.with(inEffect('closure')).when(applyDecision, { service, decision, change }, bySystem()).isRejected('decision-not-in-effect');
    trying
      .with(inEffect('capacity', named('pact', 2)))
      .when(applyDecision, { service, decision, change }, bySystem())
      .isRejected('not-of-this-pact');
    apply([established, event(ServiceClosed, { decision: first, pact, performer: filo, reason, obligation })], change).isRejected('service-closed');
  });
  it('never leaves less than is taken, and gives what is more to those who wait, in order', () => {
    const served = [established, takes(hours(1, 15)), waits(hours(2, 8)), waits(hours(3, 30)), waits(hours(4, 3))];
    apply(served, { type: 'capacity', capacity: [{ unit: 'hours-a-week', amount: 14 }] }).isRejected('capacity-below-taken');
    apply(served, { type: 'capacity', capacity: [{ unit: 'beds', amount: 40 }] }).isRejected('capacity-below-taken');
    apply(served, { type: 'capacity', capacity }).then([event(ServiceCapacityChanged, { decision, capacity }), takes(hours(2, 8)), takes(hours(4, 3))]);
  });
});

describe('a place', () => {
  it('is taken while there is one, waited for afterwards, and given to the next that fits', () => {
    const taken = given([established, takes(hours(1, 15))], service);
    taken.when(takePlace, { service, ...hours(2, 5) }, bySystem()).then([takes(hours(2, 5))]);
    taken.when(takePlace, { service, ...hours(2, 6) }, bySystem()).then([waits(hours(2, 6))]);
    taken.when(takePlace, { service, ...hours(1, 15) }, bySystem()).changesNothing();
    given([established, takes(hours(1, 15)), waits(hours(2, 6))], service)
      .when(freePlace, { service, referral: named('referral', 1) }, bySystem())
      .then([event(PlaceFreed, hours(1, 15)), takes(hours(2, 6))]);
    taken.when(freePlace, { service, referral: named('referral', 9) }, bySystem()).changesNothing();
  });
  it('is freed in a closed service too, and nobody moves up there', () => {
    const closed = event(ServiceClosed, { decision, pact, performer: filo, reason: 'Flood', obligation });
    given([established, takes(hours(1, 15)), waits(hours(2, 6)), closed], service)
      .when(freePlace, { service, referral: named('referral', 1) }, bySystem())
      .then([event(PlaceFreed, hours(1, 15))]);
  });
});

describe('an urgent suspension', () => {
  const command = { service, reason: 'danger' as const };
  it('is for who carries the service out or answers for it, and lasts 72 hours', () => {
    for (const who of [byOperator(franca, filo, MONDAY), byOperator(sara, comune, MONDAY)]) {
      given([established], service).when(suspendServiceUrgently, command, who).then([halted]);
    }
    given([established], service).when(suspendServiceUrgently, command, byOperator(gino, asl)).isRejected('not-the-performer');
    given([established, halted], service).when(suspendServiceUrgently, command, byOperator(franca, filo)).changesNothing();
  });
  it('lapses by itself, not before, and not where the parties ratified it', () => {
    const ending = (past: readonly Decided[], at: string) => given(past, service).when(lapseUrgentSuspension, { service }, bySystem(at));
    ending([established, halted], THURSDAY).then([lapsed]);
    ending([established, halted], MONDAY).isRejected('not-due');
    ending([established, halted, event(ServiceSuspended, { decision, reason: 'Flood', restsSince: MONDAY, obligation })], THURSDAY).changesNothing();
  });
  it('does not follow another at once, which would be a suspension without a decision', () => {
    const again = (at: string) => given([established, halted, lapsed], service).when(suspendServiceUrgently, command, byOperator(franca, filo, at));
    again('2027-03-07T11:59:59.999Z').isRejected('suspended-urgently-lately');
    expect(again('2027-03-07T12:00:00.000Z').decided).toHaveLength(1);
  });
});

describe('a hand-over', () => {
  it('changes the performer once, and not where another performs by then', () => {
    const transfer = named('transfer', 1);
    const command = { service, transfer, from: filo, performer: corte };
    const changed = event(PerformerChanged, { pact, from: filo, performer: corte, obligation, because: transfer });
    const back = event(PerformerChanged, { pact, from: corte, performer: filo, obligation, because: decision });
    const accepted = fact('hand-over', { transfer, service, from: filo, to: corte }, transfer);
    given([established], service).with(accepted).when(changePerformer, command, bySystem()).then([changed]);
    given([established, changed], service).when(changePerformer, command, bySystem()).changesNothing();
    given([established, changed, back], service).when(changePerformer, command, bySystem()).changesNothing();
    given([established], service)
      .when(changePerformer, { ...command, from: asl }, bySystem())
      .changesNothing();
  });

  it('changes nothing unless exactly it was accepted', () => {
    const transfer = named('transfer', 1);
    const command = { service, transfer, from: filo, performer: corte };
    const trying = given([established], service);
    trying.when(changePerformer, command, bySystem()).isRejected('hand-over-not-accepted');
    for (const other of [{ to: asl }, { from: asl }, { service: named('service', 2) }]) {
      trying
        .with(fact('hand-over', { transfer, service, from: filo, to: corte, ...other }, transfer))
        .when(changePerformer, command, bySystem())
        .isRejected('hand-over-not-accepted');
    }
  });
});
