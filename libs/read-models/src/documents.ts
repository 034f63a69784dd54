import type { Filter } from './filter.ts';

/** A document: JSON with the id that it is found by. */
export type Doc = { readonly id: string } & { readonly [member: string]: unknown };

/** A document as its readers get it: `revision` is the last revision folded of the stream whose id it has. */
export type Stored<View> = View & { readonly id: string; readonly revision?: number };

/** What a collection is called, which version of its read model fills it, and what it is often searched or sorted by. */
export interface CollectionDeclaration {
  /** Kebab-case. */
  readonly name: string;
  readonly version: number;
  /** Dotted paths; a list is indexed by its members. Left out: those that the collection has already. */
  readonly indexes?: readonly string[];
}

/** The place of the last document that was read: the values that it is sorted by, and its id. */
export interface Place {
  readonly values: readonly unknown[];
  readonly id: string;
}

export interface FindOptions {
  /**
   * Dotted paths, `-` before one for descending. Such a member holds one plain type or is missing; what is missing comes first.
   * The id decides between equals, in the direction of the last path.
   */
  readonly sort?: readonly string[];
  readonly limit?: number;
  /** Only what comes after this place in the same sort; `placeOf` makes it. */
  readonly after?: Place;
}

/** How far the log was followed; position -1 is before the first. `tries` counts failures to get past it, also across restarts. */
export interface Progress {
  readonly position: number;
  readonly tries: number;
}

/** What one page of events does to a collection. */
export interface Changes {
  readonly upserts: readonly Doc[];
  /** Ids. */
  readonly deletes: readonly string[];
  /** The position through which the log has been looked at. */
  readonly through: number;
}

/** The documents of one version of a read model, and how far it got. */
export interface Collection {
  readonly name: string;
  readonly version: number;

  /** The documents that there are of these ids. */
  load(ids: readonly string[]): Promise<ReadonlyMap<string, Doc>>;

  /**
   * The documents that match. Filters mean what they mean to MongoDB.
   * @throws UnsupportedFilter for anything outside the subset
   */
  find(filter: Filter, options?: FindOptions): Promise<readonly Doc[]>;

  progress(): Promise<Progress>;

  /** Writes changes and progress together; says `false`, and writes nothing, where the collection was already through there. */
  commit(changes: Changes): Promise<boolean>;

  /** Counts one more failure to get past the present position; progress sets it back to 0. Returns the count. */
  tried(): Promise<number>;
}

/** A database of documents that can be deleted and rebuilt. Every engine passes the suite in `@patto/read-models/conformance`. */
export interface Documents {
  /** Opens a collection, made where there is none, with the declared indexes. */
  collection(declared: CollectionDeclaration): Promise<Collection>;

  /** Which version of a collection answers questions; undefined where none was chosen. */
  serving(name: string): Promise<number | undefined>;

  /** From now on this version answers; every other version of that name is dropped with it, in one step. */
  serve(name: string, version: number): Promise<void>;

  /** Drops all versions but these. */
  keepOnly(name: string, versions: readonly number[]): Promise<void>;

  close(): Promise<void>;
}
