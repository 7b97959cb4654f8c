-- setup
CREATE TABLE public.t (a integer, b text);
CREATE VIEW public.v AS SELECT a, b FROM public.t;
CREATE FUNCTION public.nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE ROLE oracle_user;

-- + view public.w
CREATE VIEW public.w AS SELECT 1 AS one;

-- ~ view public.v: definition
CREATE OR REPLACE VIEW public.v AS SELECT a, b FROM public.t WHERE a > 0;

-- + column public.v.c
-- ~ view public.v: definition
CREATE OR REPLACE VIEW public.v AS SELECT a, b, a + 1 AS c FROM public.t WHERE a > 0;

-- ~ view public.v: options
ALTER VIEW public.v SET (security_barrier = true);

-- ~ view public.v: options
ALTER VIEW public.v SET (check_option = 'local');

-- from 15
-- ~ view public.v: options
ALTER VIEW public.v SET (security_invoker = true);

-- ~ view public.v: options
ALTER VIEW public.v RESET (security_barrier, check_option);

-- The same text with other white space.
CREATE OR REPLACE VIEW public.w AS
  SELECT   1   AS one;

-- The definition follows a rename of the table.
-- - table public.t
-- + table public.t2
-- ~ view public.v: definition
ALTER TABLE public.t RENAME TO t2;

-- - table public.t2
-- + table public.t
-- ~ view public.v: definition
ALTER TABLE public.t2 RENAME TO t;

-- - view public.v
-- + view public.v2
ALTER VIEW public.v RENAME TO v2;

-- ~ view public.v2: comment
COMMENT ON VIEW public.v2 IS 'comment';

-- ~ view public.v2: privileges
GRANT SELECT ON public.v2 TO oracle_user;

-- ~ view public.v2: owner
-- ~ view public.v2: privileges
ALTER VIEW public.v2 OWNER TO oracle_user;

-- + view public.r
CREATE RECURSIVE VIEW public.r (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM r WHERE n < 5;

-- - view public.w
DROP VIEW public.w;

-- + materialized view public.m
CREATE MATERIALIZED VIEW public.m AS SELECT a, b FROM public.t;

-- ~ materialized view public.m: definition
DROP MATERIALIZED VIEW public.m; CREATE MATERIALIZED VIEW public.m AS SELECT a, b FROM public.t WHERE a > 0;

-- dump: same
-- ~ materialized view public.m: populated
REFRESH MATERIALIZED VIEW public.m WITH NO DATA;

-- dump: same
-- ~ materialized view public.m: populated
REFRESH MATERIALIZED VIEW public.m;

-- ~ materialized view public.m: options
ALTER MATERIALIZED VIEW public.m SET (fillfactor = 60);

-- ~ materialized view public.m: options
ALTER MATERIALIZED VIEW public.m SET (toast.autovacuum_enabled = false);

-- + index public.m_a
CREATE INDEX m_a ON public.m (a); ALTER MATERIALIZED VIEW public.m CLUSTER ON m_a;

-- ~ materialized view public.m: comment
COMMENT ON MATERIALIZED VIEW public.m IS 'stored';

-- ~ materialized view public.m: owner
ALTER MATERIALIZED VIEW public.m OWNER TO oracle_user;

-- ~ materialized view public.m: privileges
GRANT SELECT ON public.m TO PUBLIC;

-- + access method heap2
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;

-- from 15
-- ~ materialized view public.m: access method
ALTER MATERIALIZED VIEW public.m SET ACCESS METHOD heap2;
