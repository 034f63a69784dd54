import { describe, expect, it } from '@jest/globals';
import { type CloudEvent, Event, Personal } from '@patto/contracts';
import { type RecordedEvent, readModel } from './read-model.ts';

@Event('tests-read-models.loan', { version: 1 })
class BookLent {
  readonly book!: string;
  readonly to!: string;
  @Personal('to') readonly words!: Personal<string>;
}

@Event('tests-read-models.loan', { version: 1 })
class BookReturned {
  readonly worn!: boolean;
}

interface Loan {
  readonly book: string;
  readonly to: string;
  readonly words?: object;
  readonly back?: boolean;
}

const loans = readModel(
  'loans',
  1,
  { events: { BookLent, BookReturned }, indexes: ['to'] },
  {
    BookLent: (_view: Loan | undefined, facts, told) => ({ ...facts, words: told.sealed('words') }),
    BookReturned: (view, { worn }) => (worn || !view ? undefined : { ...view, back: true }),
  },
);

const sealed = { subject: 'person-1', part: 'words', alg: 'A1', iv: 'i', tag: 't', commit: 'c', sealed: 's' };
const recorded = (type: string, data: object): RecordedEvent => {
  const circumstances = { by: { actor: 'person-1' }, initiative: 'person', channel: 'self', happenedAt: '2027-03-01T09:00:00Z', basedOn: [] };
  const event: object = { id: 'event-1', type, time: '2027-03-01T10:00:00Z', data: { ...data, ...circumstances, personal: [sealed] } };
  return { position: 4, stream: 'loan-1', revision: 2, type, body: JSON.stringify(event), event: event as CloudEvent };
};
const lent = recorded('patto.tests-read-models.BookLent.v1', { book: 'Pinocchio', to: 'person-1' });

describe('a read model', () => {
  it('folds the types that it declares and touches the document of the stream', () => {
    expect(loans.types).toEqual(['patto.tests-read-models.BookLent.v1', 'patto.tests-read-models.BookReturned.v1']);
    expect(loans.keys(lent)).toEqual(['loan-1']);
  });

  it('is given facts without circumstances, and sealed parts whole with their event', () =>
    expect(loans.apply(undefined, lent, 'loan-1')).toEqual({
      book: 'Pinocchio',
      to: 'person-1',
      words: { event: 'event-1', type: 'patto.tests-read-models.BookLent.v1', ...sealed },
    }));

  it('drops a document by returning nothing', () =>
    expect(loans.apply({ book: 'Pinocchio', to: 'person-1' }, recorded('patto.tests-read-models.BookReturned.v1', { worn: true }), 'loan-1')).toBeUndefined());

  it('may keep documents by another key, or several', () => {
    const readers = readModel(
      'readers',
      1,
      { events: { BookLent }, key: (facts, told) => [facts.to, told.stream] },
      { BookLent: (view) => ({ ...view, reads: true }) },
    );
    expect(readers.keys(lent)).toEqual(['person-1', 'loan-1']);
  });

  it('does not compile with a missing handler, a foreign one, a wrong fact or the plain words of a person', () => {
    const never = () => {
      // @ts-expect-error BookReturned has no handler.
      readModel('a', 1, { events: { BookLent, BookReturned } }, { BookLent: () => ({}) });
      // @ts-expect-error BookBurnt is not among the events.
      readModel('b', 1, { events: { BookLent } }, { BookLent: () => ({}), BookBurnt: () => ({}) });
      // @ts-expect-error a lent book has no colour.
      readModel('c', 1, { events: { BookLent } }, { BookLent: (_view, { colour }) => ({ colour }) });
      // @ts-expect-error words are sealed; a read model never sees them.
      readModel('d', 1, { events: { BookLent } }, { BookLent: (_view, { words }) => ({ words }) });
      // @ts-expect-error the key is made of facts of the events.
      readModel('e', 1, { events: { BookLent }, key: ({ colour }) => colour }, { BookLent: () => ({}) });
    };
    expect(never).toBeInstanceOf(Function);
  });
});
