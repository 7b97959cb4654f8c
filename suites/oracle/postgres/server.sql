-- What belongs to the server or to the database as a whole; the dump to compare with is that of all globals too.
-- with globals
-- setup
CREATE ROLE oracle_a;
CREATE ROLE oracle_b;

-- + role oracle_new
CREATE ROLE oracle_new;

-- ~ role oracle_new: login
ALTER ROLE oracle_new LOGIN;

-- ~ role oracle_new: create databases
ALTER ROLE oracle_new CREATEDB;

-- ~ role oracle_new: create roles
ALTER ROLE oracle_new CREATEROLE;

-- ~ role oracle_new: inherit
ALTER ROLE oracle_new NOINHERIT;

-- ~ role oracle_new: replication
ALTER ROLE oracle_new REPLICATION;

-- ~ role oracle_new: bypass row security
ALTER ROLE oracle_new BYPASSRLS;

-- ~ role oracle_new: superuser
ALTER ROLE oracle_new SUPERUSER;

-- ~ role oracle_new: connection limit
ALTER ROLE oracle_new CONNECTION LIMIT 3;

-- ~ role oracle_new: valid until
ALTER ROLE oracle_new VALID UNTIL '2030-01-01 00:00:00+00';

-- ~ role oracle_new: valid until
ALTER ROLE oracle_new VALID UNTIL 'infinity';

-- For ever is what a role is valid if nobody says anything.
-- dump: differs
ALTER ROLE oracle_a VALID UNTIL 'infinity';

-- ~ role oracle_new: settings
ALTER ROLE oracle_new SET work_mem = '7MB';

-- ~ role oracle_new: settings
ALTER ROLE oracle_new SET search_path = a, b;

-- ~ role oracle_new: settings
ALTER ROLE oracle_new RESET ALL;

-- ~ role oracle_new: comment
COMMENT ON ROLE oracle_new IS 'somebody';

-- ~ role oracle_new: member of
GRANT oracle_a TO oracle_new;

-- ~ role oracle_new: member of
GRANT oracle_a TO oracle_new WITH ADMIN OPTION;

-- ~ role oracle_new: member of
GRANT oracle_b TO oracle_new;

-- from 16
GRANT oracle_b TO oracle_new WITH INHERIT FALSE;

-- from 16
-- ~ role oracle_new: member of
GRANT oracle_b TO oracle_new WITH SET FALSE;

-- ~ role oracle_new: member of
REVOKE oracle_a, oracle_b FROM oracle_new;

-- - role oracle_new
-- + role oracle_newer
ALTER ROLE oracle_new RENAME TO oracle_newer;

-- + database setting work_mem
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = ''8MB''', current_database()); END $$;

-- ~ database setting work_mem: value
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = ''9MB''', current_database()); END $$;

-- + database setting search_path
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = a, b', current_database()); END $$;

-- + database setting work_mem for oracle_a
DO $$ BEGIN EXECUTE format('ALTER ROLE oracle_a IN DATABASE %I SET work_mem = ''5MB''', current_database()); END $$;

-- - database setting search_path
-- - database setting work_mem
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I RESET ALL', current_database()); END $$;

-- ~ database itself: comment
DO $$ BEGIN EXECUTE format('COMMENT ON DATABASE %I IS ''mine''', current_database()); END $$;

-- ~ database itself: privileges
DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO oracle_a', current_database()); END $$;

-- ~ database itself: privileges
DO $$ BEGIN EXECUTE format('REVOKE CONNECT ON DATABASE %I FROM PUBLIC', current_database()); END $$;

-- ~ database itself: connection limit
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT 50', current_database()); END $$;

-- ~ database itself: owner
-- ~ database itself: privileges
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I OWNER TO oracle_a', current_database()); END $$;

-- from 15
-- + parameter work_mem
GRANT SET ON PARAMETER work_mem TO oracle_a;

-- from 15
-- ~ parameter work_mem: privileges
GRANT ALTER SYSTEM ON PARAMETER work_mem TO oracle_a;

-- - role oracle_newer
DROP ROLE oracle_newer;

-- from 15
-- - parameter work_mem
REVOKE ALL ON PARAMETER work_mem FROM oracle_a;

-- ~ database itself: template
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I IS_TEMPLATE true', current_database()); END $$;

-- ~ database itself: template
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I IS_TEMPLATE false', current_database()); END $$;

-- + role "Odd role"
-- ~ role oracle_a: member of
CREATE ROLE "Odd role"; GRANT "Odd role" TO oracle_a;

-- + database setting search_path for "Odd role"
DO $$ BEGIN EXECUTE format('ALTER ROLE "Odd role" IN DATABASE %I SET search_path = "A", b', current_database()); END $$;

-- - database setting search_path for "Odd role"
-- - role "Odd role"
-- ~ role oracle_a: member of
DROP ROLE "Odd role";

-- + role oracle_secret
-- + password of role oracle_secret
SET password_encryption = 'scram-sha-256'; CREATE ROLE oracle_secret PASSWORD 'one';

-- The same password has another salt, another one has another: nobody can tell which is which.
-- dump: differs
SET password_encryption = 'scram-sha-256'; ALTER ROLE oracle_secret PASSWORD 'two';

-- ~ password of role oracle_secret: kept
SET password_encryption = 'md5'; ALTER ROLE oracle_secret PASSWORD 'two';

-- ~ password of role oracle_secret: kept
SET password_encryption = 'md5'; ALTER ROLE oracle_secret PASSWORD 'three';

-- - password of role oracle_secret
ALTER ROLE oracle_secret PASSWORD NULL;

-- + membership of role postgres in oracle_secret
GRANT oracle_secret TO CURRENT_USER;

-- ~ membership of role postgres in oracle_secret: admin option
GRANT oracle_secret TO CURRENT_USER WITH ADMIN OPTION;

-- + membership of role pg_monitor in oracle_secret
GRANT oracle_secret TO pg_monitor;

-- ~ role oracle_secret: member of
GRANT pg_signal_backend TO oracle_secret;

-- - membership of role pg_monitor in oracle_secret
-- - membership of role postgres in oracle_secret
REVOKE oracle_secret FROM CURRENT_USER, pg_monitor CASCADE;

-- ~ role oracle_secret: member of
GRANT oracle_b TO oracle_secret WITH ADMIN OPTION;

-- ~ role oracle_a: member of
GRANT oracle_b TO oracle_a;

-- Who has granted it.
-- from 16
-- ~ role oracle_a: member of
REVOKE oracle_b FROM oracle_a; GRANT oracle_b TO oracle_a GRANTED BY oracle_secret;

-- + server setting work_mem for postgres
ALTER ROLE CURRENT_USER SET work_mem = '6MB';

-- ~ server setting work_mem for postgres: value
ALTER ROLE CURRENT_USER SET work_mem = '7MB';

-- - server setting work_mem for postgres
ALTER ROLE CURRENT_USER RESET work_mem;

-- pg_dumpall forgets these.
-- dump: same
-- + server setting work_mem
ALTER ROLE ALL SET work_mem = '6MB';

-- dump: same
-- - server setting work_mem
ALTER ROLE ALL RESET work_mem;
