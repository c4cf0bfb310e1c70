-- The record: one append-only table, one head row, one function through which all writing goes.
-- Every statement may run again on a record that is already there. {role} is the application.

CREATE SCHEMA IF NOT EXISTS record;

DO $$
BEGIN
    IF current_setting('server_encoding') <> 'UTF8' THEN
        RAISE EXCEPTION 'the record needs a database with encoding UTF8';
    END IF;
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = {role_name}) THEN
        CREATE ROLE {role} LOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;  -- another migration of the same server was faster
END $$;

CREATE TABLE IF NOT EXISTS record.events (
    position bigint NOT NULL UNIQUE,
    recorded_at timestamptz NOT NULL,
    version bigint NOT NULL,
    stream text COLLATE "C" NOT NULL,
    topic text NOT NULL,
    state bytea NOT NULL,
    command_id text NOT NULL,
    person text NOT NULL,
    role text NOT NULL,
    scope text,
    reason text,
    business_date date NOT NULL,
    said_at timestamptz NOT NULL,
    causation text,
    programme text,
    entry_hash bytea NOT NULL,
    PRIMARY KEY (stream, version)
);

-- The reference of one attempt of one payment, CASE.NUMBER.ATTEMPT, as its event stores it.
CREATE OR REPLACE FUNCTION record.reference(state bytea) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS
$$ SELECT convert_from(state, 'UTF8')::jsonb ->> 'end_to_end_id' $$;

-- An attempt is ordered once and taken up by one run, whatever program files it.
CREATE UNIQUE INDEX IF NOT EXISTS one_order_and_one_run_an_attempt
ON record.events (topic, record.reference(state))
WHERE topic IN ('disbursement.ordered.v1', 'disbursement.included.v1');

CREATE TABLE IF NOT EXISTS record.head (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    position bigint NOT NULL,
    entry_hash bytea NOT NULL,
    recorded_at timestamptz NOT NULL
) WITH (fillfactor = 10);

INSERT INTO record.head (position, entry_hash, recorded_at)
VALUES (0, decode(repeat('00', 32), 'hex'), 'epoch') ON CONFLICT DO NOTHING;

-- The library's recorder reads the record under its own column names.
CREATE OR REPLACE VIEW record.notifications AS
SELECT position AS notification_id, stream AS originator_id, version AS originator_version,
       topic, state
FROM record.events;

CREATE OR REPLACE FUNCTION record.refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'the record is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON record.events
FOR EACH STATEMENT EXECUTE FUNCTION record.refuse();

CREATE OR REPLACE TRIGGER one_head BEFORE DELETE OR TRUNCATE ON record.head
FOR EACH STATEMENT EXECUTE FUNCTION record.refuse();

-- A field as it enters the hash: four bytes of length, then the bytes; NULL has the length -1.
-- This is the form of PostgreSQL's binary COPY, so a reader can hash what it receives.
CREATE OR REPLACE FUNCTION record.field(value bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT coalesce(int4send(octet_length(value)) || value, int4send(-1)) $$;

CREATE OR REPLACE FUNCTION record.field(value text) RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT coalesce(int4send(octet_length(value)) || convert_to(value, 'UTF8'), int4send(-1)) $$;

-- Files all events of one command and returns the position of the last. Refuses with SQLSTATE
-- 23K01 where a version is not the stream's last + 1, and 23K02 where a stream that was only
-- read has moved on; the detail names the stream. The lock is held until commit, so positions
-- become visible in their order. Its class spells "akte" in ASCII; key 1 is the record's end,
-- key 2 a migration.
CREATE OR REPLACE FUNCTION record.file(
    streams text[], versions bigint[], topics text[], states bytea[],
    read_streams text[], read_versions bigint[],
    command_id text, person text, role text, scope text, reason text,
    business_date date, said_at timestamptz, causation text, programme text
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    last record.head%ROWTYPE;
    stale text;
    envelope bytea;
    hashes bytea[];
    first bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(1634431077, 1);
    SELECT h.* INTO STRICT last FROM record.head h;

    SELECT s.stream INTO stale
    FROM (SELECT u.stream, u.version - row_number() OVER (
                     PARTITION BY u.stream ORDER BY u.place) AS expected
          FROM unnest(streams, versions) WITH ORDINALITY u(stream, version, place)) s
    WHERE s.expected IS DISTINCT FROM coalesce(
        (SELECT max(e.version) FROM record.events e WHERE e.stream = s.stream), 0)
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'stale version' USING ERRCODE = '23K01', DETAIL = stale;
    END IF;

    SELECT r.stream INTO stale
    FROM unnest(read_streams, read_versions) r(stream, version)
    WHERE r.version IS DISTINCT FROM coalesce(
        (SELECT max(e.version) FROM record.events e WHERE e.stream = r.stream), 0)
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'stale read' USING ERRCODE = '23K02', DETAIL = stale;
    END IF;

    first := last.position + 1;
    last.recorded_at := greatest(last.recorded_at, clock_timestamp());
    envelope := record.field(command_id) || record.field(person) || record.field(role)
        || record.field(scope) || record.field(reason) || record.field(date_send(business_date))
        || record.field(timestamptz_send(said_at)) || record.field(causation)
        || record.field(programme);
    FOR i IN 1 .. cardinality(streams) LOOP
        last.position := last.position + 1;
        last.entry_hash := sha256(last.entry_hash || sha256(
            record.field(int8send(last.position))
            || record.field(timestamptz_send(last.recorded_at))
            || record.field(int8send(versions[i])) || record.field(streams[i])
            || record.field(topics[i]) || record.field(states[i]) || envelope));
        hashes[i] := last.entry_hash;
    END LOOP;

    INSERT INTO record.events
    SELECT first - 1 + u.place, last.recorded_at, u.version, u.stream, u.topic, u.state,
           file.command_id, file.person, file.role, file.scope, file.reason,
           file.business_date, file.said_at, file.causation, file.programme, u.entry_hash
    FROM unnest(streams, versions, topics, states, hashes)
        WITH ORDINALITY u(stream, version, topic, state, entry_hash, place);
    UPDATE record.head h
    SET position = last.position, entry_hash = last.entry_hash, recorded_at = last.recorded_at;
    PERFORM pg_notify('record', last.position::text);
    RETURN last.position;
END $$;

REVOKE ALL ON ALL TABLES IN SCHEMA record FROM PUBLIC, {role};
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA record FROM PUBLIC, {role};
GRANT USAGE ON SCHEMA record TO {role};
GRANT SELECT ON record.events, record.head, record.notifications TO {role};
GRANT EXECUTE ON FUNCTION record.file TO {role};
GRANT CREATE, TEMPORARY ON DATABASE {database} TO {role};
