-- Tablespaces without a directory of their own, which are for tests like this one.
-- with globals
-- setup
CREATE TABLE public.t (a integer, b text);
CREATE INDEX t_a ON public.t (a);
CREATE MATERIALIZED VIEW public.m AS SELECT 1 AS one;
CREATE ROLE oracle_user;

-- from 15
-- + tablespace oracle_space
SET allow_in_place_tablespaces = true; CREATE TABLESPACE oracle_space LOCATION '';

-- from 15
-- ~ tablespace oracle_space: options
ALTER TABLESPACE oracle_space SET (random_page_cost = 1.5);

-- from 15
-- ~ tablespace oracle_space: comment
COMMENT ON TABLESPACE oracle_space IS 'fast';

-- from 15
-- ~ tablespace oracle_space: privileges
GRANT CREATE ON TABLESPACE oracle_space TO oracle_user;

-- from 15
-- ~ table public.t: tablespace
ALTER TABLE public.t SET TABLESPACE oracle_space;

-- from 15
-- ~ index public.t_a: tablespace
ALTER INDEX public.t_a SET TABLESPACE oracle_space;

-- from 15
-- ~ materialized view public.m: tablespace
ALTER MATERIALIZED VIEW public.m SET TABLESPACE oracle_space;

-- from 15
-- + constraint public.t.t_b
ALTER TABLE public.t ADD CONSTRAINT t_b UNIQUE (b);

-- from 15
-- ~ constraint public.t.t_b: index tablespace
ALTER INDEX public.t_b SET TABLESPACE oracle_space;

-- from 15
-- + table public.p
CREATE TABLE public.p (a integer) PARTITION BY RANGE (a) TABLESPACE oracle_space;

-- from 15
-- - materialized view public.m
-- - table public.p
-- - table public.t
DROP TABLE public.p, public.t; DROP MATERIALIZED VIEW public.m;

-- Its directory is moved elsewhere.
-- from 15
-- ~ tablespace oracle_space: location
-- ~ tablespace oracle_space: options
ALTER TABLESPACE oracle_space RESET (random_page_cost); COPY (SELECT) TO PROGRAM 'for space in pg_tblspc/*; do mv "$space" oracle_moved && ln -s "$PWD/oracle_moved" "$space"; done';

-- from 15
-- ~ tablespace oracle_space: owner
-- ~ tablespace oracle_space: privileges
ALTER TABLESPACE oracle_space OWNER TO oracle_user;

-- from 15
-- - tablespace oracle_space
DROP TABLESPACE oracle_space;
