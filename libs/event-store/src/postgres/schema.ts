import { literal, quoted, type Schema } from '@patto/postgres';
import { APPEND, RESTORE } from './append-function.ts';
import { POSITION_AT, STUCK_WRITER } from './asking-functions.ts';
import { MOST_EVENT_BYTES } from '../log.ts';

/** The schema of the event log, and that of the log of accesses: the same tables and functions twice. */
export const EVENTS_SCHEMA = 'events';
export const ACCESSES_SCHEMA = 'accesses';

/**
 * `body` is the event, all other columns are an index beside it. `head` is one row, which every writer locks: so positions are dense, and in the order in
 * which they become visible. `writer` says which role may append to which category.
 */
const TABLES = `
CREATE TABLE event (
  position bigint PRIMARY KEY,
  recorded_at bigint NOT NULL,
  revision bigint NOT NULL,
  public_end integer NOT NULL,
  category text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  stream text COLLATE "C" NOT NULL CHECK (stream ~ '^[a-z][a-z-]*-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'),
  command text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  body text COLLATE "C" NOT NULL CHECK (octet_length(body) <= ${MOST_EVENT_BYTES})
);
CREATE UNIQUE INDEX event_by_stream ON event (stream, revision);
CREATE INDEX event_by_command ON event (command, stream);
CREATE TABLE head (
  is_one boolean PRIMARY KEY DEFAULT true CHECK (is_one),
  position bigint NOT NULL,
  recorded_at bigint NOT NULL,
  is_restoring boolean NOT NULL
);
INSERT INTO head (position, recorded_at, is_restoring) VALUES (-1, 0, false);
CREATE TABLE writer (role name NOT NULL, category text COLLATE "C" NOT NULL, PRIMARY KEY (role, category));

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'An event that is recorded is never changed or deleted.'; END $$;
CREATE TRIGGER event_is_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE event ENABLE ALWAYS TRIGGER event_is_never_changed;
`;

const FUNCTIONS = ['append', 'begin_restore', 'restore', 'end_restore', 'end_stuck_writer', 'position_at'] as const;

/** A function finds its own tables and operators, whatever the caller's session calls so; nobody may call it but who is granted that. */
const pinned = (schema: string, functions: readonly string[] = FUNCTIONS): string =>
  functions.map((name) => `ALTER FUNCTION ${name} SET search_path = ${schema}, pg_temp; REVOKE ALL ON FUNCTION ${name} FROM PUBLIC;`).join('\n');

/** Readers go by types: who could record another service's in streams of its own could give itself authority that this other one gives. */
const TYPES_OF_WRITERS = `ALTER TABLE writer ADD COLUMN types text[] NOT NULL DEFAULT '{%}';`;

const ANY_TYPE: readonly string[] = ['%'];

/**
 * How a log's schema is made.
 * @param categoriesOf the categories that a role may append to
 * @param typesIn the types of events that may stand in a category, as SQL's `LIKE` takes them; all where it is left out
 */
export const logSchema = (
  name: string,
  categoriesOf: (role: string) => readonly string[] = () => [],
  typesIn: (category: string) => readonly string[] = () => ANY_TYPE,
): Schema => ({
  name,
  migrations: [
    { name: '1-events-and-append', sql: `${TABLES}${APPEND}${RESTORE}${STUCK_WRITER}${POSITION_AT}${pinned(name)}` },
    { name: '2-types-of-writers', sql: `${TYPES_OF_WRITERS}${APPEND}${RESTORE}${pinned(name, ['append', 'begin_restore', 'restore', 'end_restore'])}` },
    { name: '3-a-command-in-one-stream', sql: `${APPEND}${pinned(name, ['append'])}` }, // The one before looked for a command in its own stream alone.
  ],
  grants: (role) => {
    const rows = categoriesOf(role).map(
      (category) => `(${[role, category].map(literal).join(', ')}, ARRAY[${typesIn(category).map(literal).join(', ')}]::text[])`,
    );
    return `GRANT SELECT ON ${name}.event, ${name}.head, ${name}.writer TO ${quoted(role)};
      GRANT EXECUTE ON FUNCTION ${FUNCTIONS.map((one) => `${name}.${one}`).join(', ')} TO ${quoted(role)};
      DELETE FROM ${name}.writer WHERE role = ${literal(role)};
      ${rows.length > 0 ? `INSERT INTO ${name}.writer (role, category, types) VALUES ${rows.join(', ')};` : ''}`;
  },
});
