/** Marks the file as an event log of Patto: the letters `Ptto`. */
export const APPLICATION_ID = 0x50_74_74_6f;
/** Counts up when the table changes; 0 in a file whose restore has not ended. */
export const SCHEMA_VERSION = 1;
export const RESTORE_UNFINISHED = 0;

/**
 * The table of events. `body` is the event, all other columns are an index beside it; it stands last, so that a filter
 * does not read it. The triggers hold for every connection: what is recorded stays, and nothing takes another place than the next.
 */
export const SCHEMA = `
CREATE TABLE IF NOT EXISTS event (
  position INTEGER PRIMARY KEY,
  recorded_at INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  public_end INTEGER NOT NULL,
  category TEXT NOT NULL,
  type TEXT NOT NULL,
  stream TEXT NOT NULL,
  command TEXT NOT NULL,
  id TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS event_by_stream ON event (stream, revision);
CREATE INDEX IF NOT EXISTS event_by_command ON event (command, stream);
CREATE TRIGGER IF NOT EXISTS event_is_never_changed BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'An event that is recorded is never changed.'); END;
CREATE TRIGGER IF NOT EXISTS event_is_never_deleted BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'An event that is recorded is never deleted.'); END;
CREATE TRIGGER IF NOT EXISTS event_takes_the_next_place BEFORE INSERT ON event
WHEN NEW.position IS NOT (SELECT coalesce(max(position), -1) + 1 FROM event)
  OR NEW.revision IS NOT (SELECT coalesce(max(revision), 0) + 1 FROM event WHERE stream = NEW.stream)
BEGIN SELECT RAISE(ABORT, 'An event takes the next position of the log and the next revision of its stream.'); END;
`;

/** What an event is written with, in the order of the writer's values. */
export const INSERT = `INSERT INTO event (position, recorded_at, revision, public_end, category, type, stream, command, id, body)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
