-- setup
CREATE ROLE oracle_user;
CREATE FUNCTION public.f(a integer, b text DEFAULT 'x') RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$;
CREATE PROCEDURE public.p(a integer) LANGUAGE plpgsql AS $$ BEGIN NULL; END $$;
CREATE FUNCTION public.support(internal) RETURNS internal LANGUAGE internal STRICT AS 'generate_series_int4_support';
CREATE FUNCTION public.add(integer, integer) RETURNS integer LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'int4pl';
CREATE FUNCTION public.twice(integer) RETURNS integer LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'int4abs';

-- + function public.g()
CREATE FUNCTION public.g() RETURNS void LANGUAGE sql AS '';

-- + function public.g(text[], numeric, integer[])
CREATE FUNCTION public.g(text[], numeric(5,2), VARIADIC integer[]) RETURNS void LANGUAGE sql AS '';

-- - function public.g()
-- + function public.h()
ALTER FUNCTION public.g() RENAME TO h;

-- - function public.h()
DROP FUNCTION public.h();

-- ~ function public.f(integer, text): arguments
CREATE OR REPLACE FUNCTION public.f(a integer, b text DEFAULT 'y') RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$;

-- ~ function public.f(integer, text): arguments
DROP FUNCTION public.f; CREATE FUNCTION public.f(x integer, b text DEFAULT 'y') RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$;

-- ~ function public.f(integer, text): returns
DROP FUNCTION public.f; CREATE FUNCTION public.f(x integer, b text DEFAULT 'y') RETURNS bigint LANGUAGE sql AS $$ SELECT 1 $$;

-- White space and comments in a body are told; the comparison takes them as cosmetic.
-- ~ function public.f(integer, text): body
CREATE OR REPLACE FUNCTION public.f(x integer, b text DEFAULT 'y') RETURNS bigint LANGUAGE sql AS $$ SELECT  1 -- one $$;

-- ~ function public.f(integer, text): body
CREATE OR REPLACE FUNCTION public.f(x integer, b text DEFAULT 'y') RETURNS bigint LANGUAGE sql AS $$ SELECT 2 $$;

-- ~ function public.f(integer, text): body
-- ~ function public.f(integer, text): language
CREATE OR REPLACE FUNCTION public.f(x integer, b text DEFAULT 'y') RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN RETURN 2; END $$;

-- ~ function public.f(integer, text): volatility
ALTER FUNCTION public.f STABLE;

-- ~ function public.f(integer, text): volatility
ALTER FUNCTION public.f IMMUTABLE;

-- ~ function public.f(integer, text): strict
ALTER FUNCTION public.f STRICT;

-- ~ function public.f(integer, text): security definer
ALTER FUNCTION public.f SECURITY DEFINER;

-- ~ function public.f(integer, text): leakproof
ALTER FUNCTION public.f LEAKPROOF;

-- ~ function public.f(integer, text): parallel
ALTER FUNCTION public.f PARALLEL SAFE;

-- ~ function public.f(integer, text): parallel
ALTER FUNCTION public.f PARALLEL RESTRICTED;

-- ~ function public.f(integer, text): cost
ALTER FUNCTION public.f COST 1000;

-- ~ function public.f(integer, text): settings
ALTER FUNCTION public.f SET search_path = public, pg_temp;

-- ~ function public.f(integer, text): settings
ALTER FUNCTION public.f SET work_mem = '8MB';

-- The order that settings were made in is no difference.
-- dump: differs
ALTER FUNCTION public.f RESET search_path; ALTER FUNCTION public.f SET search_path = public, pg_temp;

-- ~ function public.f(integer, text): settings
ALTER FUNCTION public.f RESET ALL;

-- ~ function public.f(integer, text): owner
ALTER FUNCTION public.f OWNER TO oracle_user;

-- ~ function public.f(integer, text): privileges
REVOKE EXECUTE ON FUNCTION public.f FROM PUBLIC;

-- ~ function public.f(integer, text): privileges
GRANT EXECUTE ON FUNCTION public.f TO PUBLIC;

-- ~ function public.f(integer, text): comment
COMMENT ON FUNCTION public.f IS 'gives a number';

-- + function public.rows()
CREATE FUNCTION public.rows() RETURNS SETOF integer LANGUAGE sql AS 'SELECT 1';

-- ~ function public.rows(): rows
ALTER FUNCTION public.rows ROWS 5;

-- ~ function public.rows(): support
ALTER FUNCTION public.rows SUPPORT public.support;

-- + function public.tab()
CREATE FUNCTION public.tab(OUT a integer, OUT b text) RETURNS SETOF record LANGUAGE sql AS $$ SELECT 1, 'x' $$;

-- ~ function public.tab(): arguments
-- ~ function public.tab(): returns
DROP FUNCTION public.tab; CREATE FUNCTION public.tab() RETURNS TABLE (a integer, b text) LANGUAGE sql AS $$ SELECT 1, 'x' $$;

-- + function public.win()
CREATE FUNCTION public.win() RETURNS bigint LANGUAGE internal WINDOW IMMUTABLE STRICT AS 'window_row_number';

