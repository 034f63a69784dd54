import { MOST_CLOCK_LAG_MS, MOST_EVENT_BYTES } from '../log.ts';

/** A restore was begun in this schema and did not end. */
export const RESTORE_UNFINISHED = 'PT001';
/** What is to be restored does not fit: a line that is not the next of its stream, a log that is not empty. */
export const NOT_RESTORABLE = 'PT002';

/**
 * One call takes many appends, one after another, and says of each how it ended; none undoes another. Arrays beside each other are rows: one for each
 * append, one for each guard and one for each event, these in the order of the appends. The order of the checks is the port's. `session_user` is who logged
 * in, and cannot be changed by them. A command is looked for in all streams. `since` is the recorded time before the append, from which its own follow.
 */
export const APPEND = `
CREATE OR REPLACE FUNCTION append(
  streams text[], expected bigint[], commands text[], guard_counts integer[], event_counts integer[],
  guard_streams text[], guard_revisions bigint[],
  ids text[], types text[], times bigint[], public_ends integer[], bodies text[]
) RETURNS TABLE (verdict text, at_revision bigint, at_position bigint, since bigint, moved_guard integer)
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  may text[];
  last_position bigint;
  last_time bigint;
  unfinished boolean;
  has_recorded boolean := false;
  guard integer := 0; -- What lies behind the last guard and the last event that were looked at.
  entry integer := 0;
  guards_end integer;
  events_end integer;
BEGIN
  SELECT h.position, h.recorded_at, h.is_restoring INTO STRICT last_position, last_time, unfinished FROM head AS h FOR UPDATE;
  IF unfinished THEN RAISE EXCEPTION 'A restore of this log did not end.' USING ERRCODE = '${RESTORE_UNFINISHED}'; END IF;
  FOR append IN 1 .. cardinality(streams) LOOP
    guards_end := guard + guard_counts[append];
    events_end := entry + event_counts[append];
    moved_guard := NULL;
    since := last_time;
    SELECT coalesce(max(e.revision), 0) INTO at_revision FROM event AS e WHERE e.stream = streams[append];
    SELECT w.types INTO may FROM writer AS w WHERE w.role = session_user AND w.category = left(streams[append], -37);
    verdict := CASE
      WHEN may IS NULL THEN 'not-its-category'
      WHEN EXISTS (SELECT 1 FROM event AS e WHERE e.command = commands[append]) THEN 'already-recorded'
    END;
    IF verdict IS NULL THEN
      FOR one IN entry + 1 .. events_end LOOP
        IF times[one] < last_time - ${MOST_CLOCK_LAG_MS} THEN verdict := 'clock-behind'; EXIT; END IF;
        IF octet_length(bodies[one]) > ${MOST_EVENT_BYTES} THEN verdict := 'event-too-large'; END IF;
        IF types[one] NOT LIKE ALL (may) THEN verdict := 'not-its-category'; END IF;
      END LOOP;
    END IF;
    IF verdict IS NULL AND at_revision <> expected[append] THEN verdict := 'wrong-revision'; END IF;
    IF verdict IS NULL THEN
      FOR one IN guard + 1 .. guards_end LOOP
        SELECT coalesce(max(e.revision), 0) INTO at_position FROM event AS e WHERE e.stream = guard_streams[one];
        IF at_position <> guard_revisions[one] THEN
          verdict := 'guard-moved';
          moved_guard := one - guard;
          at_revision := at_position;
          EXIT;
        END IF;
      END LOOP;
    END IF;
    IF verdict IS NULL THEN
      verdict := 'recorded';
      has_recorded := true;
      FOR one IN entry + 1 .. events_end LOOP
        last_position := last_position + 1;
        last_time := greatest(last_time, times[one]);
        at_revision := at_revision + 1;
        INSERT INTO event (position, recorded_at, revision, public_end, category, type, stream, command, id, body)
          VALUES (last_position, last_time, at_revision, public_ends[one], left(streams[append], -37), types[one], streams[append], commands[append], ids[one], bodies[one]);
      END LOOP;
    END IF;
    at_position := last_position;
    guard := guards_end;
    entry := events_end;
    RETURN NEXT;
  END LOOP;
  IF has_recorded THEN UPDATE head SET position = last_position, recorded_at = last_time; END IF;
END $$;
`;

/** An exported log into an empty one: marked as unfinished until its last line is in, so that nothing takes a part of it for the whole. */
export const RESTORE = `
CREATE OR REPLACE FUNCTION begin_restore() RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  UPDATE head SET is_restoring = true WHERE head.position = -1;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'Only an empty event log can be restored into. Choose an empty database.' USING ERRCODE = '${NOT_RESTORABLE}';
  END IF;
END $$;
CREATE OR REPLACE FUNCTION restore(streams text[], revisions bigint[], commands text[], ids text[], types text[], times bigint[], public_ends integer[], bodies text[])
RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  may text[];
  last_position bigint;
  last_time bigint;
  unfinished boolean;
  before bigint;
BEGIN
  SELECT h.position, h.recorded_at, h.is_restoring INTO STRICT last_position, last_time, unfinished FROM head AS h FOR UPDATE;
  IF NOT unfinished THEN RAISE EXCEPTION 'No restore was begun.' USING ERRCODE = '${NOT_RESTORABLE}'; END IF;
  FOR line IN 1 .. cardinality(streams) LOOP
    last_position := last_position + 1;
    last_time := greatest(last_time, times[line]);
    SELECT coalesce(max(e.revision), 0) INTO before FROM event AS e WHERE e.stream = streams[line];
    SELECT w.types INTO may FROM writer AS w WHERE w.role = session_user AND w.category = left(streams[line], -37);
    IF revisions[line] <> before + 1 OR may IS NULL OR types[line] NOT LIKE ALL (may) THEN
      RAISE EXCEPTION 'Line % cannot be restored. %', last_position + 1,
        CASE WHEN revisions[line] <> before + 1 THEN 'It is not the next of its stream.' ELSE 'This role may not append to its category.' END
        USING ERRCODE = '${NOT_RESTORABLE}';
    END IF;
    INSERT INTO event (position, recorded_at, revision, public_end, category, type, stream, command, id, body)
      VALUES (last_position, last_time, revisions[line], public_ends[line], left(streams[line], -37), types[line], streams[line], commands[line], ids[line], bodies[line]);
  END LOOP;
  UPDATE head SET position = last_position, recorded_at = last_time;
END $$;
CREATE OR REPLACE FUNCTION end_restore() RETURNS void LANGUAGE sql SECURITY DEFINER AS $$ UPDATE head SET is_restoring = false $$;
`;
