import fc from 'fast-check';
import type { Doc } from '../documents.ts';
import type { Filter, Operand } from '../filter.ts';

/** Few values, so that filters often find something; with neighbours in each kind, and texts that UTF-8 and UTF-16 order differently. */
const TEXTS = ['', 'a', 'ab', 'b', 'à', '1', "o'clock", '\u{1F600}', '\uFFFD'] as const;
const NUMBERS = [-1, 0, 1, 1.5, 2, 1e12] as const;

const plain: fc.Arbitrary<Operand> = fc.oneof(fc.constantFrom(...TEXTS), fc.constantFrom(...NUMBERS), fc.boolean(), fc.constant(null));
const list = fc.array(plain, { maxLength: 3 });
const object = fc.record({ x: plain, y: fc.oneof(plain, list) }, { requiredKeys: [] });

/** Documents with plain members, lists, an object and a list of objects; any may be missing. `n` and `t` hold one kind each, for sorting. */
export const randomDocs: fc.Arbitrary<Doc[]> = fc
  .array(
    fc.record(
      {
        p: plain,
        q: fc.oneof(plain, list),
        o: object,
        l: fc.array(object, { minLength: 1, maxLength: 3 }),
        n: fc.constantFrom(...NUMBERS),
        t: fc.constantFrom(...TEXTS),
      },
      { requiredKeys: [] },
    ),
    { maxLength: 12 },
  )
  .map((docs) => docs.map((doc, number) => ({ ...doc, id: `doc-${number % 2 ? 'b' : 'a'}${number}` })));

const paths = fc.constantFrom('id', 'p', 'q', 'o.x', 'o.y', 'l.x', 'l.y', 'n', 't', 'nobody', 'o.nobody', 'p.nobody');
const ordered = fc.oneof(fc.constantFrom(...TEXTS), fc.constantFrom(...NUMBERS));
const operators = fc
  .record(
    { $in: fc.array(plain, { maxLength: 3 }), $ne: plain, $gt: ordered, $gte: ordered, $lt: ordered, $lte: ordered, $exists: fc.boolean() },
    { requiredKeys: [] },
  )
  .filter((made) => Object.keys(made).length > 0 && Object.keys(made).length < 4);

/** Filters over those documents, nested at most three deep. */
export const randomFilters: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.dictionary(paths, fc.oneof(plain, operators), { maxKeys: 2 }) as fc.Arbitrary<Filter>,
    fc.record({ $and: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }) as fc.Arbitrary<Filter>,
    fc.record({ $or: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }) as fc.Arbitrary<Filter>,
  ),
})).filter;

/** By one member of one kind, or by two, in either direction. */
export const randomSorts: fc.Arbitrary<string[]> = fc
  .uniqueArray(fc.constantFrom('n', 't', 'id'), { maxLength: 2 })
  .chain((fields) => fc.tuple(...fields.map((field) => fc.constantFrom(field, `-${field}`))));