-- A C function has a library.
-- + function public.plain(cstring)
CREATE FUNCTION public.plain(cstring) RETURNS void LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';

-- ~ function public.plain(cstring): library
DROP FUNCTION public.plain; CREATE FUNCTION public.plain(cstring) RETURNS void LANGUAGE c AS 'plpgsql', 'plpgsql_call_handler';

-- from 14
-- + function public.atomic(integer)
CREATE FUNCTION public.atomic(a integer) RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN a > 0 THEN 1 ELSE 2 END; END;

-- from 14
-- ~ function public.atomic(integer): body
CREATE OR REPLACE FUNCTION public.atomic(a integer) RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN a > 0 THEN 1 ELSE 3 END; SELECT 5; END;

-- from 14
-- ~ function public.atomic(integer): body
CREATE OR REPLACE FUNCTION public.atomic(a integer) RETURNS integer LANGUAGE sql RETURN a + 1;

-- from 14
CREATE OR REPLACE FUNCTION public.atomic(a integer) RETURNS integer LANGUAGE sql RETURN   a  +  1;

-- + procedure public.q(integer, text)
CREATE PROCEDURE public.q(INOUT a integer, b text) LANGUAGE plpgsql AS $$ BEGIN a := 1; END $$;

-- ~ procedure public.p(integer): body
CREATE OR REPLACE PROCEDURE public.p(a integer) LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$;

-- ~ procedure public.p(integer): security definer
ALTER PROCEDURE public.p SECURITY DEFINER;

-- ~ procedure public.p(integer): settings
ALTER PROCEDURE public.p SET lock_timeout = '1s';

-- ~ procedure public.p(integer): comment
COMMENT ON PROCEDURE public.p IS 'does nothing';

-- ~ procedure public.p(integer): privileges
REVOKE ALL ON PROCEDURE public.p FROM PUBLIC;

-- ~ procedure public.p(integer): owner
ALTER PROCEDURE public.p OWNER TO oracle_user;

-- - procedure public.p(integer)
DROP PROCEDURE public.p;

-- + aggregate public.total(integer)
CREATE AGGREGATE public.total(integer) (SFUNC = public.add, STYPE = integer);

-- ~ aggregate public.total(integer): state function
CREATE OR REPLACE AGGREGATE public.total(integer) (SFUNC = int4pl, STYPE = integer);

-- ~ aggregate public.total(integer): initial condition
CREATE OR REPLACE AGGREGATE public.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '7');

-- ~ aggregate public.total(integer): state size
CREATE OR REPLACE AGGREGATE public.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '7', SSPACE = 100);

-- ~ aggregate public.total(integer): final function
-- ~ aggregate public.total(integer): state size
CREATE OR REPLACE AGGREGATE public.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '7', FINALFUNC = public.twice);

-- ~ aggregate public.total(integer): final function modifies
CREATE OR REPLACE AGGREGATE public.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '7', FINALFUNC = public.twice, FINALFUNC_MODIFY = SHAREABLE);

-- ~ aggregate public.total(integer): combine function
-- ~ aggregate public.total(integer): final function
-- ~ aggregate public.total(integer): final function modifies
CREATE OR REPLACE AGGREGATE public.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '7', COMBINEFUNC = int4pl);

-- ~ aggregate public.total(integer): parallel
CREATE OR REPLACE AGGREGATE public.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '7', COMBINEFUNC = int4pl, PARALLEL = SAFE);

-- ~ aggregate public.total(integer): combine function
-- ~ aggregate public.total(integer): moving inverse function
-- ~ aggregate public.total(integer): moving state function
-- ~ aggregate public.total(integer): moving state type
-- ~ aggregate public.total(integer): parallel
CREATE OR REPLACE AGGREGATE public.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '7', MSFUNC = int4pl, MINVFUNC = int4mi, MSTYPE = integer);

-- ~ aggregate public.total(integer): moving final function
-- ~ aggregate public.total(integer): moving initial condition
-- ~ aggregate public.total(integer): moving state size
CREATE OR REPLACE AGGREGATE public.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '7', MSFUNC = int4pl, MINVFUNC = int4mi, MSTYPE = integer, MSSPACE = 5, MFINALFUNC = public.twice, MINITCOND = '3');

-- ~ aggregate public.total(integer): initial condition
-- ~ aggregate public.total(integer): moving final function
-- ~ aggregate public.total(integer): moving initial condition
-- ~ aggregate public.total(integer): moving inverse function
-- ~ aggregate public.total(integer): moving state function
-- ~ aggregate public.total(integer): moving state size
-- ~ aggregate public.total(integer): moving state type
-- ~ aggregate public.total(integer): sort operator
-- ~ aggregate public.total(integer): state function
CREATE OR REPLACE AGGREGATE public.total(integer) (SFUNC = int4larger, STYPE = integer, SORTOP = OPERATOR(pg_catalog.>));

-- ~ aggregate public.total(integer): comment
COMMENT ON AGGREGATE public.total(integer) IS 'of all';

-- ~ aggregate public.total(integer): owner
ALTER AGGREGATE public.total(integer) OWNER TO oracle_user;

