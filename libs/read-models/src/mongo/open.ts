import type { Documents } from '../documents.ts';
import type { Replacing } from '../replacing.ts';

export interface MongoDocumentsOptions {
  /** With the database's name: `mongodb://host:27017/patto`. */
  readonly url: string;
}

/** Documents on a server, which can be made anew beside those that answer. */
export interface MongoDocuments extends Documents {
  /**
   * Makes documents beside those that answer, and puts them in their place once `make` is done: each collection in one step, one after the other. Where
   * `make` fails, everything is as before; where it is cut short later, each collection is whole, as before or anew. One process replaces at a time.
   * @throws DocumentsInUse where somebody wrote meanwhile what was to be replaced
   */
  replace<Result>(make: (replacing: Replacing) => Promise<Result>): Promise<Result>;
}

/**
 * Opens documents in a database of MongoDB, or of a server that speaks its protocol. One process writes a collection at a time; any number ask. The client
 * is loaded only now: it is a tenth of all that a start loads, and a Patto in one process never asks for it.
 * @throws where no server answers
 */
export const openMongoDocuments = async (options: MongoDocumentsOptions): Promise<MongoDocuments> => (await import('./documents.ts')).openedDocuments(options);
