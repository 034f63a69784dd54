import type { Documents } from '../documents.ts';

export interface MongoDocumentsOptions {
  /** With the database's name: `mongodb://host:27017/patto`. */
  readonly url: string;
}

/**
 * Opens documents in a database of MongoDB, or of a server that speaks its protocol. One process writes a collection at a time; any number ask. The client
 * is loaded only now: it is a tenth of all that a start loads, and a Patto in one process never asks for it.
 * @throws where no server answers
 */
export const openMongoDocuments = async (options: MongoDocumentsOptions): Promise<Documents> => (await import('./documents.ts')).openedDocuments(options);
