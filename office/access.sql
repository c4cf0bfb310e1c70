-- Who looked at what: beside the record of events, since a look decides nothing and is kept shorter.
-- Append-only for {role}, the application. Every statement may run again.

CREATE SCHEMA IF NOT EXISTS access;

CREATE TABLE IF NOT EXISTS access.looks (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    person text NOT NULL,
    role text NOT NULL,
    what text NOT NULL,
    about text COLLATE "C" NOT NULL
);
CREATE INDEX IF NOT EXISTS looks_about ON access.looks (about);

CREATE OR REPLACE FUNCTION access.refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'the record of access is append-only: % is refused', TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON access.looks
FOR EACH STATEMENT EXECUTE FUNCTION access.refuse();

-- Deletes what is older than its time; nobody can shorten that below a year.
CREATE OR REPLACE FUNCTION access.expire(months int) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    gone bigint;
BEGIN
    DELETE FROM access.looks
    WHERE at < clock_timestamp() - make_interval(months => greatest(months, 12));
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;

REVOKE ALL ON ALL TABLES IN SCHEMA access FROM PUBLIC, {role};
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA access FROM PUBLIC, {role};
GRANT USAGE ON SCHEMA access TO {role};
GRANT SELECT, INSERT ON access.looks TO {role};
GRANT EXECUTE ON FUNCTION access.expire TO {role};
