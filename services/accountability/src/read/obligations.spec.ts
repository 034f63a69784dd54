import { describe, expect, it } from '@jest/globals';
import { type CloudEvent, declarationOf, Event, type EventClass, type ObligationEffect, type ObligationVerb, obligation } from '@patto/contracts';
import { fold, type RecordedEvent } from '@patto/read-models';
import { asl, comune, filo, maria, named, passi } from '@patto/testing';
import fc from 'fast-check';
import { MOVES } from '../register/moves.ts';
import type { Obligation } from '../register/obligation.ts';
import { obligations } from './obligations.ts';

const declare = (name: string, effect: ObligationEffect | readonly ObligationEffect[]): string => {
  const declared = { [name]: class {} }[name] as EventClass;
  Event('tests-register.matter', { version: 1, effect })(declared);
  return declarationOf(declared).type;
};

const VERBS = Object.keys(MOVES) as ObligationVerb[];
const where = { id: 'obligation', kind: 'help', holder: 'holder', performer: 'performer', counterpart: 'counterpart', subjects: 'about', dueAt: 'dueAt' };
const types = new Map(VERBS.map((verb) => [verb, declare(`Matter${verb.replace('-', '')}`, obligation(verb, where))]));

interface Told {
  readonly obligation?: string;
  readonly holder?: string | undefined;
  readonly performer?: string | undefined;
  readonly [more: string]: unknown;
}

const recorded = (type: string, data: Told, position: number): RecordedEvent => {
  const time = new Date(Date.UTC(2027, 2, 1, 9, position)).toISOString();
  const circumstances = { by: { actor: maria }, initiative: 'person', channel: 'self', happenedAt: time, basedOn: [] };
  const event: object = { id: `event-${position}`, type, time, subject: named('matter', 1), data: { ...data, ...circumstances } };
  return { position, stream: named('matter', 1), revision: position + 1, type, body: JSON.stringify(event), event: event as CloudEvent };
};
const did = (verb: ObligationVerb, data: Told, position: number) => recorded(types.get(verb) as string, data, position);

const lift = named('obligation', 1);
const lives = (...happened: readonly (readonly [ObligationVerb, Told?])[]): Obligation => {
  const events = happened.map(([verb, data], position) => did(verb, { obligation: lift, ...data }, position));
  return fold(obligations, events).get(lift) as Obligation;
};
const toFilo = { holder: filo, counterpart: maria, about: [maria], dueAt: '2027-04-01T09:00:00Z' };

describe('who answers for a lift', () => {
  it('is the one who assumed it, who also performs it where nobody else is named', () => {
    expect(lives(['assumed', toFilo])).toMatchObject({ kind: 'help', state: 'owed', holder: filo, performer: filo, counterpart: maria, subjects: [maria] });
    expect(lives(['assumed', { ...toFilo, performer: passi }])).toMatchObject({ holder: filo, performer: passi });
  });

  it('stays the same while a hand-over is only offered, and after it was declined', () => {
    const offered = lives(['assumed', toFilo], ['offered', { holder: passi }]);
    expect(offered).toMatchObject({ holder: filo, performer: filo, offers: [{ holder: passi, offeredAt: '2027-03-01T09:01:00.000Z' }] });
    expect(offered.parties).toContain(passi);
    const declined = lives(['assumed', toFilo], ['offered', { holder: passi }], ['declined', { holder: passi }]);
    expect(declined).toMatchObject({ holder: filo, offers: [{ holder: passi, declinedAt: '2027-03-01T09:02:00.000Z' }] });
    expect(declined.parties).not.toContain(passi);
  });

  it('changes when the hand-over is accepted; whoever drove for another goes on driving', () => {
    expect(lives(['assumed', toFilo], ['offered', { holder: passi }], ['accepted'])).toMatchObject({ holder: passi, performer: passi, offers: [] });
    expect(lives(['assumed', { ...toFilo, performer: asl }], ['offered', { holder: passi }], ['accepted'])).toMatchObject({ holder: passi, performer: asl });
    expect(lives(['assumed', toFilo], ['offered', { performer: passi }], ['accepted'])).toMatchObject({ holder: filo, performer: passi });
  });

  it('is nobody while it was never accepted', () => {
    expect(lives(['offered', toFilo])).toMatchObject({ state: 'offered', subjects: [maria], offers: [{ holder: filo }] });
    expect(lives(['offered', toFilo]).holder).toBeUndefined();
    expect(lives(['offered', toFilo], ['declined'])).toMatchObject({ state: 'declined' });
    expect(lives(['offered', toFilo], ['accepted'])).toMatchObject({ state: 'owed', holder: filo });
  });

  it('keeps a breach on record when it is done late, and takes back one that was none', () => {
    const late = '2027-03-01T09:01:00.000Z';
    expect(lives(['assumed', toFilo], ['breached'], ['discharged'])).toMatchObject({ state: 'discharged', breachedAt: late });
    expect(lives(['assumed', toFilo], ['breached'], ['annulled'])).toMatchObject({ state: 'owed' });
    const annulled = lives(['assumed', toFilo], ['breached'], ['annulled'], ['discharged']);
    expect([annulled.state, annulled.breachedAt]).toEqual(['discharged', undefined]);
  });
});

