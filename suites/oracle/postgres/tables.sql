-- setup
CREATE ROLE oracle_owner;
CREATE TYPE public.row_shape AS (a integer, b text);
CREATE TABLE public.t (a integer, b text, c numeric(10,2), d timestamptz, e integer);
CREATE TABLE public.parent (p integer);
CREATE TABLE public.other (o integer);
CREATE UNIQUE INDEX t_a ON public.t (a);
CREATE VIEW public.v AS SELECT a, b FROM public.t;
CREATE TABLE public.child (p integer, q integer, o integer);
ALTER TABLE public.t ALTER a SET NOT NULL;

-- + table public.fresh
CREATE TABLE public.fresh (id integer);

-- - table public.fresh
-- + table public.renamed
ALTER TABLE public.fresh RENAME TO renamed;

-- + schema elsewhere
CREATE SCHEMA elsewhere;

-- - table public.renamed
-- + table elsewhere.renamed
ALTER TABLE public.renamed SET SCHEMA elsewhere;

-- - table elsewhere.renamed
DROP TABLE elsewhere.renamed;

-- + table public."Mixed ""Case"
CREATE TABLE public."Mixed ""Case" ("a.b" integer, "select" text);

-- ~ table public.t: unlogged
ALTER TABLE public.t SET UNLOGGED;

-- ~ table public.t: unlogged
ALTER TABLE public.t SET LOGGED;

-- ~ table public.t: options
ALTER TABLE public.t SET (fillfactor = 70);

-- ~ table public.t: options
ALTER TABLE public.t SET (autovacuum_enabled = false);

-- The order that options were set in is no difference.
-- dump: differs
ALTER TABLE public.t RESET (fillfactor); ALTER TABLE public.t SET (fillfactor = 70);

-- ~ table public.t: options
ALTER TABLE public.t SET (toast.autovacuum_enabled = false);

-- ~ table public.t: options
ALTER TABLE public.t RESET (fillfactor, autovacuum_enabled, toast.autovacuum_enabled);

-- + table public.typed
CREATE TABLE public.typed OF public.row_shape;

-- ~ table public.typed: of type
ALTER TABLE public.typed NOT OF;

-- ~ column public.child.o: declared again
-- ~ table public.child: inherits
ALTER TABLE public.child INHERIT public.other;

-- ~ column public.child.p: declared again
-- ~ table public.child: inherits
ALTER TABLE public.child INHERIT public.parent;

-- ~ column public.child.p: declared again
-- ~ table public.child: inherits
ALTER TABLE public.child NO INHERIT public.parent;

-- ~ table public.t: row security
ALTER TABLE public.t ENABLE ROW LEVEL SECURITY;

-- ~ table public.t: row security forced
ALTER TABLE public.t FORCE ROW LEVEL SECURITY;

-- ~ table public.t: row security forced
ALTER TABLE public.t NO FORCE ROW LEVEL SECURITY;

-- ~ table public.t: row security
ALTER TABLE public.t DISABLE ROW LEVEL SECURITY;

-- ~ table public.t: replica identity
ALTER TABLE public.t REPLICA IDENTITY FULL;

-- ~ table public.t: replica identity
ALTER TABLE public.t REPLICA IDENTITY NOTHING;

-- ~ index public.t_a: replica identity
-- ~ table public.t: replica identity
ALTER TABLE public.t REPLICA IDENTITY USING INDEX t_a;

-- ~ index public.t_a: replica identity
ALTER TABLE public.t REPLICA IDENTITY DEFAULT;

-- What is left of it when its index is dropped.
-- - index public.t_a
-- ~ table public.t: replica identity
ALTER TABLE public.t REPLICA IDENTITY USING INDEX t_a; DROP INDEX public.t_a;

-- + index public.t_a
-- ~ table public.t: replica identity
CREATE UNIQUE INDEX t_a ON public.t (a); ALTER TABLE public.t REPLICA IDENTITY DEFAULT;

-- ~ index public.t_a: clustered
ALTER TABLE public.t CLUSTER ON t_a;

-- ~ index public.t_a: clustered
ALTER TABLE public.t SET WITHOUT CLUSTER;

-- ~ table public.t: owner
ALTER TABLE public.t OWNER TO oracle_owner;

-- ~ table public.t: owner
ALTER TABLE public.t OWNER TO CURRENT_USER;

-- ~ table public.t: comment
COMMENT ON TABLE public.t IS 'what it is for';

-- ~ table public.t: comment
COMMENT ON TABLE public.t IS NULL;

-- Rows are data.
INSERT INTO public.t (a, b) VALUES (1, 'x'), (2, 'y');

-- Statistics of the planner are no schema.
ANALYZE public.t;

-- A temporary table is gone with its session.
CREATE TEMPORARY TABLE passing (a integer);

-- An access method of the same handler under another name.
-- + access method heap2
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;

-- from 15
-- ~ table public.other: access method
ALTER TABLE public.other SET ACCESS METHOD heap2;

-- from 15
-- - access method heap2
-- ~ table public.other: access method
ALTER TABLE public.other SET ACCESS METHOD heap; DROP ACCESS METHOD heap2;
