import { DatabaseSync } from 'node:sqlite';
import { checkDeclaration } from '../declaration.ts';
import type { Documents } from '../documents.ts';
import type { Condition } from '../filter.ts';
import { matches } from '../matches.ts';
import { openCollection } from './collection.ts';
import { Recent } from './recent.ts';
import { Transaction } from './transaction.ts';

export interface SqliteDocumentsOptions {
  /** The database file; its folder must be there. `:memory:` for documents that nobody keeps. */
  readonly file: string;
}

/** So many KiB of pages are kept in memory: the indexes of a million documents, and not more than a small machine has. */
const CACHE_KIB = 64 * 1024;

/** After so many pages of 4 KiB the write-ahead log goes into the file: pages that a replay writes again and again go there once. */
const CHECKPOINT_PAGES = 8_000;

/**
 * `synchronous=NORMAL` is right here and would be wrong for the log: a power cut may take the last commits away but never tears one,
 * and a commit holds documents and progress together, so the next start projects again what was lost.
 */
const SETTINGS = `PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-${CACHE_KIB}; PRAGMA wal_autocheckpoint=${CHECKPOINT_PAGES};`;

const REGISTRY = `CREATE TABLE IF NOT EXISTS collections (
  name TEXT NOT NULL, version INTEGER NOT NULL, indexes TEXT NOT NULL,
  position INTEGER NOT NULL DEFAULT -1, tries INTEGER NOT NULL DEFAULT 0, serving INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (name, version)
) WITHOUT ROWID`;

/** The embedded engine: JSON documents in one SQLite file, used by one process, that can be deleted and rebuilt. */
export const openSqliteDocuments = ({ file }: SqliteDocumentsOptions): Documents => {
  const db = new DatabaseSync(file);
  db.exec(SETTINGS);
  db.exec(REGISTRY);
  const transaction = new Transaction(db);
  /** All of it, durable when it is done. */
  const now = <Result>(work: () => Result): Result => {
    const result = transaction.run(work);
    transaction.commit();
    return result;
  };

  // One question runs at a time and to its end, so what is left to decide document by document is passed beside the SQL.
  let rest: Condition | undefined;
  db.function('matches', (doc) => (!rest || matches(rest, JSON.parse(doc as string) as object) ? 1 : 0));
  const deciding = <T>(condition: Condition | undefined, ask: () => T): T => {
    rest = condition;
    try {
      return ask();
    } finally {
      rest = undefined;
    }
  };

  const register = db.prepare('INSERT INTO collections (name, version, indexes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  const indexesOf = db.prepare('SELECT indexes FROM collections WHERE name = ? AND version = ?');
  const servingOf = db.prepare('SELECT version FROM collections WHERE name = ? AND serving = 1');
  const serveOne = db.prepare('UPDATE collections SET serving = (version = ?) WHERE name = ?');
  const versionsOf = db.prepare('SELECT version FROM collections WHERE name = ?');
  const unregister = db.prepare('DELETE FROM collections WHERE name = ? AND version = ?');

  // Shared by all who opened the same collection, so that nobody keeps what another has replaced.
  const recents = new Map<string, Recent>();
  const recentOf = (name: string, version: number): Recent => {
    const recent = recents.get(`${name}@${version}`) ?? new Recent();
    recents.set(`${name}@${version}`, recent);
    return recent;
  };

  const dropOthers = (name: string, keep: readonly number[]) => {
    for (const { version } of versionsOf.all(name) as { version: number }[]) {
      if (keep.includes(version)) continue;
      db.exec(`DROP TABLE IF EXISTS "${name}@${version}"; DROP TABLE IF EXISTS "${name}@${version} entries"`);
      unregister.run(name, version);
      recentOf(name, version).clear();
    }
  };

  return {
    collection: async (declared) => {
      checkDeclaration(declared);
      const { name, version, indexes } = declared;
      return now(() => {
        recentOf(name, version).clear();
        register.run(name, version, JSON.stringify([]));
        const before = JSON.parse((indexesOf.get(name, version) as { indexes: string }).indexes) as string[];
        return openCollection(db, { name, version, before, indexes: indexes ?? before }, { deciding, recent: recentOf(name, version), transaction });
      });
    },
    serving: async (name) => (servingOf.get(name) as { version: number } | undefined)?.version,
    serve: async (name, version) =>
      now(() => {
        serveOne.run(version, name);
        dropOthers(name, [version]);
      }),
    keepOnly: async (name, versions) => now(() => dropOthers(name, versions)),
    close: async () => {
      try {
        transaction.commit();
      } finally {
        db.close();
      }
    },
  };
};
