-- How far each person has seen a case, a county, a year: a position and a day, nothing else.
-- It decides nothing and may be lost. Every statement may run again; {role} is the application.

CREATE SCHEMA IF NOT EXISTS visit;

CREATE TABLE IF NOT EXISTS visit.visits (
    person text COLLATE "C" NOT NULL,
    about text COLLATE "C" NOT NULL,
    day date NOT NULL,
    position bigint NOT NULL,
    earlier_day date,
    earlier_position bigint,
    PRIMARY KEY (person, about)
);

REVOKE ALL ON ALL TABLES IN SCHEMA visit FROM PUBLIC, {role};
GRANT USAGE ON SCHEMA visit TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON visit.visits TO {role};
