import { describe, expect, it } from '@jest/globals';
import { CommitmentMade, OptionRefused } from '@patto/contracts/persons';
import { event } from '@patto/event-store/pure';
import * as story from '@patto/testing';
import { anna, annaMay, asl, byOperator, byPerson, comune, comuneInCharge, everySunday, exercises, exercisesMade, fact } from '@patto/testing';
import { filo, given, maria, market, marketWished, named } from '@patto/testing';
import { piero, pieroSupports, planOpened, registered, sara, walksMade } from '@patto/testing';
import { makeCommitment } from './make-commitment.ts';

const plan = story.mariasPlan;
const bySara = byOperator(sara, comune);
const byMaria = byPerson(maria);
const wished = [planOpened, marketWished];

describe('making a commitment', () => {
  const walk = { plan, goal: market, holder: piero, counterpart: maria, schedule: everySunday, words: 'Walks to the square.' };
  const made = (rest: Partial<CommitmentMade>) =>
    event(CommitmentMade, {
      ...{ commitment: named('commitment', 201), goal: market, holder: piero, performer: piero, counterpart: maria, about: maria, side: 'network' },
      ...{ schedule: everySunday, evidence: 'none', words: walk.words, ...rest },
    });

  it('writes a line for Piero, who supports her', () =>
    given(wished, plan)
      .with(pieroSupports)
      .when(makeCommitment, walk, byMaria)
      .then([made({})]));

  it('writes a line for Anna, who is her delegate', () =>
    given(wished, plan)
      .with(annaMay('sign-plan'), comuneInCharge)
      .when(makeCommitment, { ...walk, holder: anna }, bySara)
      .then([made({ holder: anna, performer: anna })]));

  it('writes a line of Maria’s own, and one of a service beside it', () => {
    given(wished, plan)
      .with(...registered)
      .when(makeCommitment, { ...walk, holder: maria, counterpart: asl }, byMaria)
      .then([made({ holder: maria, performer: maria, counterpart: asl, side: 'person' })]);
    given([...wished, exercisesMade], plan)
      .with(...registered)
      .when(makeCommitment, { ...walk, holder: asl, pairedWith: exercises }, byMaria)
      .then([made({ commitment: named('commitment', 301), holder: asl, performer: asl, side: 'service', pairedWith: exercises })]);
  });

  it('takes the performer from the option that it carries out', () =>
    given([...wished, story.homeCareOffered], plan)
      .with(...registered)
      .when(makeCommitment, { ...walk, option: story.homeCare, holder: comune }, byMaria)
      .then([made({ commitment: named('commitment', 301), option: story.homeCare, holder: comune, performer: filo, side: 'service' })]));

  it('is refused where nobody of her network or no registered organisation would hold it', () => {
    given(wished, plan).when(makeCommitment, walk, byMaria).isRejected('holder-not-in-network');
    given(wished, plan)
      .when(makeCommitment, { ...walk, holder: asl }, byMaria)
      .isRejected('unknown-party');
  });

  it('is refused where both sides are one, or neither is Maria', () => {
    given(wished, plan)
      .when(makeCommitment, { ...walk, holder: maria }, byMaria)
      .isRejected('own-obligation');
    given(wished, plan)
      .with(pieroSupports)
      .when(makeCommitment, { ...walk, counterpart: asl }, byMaria)
      .isRejected('commitment-apart');
  });

  it('is refused on days that the supporter did not accept', () => {
    const onWednesdays = fact('support', { person: maria, supporter: piero, days: ['wednesday'] }, pieroSupports.stream);
    const scheduled = (dueAt: string, every?: string) =>
      given(wished, plan)
        .with(onWednesdays)
        .when(makeCommitment, { ...walk, schedule: { dueAt, ...(every && { every }), tolerance: 'PT2H' } }, byMaria);
    expect(scheduled('2027-03-03T13:00:00Z', 'P2W').decided).toHaveLength(1);
    expect(scheduled('2027-03-03T13:00:00Z').decided).toHaveLength(1);
    scheduled('2027-03-04T13:00:00Z').isRejected('not-on-their-days');
    scheduled('2027-03-03T13:00:00Z', 'P1M').isRejected('not-on-their-days');
    scheduled('2027-03-03T13:00:00Z', 'P1D').isRejected('not-on-their-days');
  });

  it('is refused with a schedule that cannot be kept', () => {
    const scheduled = (schedule: object) =>
      given(wished, plan)
        .with(pieroSupports)
        .when(makeCommitment, { ...walk, schedule }, byMaria);
    scheduled({ dueAt: '2027-03-01T12:00:00Z', tolerance: 'PT0S' }).isRejected('period-over');
    scheduled({ ...everySunday, every: 'PT2H' }).isRejected('schedule-impossible');
    scheduled({ ...everySunday, until: '2027-03-06T00:00:00Z' }).isRejected('schedule-impossible');
  });

  it('names only what the plan has, and no option that was refused', () => {
    const refused = event(OptionRefused, { option: story.dayCentre, goal: market, reason: 'too-far', refusedBy: 'person' });
    const with_ = given([...wished, story.dayCentreOffered, refused], plan).with(pieroSupports);
    with_.when(makeCommitment, { ...walk, goal: named('goal', 9) }, byMaria).isRejected('no-such-goal');
    with_.when(makeCommitment, { ...walk, option: named('option', 9) }, byMaria).isRejected('no-such-option');
    with_.when(makeCommitment, { ...walk, option: story.dayCentre }, byMaria).isRejected('option-refused');
    with_.when(makeCommitment, { ...walk, pairedWith: exercises }, byMaria).isRejected('no-such-commitment');
  });

  it('is refused when the plan holds as many as it can', () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      event(CommitmentMade, { ...(walksMade.data as CommitmentMade), commitment: named('commitment', index) }),
    );
    given([...wished, ...many], plan)
      .with(pieroSupports)
      .when(makeCommitment, walk, byMaria)
      .isRejected('plan-full');
  });
});
