/**
 * Content that tells who a person is, or that a person wrote freely. It is sealed before it is stored, a fold never sees it,
 * and only the HTTP edge opens it. The flavour lets the compiler take it out of what `evolve` receives.
 */
export type Personal<T> = T & { readonly __personal?: true };

/** What remains of an event's data when the personal fields are taken out. */
export type Facts<Data> = {
  [K in keyof Data as '__personal' extends keyof NonNullable<Data[K]> ? never : K]: Data[K];
};

export interface PersonalField {
  readonly field: string;
  /** Where in the data the id of the one whose content it is stands; `$stream` for the stream's own id. */
  readonly of: string;
  readonly find?: Findable;
}

/** How a person can be found by this content, by blind tokens: `tax-code` and `login` belong to one person only, `name` matches by words. */
export type Findable = 'tax-code' | 'login' | 'name';

const fields = new Map<object, PersonalField[]>();

/**
 * Marks a field as personal content of the one whose id stands at `of` in the same data (`subjects.0` reaches into a list);
 * without `of`, of the stream's own subject. `find` says that the one can be found by it.
 */
export const Personal =
  (of = '$stream', find?: Findable): PropertyDecorator =>
  (target, key) => {
    const known = fields.get(target.constructor) ?? [];
    fields.set(target.constructor, [...known, { field: String(key), of, find }]);
  };

/** The personal fields of a declared class. */
export const personalFields = (declared: object): readonly PersonalField[] => fields.get(declared) ?? [];
