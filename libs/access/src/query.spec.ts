import { describe, expect, it } from '@jest/globals';
import { Rejection } from '@patto/contracts';
import { fact, named } from '@patto/testing';
import { type Asking, answers, noting } from './query.ts';

class WhoIsThere {
  readonly area?: string;
}

class WhoAsked {
  readonly area!: string;
  readonly askedBy!: string;
}

describe('a question', () => {
  it('is declared with its purpose and the class of its answer, and answered by a plain function', async () => {
    const declared = { purpose: 'care', dataCategories: ['person'], answer: WhoAsked };
    const whoIsThere = answers(WhoIsThere, declared, ({ area }, ask: Pick<Asking, 'party'>) => {
      if (!area) throw new Rejection('invalid-parameter', 'Say which area.');
      return { area, askedBy: ask.party };
    });
    expect(whoIsThere).toMatchObject({ question: WhoIsThere, purpose: 'care', dataCategories: ['person'], answered: { as: 'answer', view: WhoAsked } });
  });
});

describe('facts that an answer relied on', () => {
  it('are noted when they are found, and nothing else is', () => {
    const [support, other] = [named('person', 1), named('person', 2)].map((person) => fact('support', { person, supporter: named('person', 3) }));
    const noted = noting({ find: (kind, ...ids) => (kind === 'support' && ids.includes(named('person', 1)) ? ([support] as never) : []) });
    expect(noted.relied()).toEqual([]);
    noted.facts.find('support', named('person', 1));
    noted.facts.find('support', named('person', 1));
    noted.facts.find('delegation', named('person', 1));
    expect(noted.relied()).toEqual([support]);
    expect(noted.relied()).not.toContain(other);
  });
});
