import type { Doc, Place } from './documents.ts';
import { isPath, UnsupportedFilter } from './filter.ts';
import { MISSING, ends } from './leaves.ts';

export interface SortField {
  readonly path: string;
  readonly descending: boolean;
}

/** The fields of a sort; the id comes last, where it is not named, in the direction of the field before it. */
export const sortFields = (sort: readonly string[] = []): readonly SortField[] => {
  const fields = sort.map((field) => ({ path: field.replace(/^-/, ''), descending: field.startsWith('-') }));
  const wrong = fields.find(({ path }) => !isPath(path) || path.split('.').some((name) => /^\d/.test(name)));
  if (wrong) throw new UnsupportedFilter(`Nothing is sorted by ${JSON.stringify(wrong.path)}.`);
  const byId = fields.findIndex(({ path }) => path === 'id');
  return byId >= 0 ? fields.slice(0, byId + 1) : [...fields, { path: 'id', descending: fields.at(-1)?.descending ?? false }];
};

/** Where a document stands in a sort; keep it to go on after it. */
export const placeOf = (doc: Doc, sort?: readonly string[]): Place => ({
  id: doc.id,
  values: sortFields(sort)
    .slice(0, -1)
    .map(({ path }) => {
      const [end] = ends(doc, path.split('.'));
      return end === MISSING ? null : (end ?? null);
    }),
});
