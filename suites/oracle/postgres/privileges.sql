-- setup
CREATE ROLE oracle_a;
CREATE ROLE oracle_b;
CREATE SCHEMA s;
CREATE TABLE s.t (a integer, b text);
CREATE SEQUENCE s.q;
CREATE FUNCTION s.f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE TYPE s.e AS ENUM ('a');
GRANT USAGE ON SCHEMA s TO oracle_a;
GRANT oracle_a TO CURRENT_USER;

-- ~ table s.t: privileges
GRANT SELECT ON s.t TO oracle_a;

-- ~ table s.t: privileges
GRANT INSERT, UPDATE ON s.t TO oracle_a;

-- ~ table s.t: privileges
GRANT SELECT ON s.t TO oracle_a WITH GRANT OPTION;

-- A grant by somebody else than the owner.
-- ~ table s.t: privileges
SET ROLE oracle_a; GRANT SELECT ON s.t TO oracle_b; RESET ROLE;

-- ~ table s.t: privileges
REVOKE GRANT OPTION FOR SELECT ON s.t FROM oracle_a CASCADE;

-- ~ table s.t: privileges
REVOKE ALL ON s.t FROM oracle_a;

-- ~ table s.t: privileges
GRANT ALL ON s.t TO PUBLIC;

-- ~ table s.t: privileges
REVOKE ALL ON s.t FROM PUBLIC;

-- The default spelled out is the default.
GRANT ALL ON s.t TO CURRENT_USER;

-- ~ table s.t: privileges
REVOKE TRUNCATE ON s.t FROM CURRENT_USER;

-- ~ table s.t: privileges
GRANT TRUNCATE ON s.t TO CURRENT_USER;

-- ~ column s.t.a: privileges
-- ~ column s.t.b: privileges
GRANT SELECT (a), UPDATE (a, b) ON s.t TO oracle_a;

-- ~ column s.t.a: privileges
-- ~ column s.t.b: privileges
REVOKE ALL (a, b) ON s.t FROM oracle_a;

-- ~ schema s: privileges
GRANT USAGE, CREATE ON SCHEMA s TO oracle_b;

-- ~ schema s: privileges
REVOKE ALL ON SCHEMA s FROM oracle_b;

-- ~ sequence s.q: privileges
GRANT SELECT ON SEQUENCE s.q TO oracle_a;

-- ~ function s.f(): privileges
REVOKE EXECUTE ON FUNCTION s.f() FROM PUBLIC;

-- ~ function s.f(): privileges
GRANT EXECUTE ON FUNCTION s.f() TO oracle_b;

-- ~ type s.e: privileges
GRANT USAGE ON TYPE s.e TO oracle_b;

-- + default privileges of postgres for tables
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO oracle_a;

-- + default privileges of postgres for tables in schema s
ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT, INSERT ON TABLES TO oracle_b;

-- + default privileges of oracle_a for functions
ALTER DEFAULT PRIVILEGES FOR ROLE oracle_a REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- + default privileges of postgres for sequences in schema s
ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT USAGE ON SEQUENCES TO oracle_b;

-- + default privileges of postgres for types
ALTER DEFAULT PRIVILEGES REVOKE USAGE ON TYPES FROM PUBLIC;

-- + default privileges of postgres for schemas
ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO oracle_b;

-- - default privileges of postgres for tables
ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM oracle_a;

-- ~ default privileges of postgres for tables in schema s: privileges
ALTER DEFAULT PRIVILEGES IN SCHEMA s REVOKE INSERT ON TABLES FROM oracle_b;

-- ~ schema s: owner
ALTER SCHEMA s OWNER TO oracle_b;

-- - default privileges of postgres for sequences in schema s
-- - default privileges of postgres for tables in schema s
-- - function s.f()
-- - schema s
-- - sequence s.q
-- - table s.t
-- - type s.e
-- + default privileges of postgres for sequences in schema s2
-- + default privileges of postgres for tables in schema s2
-- + function s2.f()
-- + schema s2
-- + sequence s2.q
-- + table s2.t
-- + type s2.e
ALTER SCHEMA s RENAME TO s2;

-- ~ schema s2: comment
COMMENT ON SCHEMA s2 IS 'a schema';

-- ~ schema public: privileges
GRANT CREATE ON SCHEMA public TO oracle_a;

-- ~ schema public: comment
COMMENT ON SCHEMA public IS 'ours';

-- - schema public
DROP SCHEMA public;

-- What comes with the server.
-- + system privileges on function pg_catalog.pg_sleep(double precision)
REVOKE EXECUTE ON FUNCTION pg_catalog.pg_sleep(double precision) FROM PUBLIC;

-- - system privileges on function pg_catalog.pg_sleep(double precision)
GRANT EXECUTE ON FUNCTION pg_catalog.pg_sleep(double precision) TO PUBLIC;

-- + system privileges on table pg_catalog.pg_authid
GRANT SELECT ON pg_catalog.pg_authid TO oracle_a;

-- - system privileges on table pg_catalog.pg_authid
REVOKE SELECT ON pg_catalog.pg_authid FROM oracle_a;

-- + system privileges on table column pg_catalog.pg_authid.rolname
GRANT SELECT (rolname) ON pg_catalog.pg_authid TO oracle_a;

-- - system privileges on table column pg_catalog.pg_authid.rolname
REVOKE SELECT (rolname) ON pg_catalog.pg_authid FROM oracle_a;

-- + system privileges on function pg_catalog.pg_sleep(double precision)
REVOKE EXECUTE ON FUNCTION pg_catalog.pg_sleep(double precision) FROM PUBLIC;

-- ~ system privileges on function pg_catalog.pg_sleep(double precision): privileges
GRANT EXECUTE ON FUNCTION pg_catalog.pg_sleep(double precision) TO oracle_a;

-- from 17
-- ~ table s2.t: privileges
GRANT MAINTAIN ON s2.t TO oracle_a;

-- from 18
-- + default privileges of postgres for large objects
ALTER DEFAULT PRIVILEGES GRANT SELECT ON LARGE OBJECTS TO oracle_a;

-- - table s2.t
DROP TABLE s2.t;
