import { connect, type Connection, type ConnectionOptions, placeOf, refuseUnlessCurrent, refuseUnlessDurable, unusable } from '@patto/postgres';
import type { MadeWith } from '../made-with.ts';
import { KEYRING } from './asking.ts';
import { keyringSchema } from './schema.ts';

/** To wrap or move all keys of a region takes minutes, in one transaction. */
export const UNHURRIED = { statement_timeout: 0, idle_in_transaction_session_timeout: 0 } as const;

/** A session with a database that is fit for a keyring, in which something was begun. @throws PostgresUnusable, and what `begin` throws */
export const openSession = async (options: ConnectionOptions, begin: (session: Connection) => Promise<void>): Promise<Connection> => {
  const { url } = options;
  try {
    const session = await connect(options);
    try {
      await refuseUnlessDurable(session, placeOf(url));
      await refuseUnlessCurrent(session, keyringSchema, placeOf(url));
      await begin(session);
      return session;
    } catch (error) {
      await session.close();
      throw error;
    }
  } catch (error) {
    throw unusable(url, error);
  }
};

/** The keys that the keyring was made with. */
export const madeWith = (session: Connection): Promise<readonly MadeWith[]> => session.ask({ text: `SELECT name, fingerprint FROM ${KEYRING}.made_with` });
