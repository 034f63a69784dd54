import { describe, expect, it } from '@jest/globals';
import type { Stored } from '@patto/read-models';
import { comune, corte, filo, maria, named } from '@patto/testing';
import type { Obligation, Step } from '../register/obligation.ts';
import { waitingFor } from './work-queue.ts';

const NOON = '2027-03-01T12:00:00.000Z';
const step = (time: string, performer: string, state: Step['state'] = 'owed'): Step => ({
  position: Date.parse(time),
  time,
  happenedAt: time,
  verb: 'handed-over',
  event: '00000000-0000-8000-8000-000000000001',
  type: 'patto.tests.Step.v1',
  state,
  holder: comune,
  performer,
});
const visits = (said: Partial<Obligation> = {}): Stored<Obligation> => ({
  id: named('obligation', 1),
  subjects: [maria],
  holder: comune,
  performer: corte,
  state: 'owed',
  offers: [],
  parties: [],
  waitsFor: [comune, corte],
  steps: [step('2027-01-01T09:00:00.000Z', filo), step('2027-02-01T09:00:00.000Z', corte), step('2027-02-02T09:00:00.000Z', corte)],
  ...said,
});

describe('what waits for an organisation', () => {
  it('waits since it came to them, for as long as it is theirs', () => {
    expect(waitingFor(corte, visits(), NOON)).toMatchObject({ why: 'owed', since: '2027-02-01T09:00:00.000Z' });
    expect(waitingFor(comune, visits(), NOON)).toMatchObject({ why: 'owed', since: '2027-01-01T09:00:00.000Z' });
  });

  it('is owed until its date, overdue after it, and breached when that was said', () => {
    const due = (dueAt: string) => waitingFor(corte, visits({ dueAt }), NOON);
    expect(due('2027-03-01T12:00:00.000Z')).toMatchObject({ why: 'owed', until: '2027-03-01T12:00:00.000Z' });
    expect(due('2027-03-01T11:59:59.999Z')).toMatchObject({ why: 'overdue', until: '2027-03-01T11:59:59.999Z' });
    const breached = visits({ state: 'breached', breachedAt: '2027-02-20T00:00:00.000Z' });
    expect(waitingFor(corte, breached, NOON)).toMatchObject({ why: 'breached', since: '2027-02-20T00:00:00.000Z' });
  });

  it('waits for an answer where it is offered, and again from when it was owed again after it rested', () => {
    const offered = visits({ offers: [{ performer: filo, offeredAt: '2027-02-25T09:00:00.000Z' }] });
    expect(waitingFor(filo, offered, NOON)).toMatchObject({ why: 'offered', since: '2027-02-25T09:00:00.000Z', performer: corte });
    const rested = visits({ steps: [step('2027-01-01T09:00:00.000Z', corte), step('2027-01-02T09:00:00.000Z', corte, 'suspended'), step(NOON, corte)] });
    expect(waitingFor(corte, rested, NOON)).toMatchObject({ why: 'owed', since: NOON });
  });

  it('tells of each thing what it is and nothing of the steps that it took', () => {
    const told = waitingFor(corte, visits(), NOON);
    expect(Object.keys(told).toSorted()).toEqual(['holder', 'id', 'performer', 'since', 'subjects', 'why']);
  });
});
