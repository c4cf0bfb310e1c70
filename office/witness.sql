-- What a second database keeps of the seal. Every statement may run again. {role} delivers it.

CREATE SCHEMA IF NOT EXISTS witness;

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = {role_name}) THEN
        CREATE ROLE {role} LOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;  -- another migration of the same server was faster
END $$;

CREATE TABLE IF NOT EXISTS witness.files (
    name text COLLATE "C" PRIMARY KEY,
    content bytea NOT NULL,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE OR REPLACE FUNCTION witness.refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'what a witness has received stays: % is refused', TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;

-- What is final stays as it is; the newest checkpoint is followed, and keys are only added.
CREATE OR REPLACE TRIGGER received_for_ever BEFORE UPDATE ON witness.files FOR EACH ROW
WHEN (OLD.content <> NEW.content
      AND (OLD.name SIMILAR TO '(tile|days|handover|timestamps)/%'
           OR OLD.name = 'keys'
           AND substring(NEW.content FOR length(OLD.content)) <> OLD.content)
      OR OLD.name <> NEW.name)
EXECUTE FUNCTION witness.refuse();

CREATE OR REPLACE TRIGGER keep_received BEFORE DELETE OR TRUNCATE ON witness.files
FOR EACH STATEMENT EXECUTE FUNCTION witness.refuse();

REVOKE ALL ON ALL TABLES IN SCHEMA witness FROM PUBLIC, {role};
GRANT USAGE ON SCHEMA witness TO {role};
GRANT SELECT, INSERT, UPDATE ON witness.files TO {role};
