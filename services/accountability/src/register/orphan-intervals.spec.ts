import { describe, expect, it } from '@jest/globals';
import { type CloudEvent, declarationOf, type EventClass } from '@patto/contracts';
import { PerformerChanged, ServiceClosed, ServiceEstablished, ServiceSuspendedUrgently, StepInAccepted, StepInOffered } from '@patto/contracts/comanagement';
import { ParticipationResumed, ParticipationSuspended, PactActivated, PactConcluded, PactDrafted } from '@patto/contracts/partnerships';
import { fold, type RecordedEvent } from '@patto/read-models';
import { comune, corte, filo, named } from '@patto/testing';
import { authorityTimelines } from '../read/authority-timelines.ts';
import { obligations } from '../read/obligations.ts';
import { orphanIntervals } from './orphan-intervals.ts';

const pact = named('pact', 1);
const service = named('service', 1);
const obligation = named('obligation', 1);

interface Line {
  readonly stream: string;
  readonly declared: EventClass;
  readonly data: object;
  readonly time: string;
  readonly happenedAt: string;
}
/** Recorded at an instant, and happened then too unless it is said. */
const on = (time: string, declared: EventClass, data: object, happenedAt = time): Line => {
  const stream = declarationOf(declared).category === 'pact' ? pact : service;
  return { stream, declared, data, time, happenedAt };
};

const begins = [
  on('2027-01-01T09:00:00.000Z', PactDrafted, {
    signatories: [comune, filo, corte].map((organisation) => ({ organisation, role: 'co-manager' })),
    from: '2027-01-01T00:00:00Z',
    until: '2028-01-01T00:00:00Z',
  }),
  on('2027-01-02T09:00:00.000Z', PactActivated, { signatories: [comune, filo, corte].map((organisation) => ({ organisation, role: 'co-manager' })) }),
  on('2027-01-03T09:00:00.000Z', ServiceEstablished, { pact, obligation, accountable: comune, performer: filo, category: 'home-care', area: 'valcurta' }),
];
const suspended = (time: string, happenedAt?: string) => on(time, ParticipationSuspended, { organisation: filo }, happenedAt);
const resumed = (time: string, happenedAt?: string) => on(time, ParticipationResumed, { organisation: filo }, happenedAt);
const handOver = { service, pact, obligation, from: filo, to: corte };
const stepsIn = (time: string, happenedAt?: string) => [
  on(time, StepInAccepted, handOver, happenedAt),
  on(time, PerformerChanged, { pact, from: filo, performer: corte, obligation }, happenedAt),
];

const found = (lines: readonly Line[], now = '2027-12-01T00:00:00.000Z') => {
  const recorded = [...begins, ...lines].map(({ stream, declared, data, time, happenedAt }, position): RecordedEvent => {
    const { type } = declarationOf(declared);
    const circumstances = { by: { actor: named('operator', 1) }, initiative: 'agency', channel: 'self', happenedAt, basedOn: [] };
    const event: object = { id: `event-${position}`, type, time, subject: stream, data: { ...data, ...circumstances } };
    return { position, stream, revision: position + 1, type, body: JSON.stringify(event), event: event as CloudEvent };
  });
  const known = fold(obligations, recorded).get(obligation);
  const moves = fold(authorityTimelines, recorded).get(pact)?.moves ?? [];
  return known ? orphanIntervals(known, moves, now).map(({ from, until, seconds, parties }) => ({ from, until, seconds, parties })) : undefined;
};
const THREE_DAYS = 3 * 24 * 3_600;

describe('time in which nobody performs a service', () => {
  it('is three days, to the second, when Filo is suspended and Corte steps in three days later', () => {
    const offered = on('2027-03-01T09:01:00.000Z', StepInOffered, { ...handOver, cause: 'suspended', place: 1 });
    expect(found([suspended('2027-03-01T09:00:00.000Z'), offered, ...stepsIn('2027-03-04T09:00:00.000Z')])).toEqual([
      { from: '2027-03-01T09:00:00.000Z', until: '2027-03-04T09:00:00.000Z', seconds: THREE_DAYS, parties: [filo] },
    ]);
  });

  it('goes on while nobody has stepped in, however many were asked', () => {
    const offered = on('2027-03-01T09:01:00.000Z', StepInOffered, { ...handOver, cause: 'suspended', place: 1 });
    expect(found([suspended('2027-03-01T09:00:00.000Z'), offered], '2027-03-01T10:00:00.500Z')).toEqual([
      { from: '2027-03-01T09:00:00.000Z', until: undefined, seconds: 3_600, parties: [filo] },
    ]);
  });

  it('is timed by when things happened and not by when they became known', () => {
    const late = [suspended('2027-03-05T09:00:00.000Z', '2027-03-01T09:00:00.000Z'), ...stepsIn('2027-03-09T09:00:00.000Z', '2027-03-04T09:00:00.000Z')];
    expect(found(late)).toMatchObject([{ from: '2027-03-01T09:00:00.000Z', until: '2027-03-04T09:00:00.000Z', seconds: THREE_DAYS }]);
    expect(found(late.toReversed())).toMatchObject([{ from: '2027-03-01T09:00:00.000Z', until: '2027-03-04T09:00:00.000Z', seconds: THREE_DAYS }]);
  });

  it('comes twice when Filo takes part again in between', () => {
    const times = [
      suspended('2027-03-01T09:00:00.000Z'),
      resumed('2027-03-02T09:00:00.000Z'),
      suspended('2027-03-10T09:00:00.000Z'),
      ...stepsIn('2027-03-10T09:00:01.000Z'),
      resumed('2027-03-11T09:00:00.000Z'),
    ];
    expect(found(times)?.map(({ from, seconds }) => [from, seconds])).toEqual([
      ['2027-03-01T09:00:00.000Z', 24 * 3_600],
      ['2027-03-10T09:00:00.000Z', 1],
    ]);
  });

  it('is none when Corte had taken over before, and when nothing is owed', () => {
    expect(found([...stepsIn('2027-02-01T09:00:00.000Z'), suspended('2027-03-01T09:00:00.000Z')])).toEqual([]);
    const rests = on('2027-02-01T09:00:00.000Z', ServiceSuspendedUrgently, { obligation });
    expect(found([rests, suspended('2027-03-01T09:00:00.000Z')])).toEqual([]);
    expect(found([])).toEqual([]);
  });

  it('is none where it was over within a second', () => {
    expect(found([suspended('2027-03-01T09:00:00.000Z'), resumed('2027-03-01T09:00:00.999Z')])).toEqual([]);
    expect(found([suspended('2027-03-01T09:00:00.000Z'), resumed('2027-03-01T09:00:01.000Z')])).toMatchObject([{ seconds: 1 }]);
  });

  it('is that of the Comune, which answers for it, too: when the pact is concluded, until the service is closed', () => {
    const ends = [on('2027-06-01T09:00:00.000Z', PactConcluded, {}), on('2027-06-02T09:00:00.000Z', ServiceClosed, { obligation })];
    expect(found(ends)).toEqual([{ from: '2027-06-01T09:00:00.000Z', until: '2027-06-02T09:00:00.000Z', seconds: 24 * 3_600, parties: [comune, filo] }]);
  });

  it('begins with the end of the pact’s period, which nobody records', () => {
    expect(found([], '2028-01-01T00:00:10.000Z')).toEqual([{ from: '2028-01-01T00:00:00.000Z', until: undefined, seconds: 10, parties: [comune, filo] }]);
  });
});
