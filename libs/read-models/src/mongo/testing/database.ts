import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { openMongoDocuments } from '../open.ts';

/** A database of its own for a test. */
export const database = (base: string) => {
  const url = base.replace(/[^/]*$/, `test-${randomUUID()}`);
  return {
    url,
    open: () => openMongoDocuments({ url }),
    dispose: async () => {
      const connection = await mongoose.createConnection(url).asPromise();
      await connection.dropDatabase();
      await connection.close();
    },
  };
};

/** Documents, and the database behind their back. */
export const opened = async (base: string) => {
  const { url, open, dispose } = database(base);
  const documents = await open();
  const connection = await mongoose.createConnection(url).asPromise();
  const db = connection.getClient().db(connection.name);
  return {
    documents,
    db,
    open,
    [Symbol.asyncDispose]: async () => {
      await connection.close();
      await documents.close();
      await dispose();
    },
  };
};
