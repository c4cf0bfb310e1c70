-- The data keys of persons, wrapped by the master key: a database of its own, so that neither
-- a copy nor a backup of the record holds a key. Every statement may run again.

CREATE SCHEMA IF NOT EXISTS keys;

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = {role_name}) THEN
        CREATE ROLE {role} LOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;  -- another migration of the same server was faster
END $$;

CREATE TABLE IF NOT EXISTS keys.data_keys (
    subject text COLLATE "C" PRIMARY KEY,
    wrapped bytea,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    forgotten_at timestamptz,
    forgotten_by text,
    reason text,
    CHECK (num_nonnulls(forgotten_at, forgotten_by, reason)
           = CASE WHEN wrapped IS NULL THEN 3 ELSE 0 END)
) WITH (fillfactor = 50, autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);

CREATE OR REPLACE FUNCTION keys.refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'a forgotten person stays forgotten: % is refused', TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE OR REPLACE TRIGGER forgotten_for_ever BEFORE UPDATE ON keys.data_keys FOR EACH ROW
WHEN (OLD.wrapped IS NULL OR NEW.subject <> OLD.subject)
EXECUTE FUNCTION keys.refuse();

CREATE OR REPLACE TRIGGER keep_markers BEFORE DELETE OR TRUNCATE ON keys.data_keys
FOR EACH STATEMENT EXECUTE FUNCTION keys.refuse();

REVOKE ALL ON ALL TABLES IN SCHEMA keys FROM PUBLIC, {role};
GRANT USAGE ON SCHEMA keys TO {role};
GRANT SELECT, INSERT, UPDATE ON keys.data_keys TO {role};
