/**
 * Who holds the head, and for how long; whoever only stands there, waiting for its own program, is ended once that is longer than `patience` milliseconds.
 * The holder's transaction stands in `xmax` of the row that it locked.
 */
export const STUCK_WRITER = `
CREATE FUNCTION end_stuck_writer(patience integer) RETURNS TABLE (pid integer, role name, application text, held_for bigint, is_ended boolean)
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  FOR pid, role, application, held_for, is_ended IN
    SELECT a.pid, a.usename, a.application_name, floor(extract(epoch FROM clock_timestamp() - a.xact_start) * 1000)::bigint, a.wait_event_type IS NOT DISTINCT FROM 'Client'
    FROM head AS h
    JOIN pg_locks AS l ON l.locktype = 'transactionid' AND l.transactionid = h.xmax AND l.mode = 'ExclusiveLock' AND l.granted
    JOIN pg_stat_activity AS a ON a.pid = l.pid
  LOOP
    is_ended := is_ended AND held_for > patience AND pg_terminate_backend(pid);
    RETURN NEXT;
  END LOOP;
END $$;
`;

/** The recorded time never falls as the position grows, so halving finds the last position of an instant. */
export const POSITION_AT = `
CREATE FUNCTION position_at(instant bigint) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
  known bigint := -1;
  beyond bigint;
  middle bigint;
BEGIN
  SELECT h.position + 1 INTO STRICT beyond FROM head AS h;
  WHILE beyond - known > 1 LOOP
    middle := known + (beyond - known) / 2;
    IF (SELECT e.recorded_at <= instant FROM event AS e WHERE e.position = middle) THEN known := middle; ELSE beyond := middle; END IF;
  END LOOP;
  RETURN known;
END $$;
`;
