import { quoted, type Schema } from '@patto/postgres';

/** Best in a database of its own, so that no backup holds the log and the keyring together. */
export const KEYRING_SCHEMA = 'keyring';

/**
 * The tables are those of the keyring's file. What must not come between one another is done by a function: claims of one token by a lock on it, all that
 * changes who is found by what by one lock.
 */
const MAKING = `
CREATE TABLE made_with (name text PRIMARY KEY, fingerprint text NOT NULL);
CREATE TABLE subject_key (
  subject text COLLATE "C" PRIMARY KEY,
  epoch integer NOT NULL,
  wrapped bytea,
  destroyed_at bigint,
  CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
);
CREATE INDEX subject_key_by_epoch ON subject_key (epoch);
CREATE TABLE found_by (token bytea NOT NULL, subject text COLLATE "C" NOT NULL, kind text NOT NULL, PRIMARY KEY (token, subject));
CREATE INDEX found_by_subject ON found_by (subject, kind);
CREATE UNIQUE INDEX found_by_one_only ON found_by (token) WHERE kind IN ('tax-code', 'login');
CREATE TABLE claim (
  command text COLLATE "C" NOT NULL,
  stream text COLLATE "C" NOT NULL,
  subject text COLLATE "C" NOT NULL,
  kind text NOT NULL,
  token bytea NOT NULL,
  claimed_at bigint NOT NULL,
  PRIMARY KEY (command, token, subject)
);
CREATE INDEX claim_by_token ON claim (token);
CREATE INDEX claim_by_subject ON claim (subject, kind);

-- Puts what recorded commands claimed in place of what their subjects were found by, one command after another.
CREATE FUNCTION settle(commands text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE settled text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('patto keyring settles', 0));
  FOREACH settled IN ARRAY commands LOOP
    DELETE FROM found_by AS f WHERE (f.subject, f.kind) IN (SELECT c.subject, c.kind FROM claim AS c WHERE c.command = settled);
    -- What another took over meanwhile stays theirs.
    INSERT INTO found_by (token, subject, kind) SELECT c.token, c.subject, c.kind FROM claim AS c WHERE c.command = settled ON CONFLICT DO NOTHING;
    DELETE FROM claim AS c WHERE c.command = settled;
  END LOOP;
END $$;

-- Claims tokens for a command; none of them where one of which there is one only is another's, or claimed for another.
CREATE FUNCTION claim_all(its_command text, its_stream text, at bigint, subjects text[], kinds text[], tokens bytea[]) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE lock bigint;
BEGIN
  FOR lock IN SELECT DISTINCT hashtextextended(encode(w.token, 'hex'), 1) AS key FROM unnest(kinds, tokens) AS w (kind, token)
    WHERE w.kind IN ('tax-code', 'login') ORDER BY key
  LOOP PERFORM pg_advisory_xact_lock(lock); END LOOP;
  -- One statement, so one moment: a claim that is settled right now is seen as the one or as the other.
  IF EXISTS (
    SELECT 1 FROM unnest(subjects, kinds, tokens) AS w (subject, kind, token) WHERE w.kind IN ('tax-code', 'login') AND (
      EXISTS (SELECT 1 FROM found_by AS f WHERE f.token = w.token AND f.subject <> w.subject)
      OR EXISTS (SELECT 1 FROM claim AS c WHERE c.token = w.token AND c.subject <> w.subject)
      OR EXISTS (SELECT 1 FROM unnest(subjects, tokens) AS o (subject, token) WHERE o.token = w.token AND o.subject <> w.subject)
    )
  ) THEN RETURN false; END IF;
  INSERT INTO claim (command, stream, subject, kind, token, claimed_at)
    SELECT DISTINCT ON (w.token, w.subject) its_command, its_stream, w.subject, w.kind, w.token, at FROM unnest(subjects, kinds, tokens) AS w (subject, kind, token)
    ON CONFLICT (command, token, subject) DO UPDATE SET stream = excluded.stream, kind = excluded.kind, claimed_at = excluded.claimed_at;
  RETURN true;
END $$;

-- Takes a subject's key and all that it is found by away for good, also where there was none; says the epoch that the key was wrapped under last.
CREATE FUNCTION destroy(its_subject text, current_epoch integer, at bigint) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE last_epoch integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('patto keyring settles', 0));
  DELETE FROM found_by AS f WHERE f.subject = its_subject;
  DELETE FROM claim AS c WHERE c.subject = its_subject;
  INSERT INTO subject_key AS k (subject, epoch, destroyed_at) VALUES (its_subject, current_epoch, at)
    ON CONFLICT (subject) DO UPDATE SET wrapped = NULL, destroyed_at = coalesce(k.destroyed_at, excluded.destroyed_at) RETURNING k.epoch INTO last_epoch;
  RETURN last_epoch;
END $$;

-- Keeps new keys, where there are none yet; none under a key-encryption key that a rotation has retired, of which a process that runs on knows nothing.
CREATE FUNCTION add_keys(subjects text[], its_epoch integer, epoch_name text, wrappings bytea[]) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('patto keyring rotation', 0));
  IF NOT EXISTS (SELECT 1 FROM made_with AS m WHERE m.name = epoch_name) THEN RETURN false; END IF;
  INSERT INTO subject_key (subject, epoch, wrapped)
    SELECT made.s, its_epoch, made.w FROM unnest(subjects, wrappings) AS made (s, w) ORDER BY made.s ON CONFLICT DO NOTHING;
  RETURN true;
END $$;

-- The row of a destroyed key stays, so that none is made anew; a key never comes back.
CREATE FUNCTION refuse_return() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'A key that was destroyed stays destroyed.'; END $$;
CREATE TRIGGER destroyed_for_good BEFORE UPDATE ON subject_key FOR EACH ROW WHEN (OLD.wrapped IS NULL AND NEW.wrapped IS NOT NULL) EXECUTE FUNCTION refuse_return();
`;

const FUNCTIONS = ['settle', 'claim_all', 'destroy', 'add_keys'] as const;
const pinned = FUNCTIONS.map((name) => `ALTER FUNCTION ${name} SET search_path = ${KEYRING_SCHEMA}, pg_temp; REVOKE ALL ON FUNCTION ${name} FROM PUBLIC;`);

/** How the keyring's schema is made. */
export const keyringSchema: Schema = {
  name: KEYRING_SCHEMA,
  migrations: [{ name: '1-keys-tokens-and-claims', sql: `${MAKING}${pinned.join('\n')}` }],
  grants: (role) => {
    const on = (...tables: string[]) => tables.map((table) => `${KEYRING_SCHEMA}.${table}`).join(', ');
    return `GRANT SELECT, INSERT, DELETE ON ${on('made_with')} TO ${quoted(role)};
      GRANT SELECT, INSERT, UPDATE ON ${on('subject_key')} TO ${quoted(role)};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ${on('found_by', 'claim')} TO ${quoted(role)};
      GRANT EXECUTE ON FUNCTION ${on(...FUNCTIONS)} TO ${quoted(role)}`;
  },
};
