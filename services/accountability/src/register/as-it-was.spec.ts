import { describe, expect, it } from '@jest/globals';
import type { ObligationVerb } from '@patto/contracts';
import { corte, filo, maria } from '@patto/testing';
import { knownBy, stoodAt, stoodOverTime } from './as-it-was.ts';
import type { Responsible, Step } from './obligation.ts';

const MONDAY = '2027-03-01T10:00:00.000Z';
const TUESDAY = '2027-03-02T10:00:00.000Z';
const WEDNESDAY = '2027-03-03T10:00:00.000Z';
const THURSDAY = '2027-03-04T10:00:00.000Z';

/** A step as the register keeps it; what it says of the standing is as it was recorded, and not looked at here. */
const step = (verb: ObligationVerb, time: string, happenedAt = time, names?: Responsible): Step => ({
  position: Date.parse(time),
  time,
  happenedAt,
  verb,
  event: '00000000-0000-8000-8000-000000000001',
  type: 'patto.tests.Step.v1',
  state: 'owed',
  ...(names && { names }),
});
const assumed = step('assumed', '2027-02-01T10:00:00.000Z', undefined, { holder: filo });
const at = (steps: readonly Step[], when: string) => {
  const { holder, state } = stoodAt(steps, when) ?? {};
  return [holder, state];
};

describe('how an obligation stood', () => {
  it('was fulfilled on Monday, as was known on Wednesday', () => {
    const steps = [assumed, step('discharged', WEDNESDAY, MONDAY)];
    expect(at(steps, TUESDAY)).toEqual([filo, 'discharged']);
    expect(at(knownBy(steps, TUESDAY), TUESDAY)).toEqual([filo, 'owed']);
    expect(at(knownBy(steps, WEDNESDAY), TUESDAY)).toEqual([filo, 'discharged']);
  });

  it('was never late where it was done in time, however late that became known', () => {
    const noted = [assumed, step('breached', TUESDAY), step('discharged', WEDNESDAY, MONDAY)];
    expect(at(noted, THURSDAY)).toEqual([filo, 'discharged']);
    const annulled = [...noted, step('annulled', WEDNESDAY)];
    expect(stoodOverTime(annulled).map(({ state }) => state)).toEqual(['owed', 'discharged']);
    expect(at(knownBy(annulled, TUESDAY), TUESDAY)).toEqual([filo, 'breached']);
  });

  it('was done late where it was, and the breach is told', () =>
    expect(stoodOverTime([assumed, step('breached', MONDAY), step('discharged', TUESDAY)]).map(({ state }) => state)).toEqual([
      'owed',
      'breached',
      'discharged',
    ]));

  it('was Filo’s until Corte took it, when that happened and not when it was recorded', () => {
    const steps = [assumed, step('discharged', TUESDAY), step('handed-over', WEDNESDAY, MONDAY, { holder: corte })];
    expect(at(steps, '2027-02-28T10:00:00Z')).toEqual([filo, 'owed']);
    expect(at(steps, MONDAY)).toEqual([corte, 'owed']);
    expect(at(steps, TUESDAY)).toEqual([corte, 'discharged']);
    expect(at(knownBy(steps, TUESDAY), TUESDAY)).toEqual([filo, 'discharged']);
  });

  it('was nothing before anybody assumed it', () => {
    expect(stoodAt([assumed], '2027-01-01T00:00:00Z')).toBeUndefined();
    expect(stoodAt([step('discharged', MONDAY)], TUESDAY)).toBeUndefined();
  });

  it('was nobody’s while it was only offered', () => {
    const steps = [step('offered', MONDAY, undefined, { holder: maria }), step('accepted', TUESDAY)];
    expect(at(steps, MONDAY)).toEqual([undefined, 'offered']);
    expect(at(steps, TUESDAY)).toEqual([maria, 'owed']);
  });
});
