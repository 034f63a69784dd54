import { describe, expect, it } from '@jest/globals';
import { type CloudEvent, Event } from '@patto/contracts';
import { anna, comune, maria, named, passi, sara } from '@patto/testing';
import { type HistoryItem, historyItem, inSentences } from './history-in-sentences.ts';

@Event('tests-sentences.outing', { version: 1 })
export class OutingAgreed {}
@Event('tests-sentences.outing', { version: 1 })
export class HSDSRecordImported {}

const agreed: HistoryItem = {
  type: 'patto.tests-sentences.OutingAgreed.v1',
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
    expect(inSentences(agreed)).toBe(`1 March 2027, 09:00:05 UTC: outing agreed, by ${sara} for ${comune}. It names ${passi} and ${maria}.`));

  it('says when it happened, where it was recorded later, and how it came in', () =>
    expect(inSentences({ ...agreed, channel: 'paper', happenedAt: '2027-02-27T16:30:00Z', facts: {} })).toBe(
      `1 March 2027, 09:00:05 UTC: outing agreed, by ${sara} for ${comune}, from paper. It happened on 27 February 2027, 16:30:00 UTC.`,
    ));

  it('says under which mandate an organisation acted, and whose delegate acted', () => {
    const mandate = `${named('mandate', 1)}@3`;
    expect(inSentences({ ...agreed, by: { ...agreed.by, mandate }, facts: {} })).toContain(`by ${sara} for ${comune} under ${mandate}.`);
    expect(inSentences({ ...agreed, by: { actor: anna, onBehalfOf: maria }, facts: {} })).toContain(`by ${anna} for ${maria}.`);
  });

  it('leaves abbreviations as they are, and tells an unknown type by its type', () => {
    expect(inSentences({ ...agreed, type: 'patto.tests-sentences.HSDSRecordImported.v1' })).toContain('HSDS record imported');
    expect(inSentences({ ...agreed, type: 'patto.later.NotYet.v1' })).toContain('patto.later.NotYet.v1, by');
  });

  it('tells a recorded event without its circumstances and sealed parts among what it names', () => {
    const { facts, type, time, ...circumstances } = agreed;
    const sealed = [{ subject: anna, part: 'words' }];
    const event: object = {
      type,
      time,
      data: { ...facts, ...circumstances, initiative: 'agency', basedOn: [`${named('affiliation', 1)}@1`], personal: sealed },
    };
    expect(inSentences(historyItem(event as CloudEvent))).toBe(inSentences(agreed));
  });
});