describe('the register', () => {
  it('knows a new type of event by its declaration, which may do several things to several obligations', () => {
    const swapped = declare('LiftsSwapped', [
      obligation('discharged', { id: 'before' }),
      obligation('assumed', { each: 'lifts', id: 'id', kind: 'lift', holder: 'by', performer: '$party', counterpart: 'rider', subjects: 'rider' }),
    ]);
    const [first, second] = [named('obligation', 2), named('obligation', 3)];
    const lifts = [
      { id: first, by: passi },
      { id: second, by: filo },
    ];
    const docs = fold(obligations, [did('assumed', { obligation: lift, ...toFilo }, 0), recorded(swapped, { before: lift, lifts, rider: maria }, 1)]);
    expect(docs.get(lift)).toMatchObject({ state: 'discharged', holder: filo });
    expect(docs.get(first)).toMatchObject({ state: 'owed', kind: 'lift', holder: passi, performer: maria, counterpart: maria });
    expect(docs.get(second)).toMatchObject({ holder: filo, steps: [{ position: 1, verb: 'assumed', type: swapped, event: 'event-1' }] });
  });

  it('passes over events that declare nothing about obligations, and what is said of an obligation that nobody assumed', () => {
    expect(fold(obligations, [recorded(declare('TeaServed', []), {}, 0), recorded('patto.elsewhere.Unknown.v1', {}, 1)]).size).toBe(0);
    expect(fold(obligations, [did('discharged', { obligation: lift }, 0)]).size).toBe(0);
  });

  const party = fc.option(fc.constantFrom(comune, filo, passi), { nil: undefined });
  const told = fc.record({ verb: fc.constantFrom(...VERBS), obligation: fc.constantFrom(lift, named('obligation', 2)), holder: party, performer: party });

  it('equals one that is kept by hand, whatever happens in whatever order, at every position', () => {
    fc.assert(
      fc.property(fc.array(told, { minLength: 10, maxLength: 30 }), (happened) => {
        const events = happened.map(({ verb, ...data }, position) => did(verb, data, position));
        const whole = fold(obligations, events);
        for (let upTo = 1; upTo <= events.length; upTo += 1) {
          const asOf = fold(obligations, events.slice(0, upTo));
          const hand = byHand(happened.slice(0, upTo));
          expect([...asOf.keys()].toSorted()).toEqual([...hand.keys()].toSorted());
          for (const [id, { holder, performer, state, open, breached }] of hand) {
            const doc = asOf.get(id) as Obligation;
            expect({ holder: doc.holder, performer: doc.performer, state: doc.state }).toEqual({ holder, performer, state });
            expect(doc.offers.filter(({ declinedAt }) => !declinedAt)).toMatchObject(open);
            expect(doc.breachedAt !== undefined).toBe(breached);
            // The steps of today tell what was so then.
            expect(whole.get(id)?.steps.findLast(({ position }) => position < upTo)).toMatchObject({ holder, performer, state });
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

interface Kept {
  holder: string | undefined;
  performer: string | undefined;
  state: string;
  open: { holder: string | undefined; performer: string | undefined }[];
  breached: boolean;
}

type Line = { readonly verb: ObligationVerb; readonly obligation: string; readonly holder: string | undefined; readonly performer: string | undefined };

/** The newest offer that the line can mean is off the table. */
const answered = (page: Kept, { holder, performer }: Line) => {
  const at = page.open.findLastIndex((offer) => (!holder || offer.holder === holder) && (!performer || offer.performer === performer));
  return at < 0 ? undefined : page.open.splice(at, 1)[0];
};

const wrote: { readonly [verb in ObligationVerb]: (page: Kept, line: Line) => void } = {
  assumed: (page, line) => {
    const offer = answered(page, line);
    page.holder = line.holder ?? offer?.holder;
    page.performer = line.performer ?? offer?.performer ?? page.holder;
    page.state = 'owed';
  },
  offered: (page, { holder, performer }) => {
    page.open.push({ holder, performer });
    if (page.state === 'declined') page.state = 'offered';
  },
  accepted: (page, line) => {
    const offer = answered(page, line);
    const didItself = page.holder === page.performer;
    page.holder = line.holder ?? offer?.holder ?? page.holder;
    page.performer = line.performer ?? offer?.performer ?? (didItself ? page.holder : page.performer);
    if (page.state === 'offered') page.state = 'owed';
  },
  declined: (page, line) => {
    answered(page, line);
    if (page.state === 'offered' && page.open.length === 0) page.state = 'declined';
  },
  'handed-over': (page, line) => wrote.accepted(page, line),
  suspended: (page) => Object.assign(page, { state: 'suspended' }),
  resumed: (page) => Object.assign(page, { state: 'owed' }),
  discharged: (page) => Object.assign(page, { state: 'discharged' }),
  breached: (page) => Object.assign(page, { state: 'breached', breached: true }),
  annulled: (page) => Object.assign(page, { state: page.state === 'breached' ? 'owed' : page.state, breached: false }),
  waived: (page) => Object.assign(page, { state: 'waived' }),
};

/** The register as somebody would keep it on paper, a page for each obligation and one line after the other. */
const byHand = (lines: readonly Line[]) => {
  const pages = new Map<string, Kept>();
  for (const line of lines) {
    const begins = line.verb === 'assumed' || line.verb === 'offered';
    const blank: Kept = { holder: undefined, performer: undefined, state: 'offered', open: [], breached: false };
    const page = pages.get(line.obligation) ?? (begins ? blank : undefined);
    if (!page) continue;
    pages.set(line.obligation, page);
    wrote[line.verb](page, line);
  }
  return pages;
};
