/** The keyring's file in the data folder. */
export const KEYRING_FILE = 'keyring.sqlite';
/** Marks the file as a keyring of Patto: the letters `PtKr`. */
export const APPLICATION_ID = 0x50_74_4b_72;
/** Counts up when a table changes. */
export const SCHEMA_VERSION = 1;

/**
 * `made_with` tells the keys that this keyring was made with. A subject's key is destroyed by taking `wrapped` away and saying when, so that none is
 * made anew for it. `found_by` are the blind tokens in force, `claim` those of commands that are not known to be recorded yet.
 */
export const SCHEMA = `
CREATE TABLE IF NOT EXISTS made_with (name TEXT PRIMARY KEY, fingerprint TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS subject_key (
  subject TEXT PRIMARY KEY,
  epoch INTEGER NOT NULL,
  wrapped BLOB,
  destroyed_at INTEGER,
  CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS subject_key_by_epoch ON subject_key (epoch);
CREATE TABLE IF NOT EXISTS found_by (token BLOB NOT NULL, subject TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (token, subject)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS found_by_subject ON found_by (subject, kind);
CREATE UNIQUE INDEX IF NOT EXISTS found_by_one_only ON found_by (token) WHERE kind IN ('tax-code', 'login');
CREATE TABLE IF NOT EXISTS claim (
  command TEXT NOT NULL,
  stream TEXT NOT NULL,
  subject TEXT NOT NULL,
  kind TEXT NOT NULL,
  token BLOB NOT NULL,
  claimed_at INTEGER NOT NULL,
  PRIMARY KEY (command, token, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS claim_by_token ON claim (token);
CREATE INDEX IF NOT EXISTS claim_by_subject ON claim (subject, kind);
`;
