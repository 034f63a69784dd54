import { describe, expect, it } from '@jest/globals';
import { anna, comune, maria, named, passi, sara } from '@patto/testing';
import { type CloudEvent, declarationOf, Event, type HistoryItem, historyItem, inASentence, inSentences } from './index.ts';

@Event('tests-sentences.outing', { version: 1 })
class OutingAgreed {}
@Event('tests-sentences.outing', { version: 1 })
class HSDSRecordImported {}

const agreed: HistoryItem = {
  type: declarationOf(OutingAgreed).type,
  time: '2027-03-01T09:00:05.120Z',
  by: { actor: sara, organisation: comune },
  channel: 'self',
  happenedAt: '2027-03-01T09:00:05.120Z',
  facts: {
    lines: [
      { holder: passi, subjects: [maria] },
      { holder: passi, subjects: [maria] },
    ],
    revision: 7,
  },
};

describe('an event told in a sentence', () => {
  it('says what happened in the words of its name, who did it for whom, and whom it names once each', () =>
    expect(inASentence(agreed)).toBe(`1 March 2027, 09:00:05 UTC: outing agreed, by ${sara} for ${comune}. It names ${passi} and ${maria}.`));

  it('says when it happened, where it was recorded later, and how it came in', () =>
    expect(inASentence({ ...agreed, channel: 'paper', happenedAt: '2027-02-27T16:30:00Z', facts: {} })).toBe(
      `1 March 2027, 09:00:05 UTC: outing agreed, by ${sara} for ${comune}, from paper. It happened on 27 February 2027, 16:30:00 UTC.`,
    ));

  it('says under which mandate an organisation acted, and whose delegate acted', () => {
    const mandate = `${named('mandate', 1)}@3`;
    expect(inASentence({ ...agreed, by: { ...agreed.by, mandate }, facts: {} })).toContain(`by ${sara} for ${comune} under ${mandate}.`);
    expect(inASentence({ ...agreed, by: { actor: anna, onBehalfOf: maria }, facts: {} })).toContain(`by ${anna} for ${maria}.`);
  });

  it('leaves abbreviations as they are, and tells an unknown type by its type', () => {
    expect(inASentence({ ...agreed, type: declarationOf(HSDSRecordImported).type })).toContain('HSDS record imported');
    expect(inASentence({ ...agreed, type: 'patto.later.NotYet.v1' })).toContain('patto.later.NotYet.v1, by');
  });

  it('tells a recorded event without its circumstances and sealed parts among what it names', () => {
    const { facts, type, time, ...circumstances } = agreed;
    const sealed = [{ subject: anna, part: 'words' }];
    const event: object = {
      type,
      time,
      data: { ...facts, ...circumstances, initiative: 'agency', basedOn: [`${named('affiliation', 1)}@1`], personal: sealed },
    };
    expect(inASentence(historyItem(event as CloudEvent))).toBe(inASentence(agreed));
  });

  it('has its place in a history, which is told in the order of what was recorded', () => {
    const later = { ...agreed, time: '2027-03-02T09:00:00Z' };
    expect(inSentences([agreed, later])).toEqual([inASentence(agreed), inASentence(later)]);
  });
});
