-- Labels are given by a module that PostgreSQL keeps for its own tests. These rows are what it writes, and what
-- pg_dump reads.
-- with globals
-- setup
CREATE TABLE public.t (a integer);
CREATE VIEW public.v AS SELECT 1 AS one;
CREATE FUNCTION public.f(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE TYPE public.e AS ENUM ('x');
CREATE ROLE oracle_user;
CREATE EXTENSION hstore;
CREATE FUNCTION public.label(class regclass, id oid, part integer, label text) RETURNS void LANGUAGE sql
  SET allow_system_table_mods = on
  AS 'INSERT INTO pg_seclabel (objoid, classoid, objsubid, provider, label) VALUES ($2, $1, $3, ''dummy'', $4)';
CREATE FUNCTION public.shared_label(class regclass, id oid, label text) RETURNS void LANGUAGE sql
  SET allow_system_table_mods = on
  AS 'INSERT INTO pg_shseclabel (objoid, classoid, provider, label) VALUES ($2, $1, ''dummy'', $3)';

-- + security label of dummy on table public.t
SELECT public.label('pg_class', 'public.t'::regclass, 0, 'secret');

-- ~ security label of dummy on table public.t: label
SET allow_system_table_mods = on; UPDATE pg_seclabel SET label = 'top secret';

-- + security label of dummy on table column public.t.a
SELECT public.label('pg_class', 'public.t'::regclass, 1, 'secret');

-- + security label of dummy on view public.v
SELECT public.label('pg_class', 'public.v'::regclass, 0, 'secret');

-- + security label of dummy on function public.f(integer)
SELECT public.label('pg_proc', 'public.f'::regproc, 0, 'secret');

-- + security label of dummy on type public.e
SELECT public.label('pg_type', 'public.e'::regtype, 0, 'secret');

-- + security label of dummy on schema public
SELECT public.label('pg_namespace', 'public'::regnamespace, 0, 'secret');

-- Those of an extension's members are not the extension's, though pg_dump leaves them out.
-- dump: same
-- + security label of dummy on type public.hstore
SELECT public.label('pg_type', 'public.hstore'::regtype, 0, 'secret');

-- + security label of dummy on database itself
SELECT public.shared_label('pg_database', oid, 'secret') FROM pg_database WHERE datname = current_database();

-- Another database is not this one's business.
SELECT public.shared_label('pg_database', oid, 'secret') FROM pg_database WHERE datname = 'template1';

-- + security label of dummy on role oracle_user
SELECT public.shared_label('pg_authid', 'oracle_user'::regrole, 'secret');

-- - security label of dummy on table column public.t.a
-- - security label of dummy on table public.t
-- - table public.t
DROP TABLE public.t;

-- - role oracle_user
-- - security label of dummy on role oracle_user
DROP ROLE oracle_user;

-- - security label of dummy on database itself
SET allow_system_table_mods = on; DELETE FROM pg_shseclabel;
