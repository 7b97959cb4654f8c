-- setup
CREATE ROLE oracle_super SUPERUSER;
CREATE SCHEMA x;
CREATE TABLE public.t (a integer, b text);
CREATE FUNCTION public.f() RETURNS integer LANGUAGE sql AS 'SELECT 1';

-- What an extension brings along is not listed.
-- + extension hstore
CREATE EXTENSION hstore;

-- ~ extension hstore: schema
ALTER EXTENSION hstore SET SCHEMA x;

-- ~ extension hstore: comment
COMMENT ON EXTENSION hstore IS 'pairs';

-- + extension tsm_system_rows
CREATE EXTENSION tsm_system_rows SCHEMA public;

-- A grant that reaches an extension's functions.
-- + system privileges on function public.system_rows(pg_catalog.internal)
-- ~ function public.f(): privileges
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;

-- - system privileges on function public.system_rows(pg_catalog.internal)
-- ~ function public.f(): privileges
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO PUBLIC;

-- Members can be taken out and put in, which nothing that a snapshot holds can tell from dropping and making.
-- unmended
-- - function public.f()
ALTER EXTENSION hstore ADD FUNCTION public.f();

-- unmended
-- + function public.f()
ALTER EXTENSION hstore DROP FUNCTION public.f();

-- + extension dependency of function public.f() on hstore
ALTER FUNCTION public.f() DEPENDS ON EXTENSION hstore;

-- - extension hstore
-- - extension dependency of function public.f() on hstore
-- - function public.f()
DROP EXTENSION hstore CASCADE;

-- + extension pg_trgm
CREATE EXTENSION pg_trgm VERSION '1.4';

-- dump: same
-- ~ extension pg_trgm: version
ALTER EXTENSION pg_trgm UPDATE;

-- A table that an extension keeps.
-- - table public.t
ALTER EXTENSION pg_trgm ADD TABLE public.t;

-- + system privileges on table column public.t.a
GRANT SELECT (a) ON public.t TO PUBLIC;

-- ~ system privileges on table column public.t.a: privileges
GRANT UPDATE (a) ON public.t TO PUBLIC;

-- - system privileges on table column public.t.a
REVOKE ALL (a) ON public.t FROM PUBLIC;

-- pg_dump does not say whose an extension is.
-- dump: same
-- ~ extension tsm_system_rows: owner
SET ROLE oracle_super; DROP EXTENSION tsm_system_rows; CREATE EXTENSION tsm_system_rows SCHEMA public; RESET ROLE;