-- ~ aggregate public.total(integer): privileges
REVOKE ALL ON FUNCTION public.total(integer) FROM PUBLIC;

-- + aggregate public.count_all(*)
CREATE AGGREGATE public.count_all(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0');

-- + aggregate public.median(double precision, double precision)
CREATE AGGREGATE public.median(float8 ORDER BY float8) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_cont_float8_final);

-- + aggregate public.average(numeric)
CREATE AGGREGATE public.average(numeric) (SFUNC = numeric_avg_accum, STYPE = internal, FINALFUNC = numeric_avg, COMBINEFUNC = numeric_avg_combine, SERIALFUNC = numeric_avg_serialize, DESERIALFUNC = numeric_avg_deserialize);

-- - aggregate public.count_all(*)
DROP AGGREGATE public.count_all(*);

-- + aggregate public.best(integer)
CREATE AGGREGATE public.best(integer) (SFUNC = int4larger, STYPE = integer);

-- ~ aggregate public.best(integer): arguments
DROP AGGREGATE public.best(integer); CREATE AGGREGATE public.best(a integer) (SFUNC = int4larger, STYPE = integer);

-- + function public.final(integer, integer)
CREATE FUNCTION public.final(integer, integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 1::bigint';

-- ~ aggregate public.best(integer): final function
-- ~ aggregate public.best(integer): final function extra
-- ~ aggregate public.best(integer): returns
DROP AGGREGATE public.best(integer); CREATE AGGREGATE public.best(a integer) (SFUNC = int4larger, STYPE = integer, FINALFUNC = public.final, FINALFUNC_EXTRA);

-- ~ aggregate public.best(integer): moving final function
-- ~ aggregate public.best(integer): moving final function extra
-- ~ aggregate public.best(integer): moving final function modifies
-- ~ aggregate public.best(integer): moving inverse function
-- ~ aggregate public.best(integer): moving state function
-- ~ aggregate public.best(integer): moving state type
DROP AGGREGATE public.best(integer); CREATE AGGREGATE public.best(a integer) (SFUNC = int4larger, STYPE = integer, FINALFUNC = public.final, FINALFUNC_EXTRA, MSFUNC = int4larger, MINVFUNC = int4mi, MSTYPE = integer, MFINALFUNC = public.final, MFINALFUNC_EXTRA, MFINALFUNC_MODIFY = READ_WRITE);

-- ~ aggregate public.average(numeric): deserial function
-- ~ aggregate public.average(numeric): serial function
DROP AGGREGATE public.average(numeric); CREATE AGGREGATE public.average(numeric) (SFUNC = numeric_avg_accum, STYPE = internal, FINALFUNC = numeric_avg, COMBINEFUNC = numeric_avg_combine);

-- + aggregate public.sum_of(bigint)
CREATE AGGREGATE public.sum_of(bigint) (SFUNC = int8_avg_accum, STYPE = internal, FINALFUNC = numeric_poly_sum);

-- ~ aggregate public.sum_of(bigint): final function
-- ~ aggregate public.sum_of(bigint): returns
-- ~ aggregate public.sum_of(bigint): state function
-- ~ aggregate public.sum_of(bigint): state type
DROP AGGREGATE public.sum_of(bigint); CREATE AGGREGATE public.sum_of(bigint) (SFUNC = int8inc_any, STYPE = bigint);

-- + aggregate public.ranking("any")
CREATE AGGREGATE public.ranking(VARIADIC "any" ORDER BY VARIADIC "any") (SFUNC = ordered_set_transition_multi, STYPE = internal, FINALFUNC = rank_final, FINALFUNC_EXTRA, HYPOTHETICAL);

-- ~ aggregate public.ranking("any"): form
DROP AGGREGATE public.ranking(VARIADIC "any" ORDER BY VARIADIC "any"); CREATE AGGREGATE public.ranking(VARIADIC "any" ORDER BY VARIADIC "any") (SFUNC = ordered_set_transition_multi, STYPE = internal, FINALFUNC = rank_final, FINALFUNC_EXTRA);

-- + function public.counter()
CREATE FUNCTION public.counter() RETURNS bigint LANGUAGE internal IMMUTABLE STRICT AS 'window_row_number';

-- ~ function public.counter(): window
DROP FUNCTION public.counter(); CREATE FUNCTION public.counter() RETURNS bigint LANGUAGE internal WINDOW IMMUTABLE STRICT AS 'window_row_number';

-- Names that have to be quoted, arguments of types that have to be qualified.
-- + function public."Odd ""function"""(public."Odd type", public."Odd type"[])
-- + type public."Odd type"
CREATE TYPE public."Odd type" AS ENUM ('x'); CREATE FUNCTION public."Odd ""function"""("A" public."Odd type", "B" public."Odd type"[]) RETURNS public."Odd type" LANGUAGE sql AS 'SELECT $1';

-- ~ function public."Odd ""function"""(public."Odd type", public."Odd type"[]): comment
COMMENT ON FUNCTION public."Odd ""function"""(public."Odd type", public."Odd type"[]) IS 'it''s odd';
