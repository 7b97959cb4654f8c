-- setup
CREATE TABLE public.t (a integer, b text, c jsonb, d integer);
CREATE TABLE public.dup (a integer);
INSERT INTO public.dup VALUES (1), (1);
CREATE TABLE public.big (id integer, k text) PARTITION BY RANGE (id);
CREATE TABLE public.big_1 PARTITION OF public.big FOR VALUES FROM (0) TO (10);
CREATE MATERIALIZED VIEW public.m AS SELECT 1 AS x;

-- + index public.i
CREATE INDEX i ON public.t (a);

-- - index public.i
-- + index public.j
ALTER INDEX public.i RENAME TO j;

-- ~ index public.j: definition
DROP INDEX public.j; CREATE INDEX j ON public.t (a DESC NULLS LAST);

-- ~ index public.j: definition
DROP INDEX public.j; CREATE UNIQUE INDEX j ON public.t (a);

-- ~ index public.j: definition
DROP INDEX public.j; CREATE UNIQUE INDEX j ON public.t (a) INCLUDE (d);

-- ~ index public.j: definition
DROP INDEX public.j; CREATE INDEX j ON public.t (a) WHERE d > 0;

-- ~ index public.j: definition
DROP INDEX public.j; CREATE INDEX j ON public.t (lower(b), (a + d));

-- ~ index public.j: statistics
ALTER INDEX public.j ALTER COLUMN 2 SET STATISTICS 300;

-- ~ index public.j: definition
-- ~ index public.j: statistics
DROP INDEX public.j; CREATE INDEX j ON public.t USING hash (a);

-- ~ index public.j: definition
DROP INDEX public.j; CREATE INDEX j ON public.t (b text_pattern_ops);

-- ~ index public.j: definition
DROP INDEX public.j; CREATE INDEX j ON public.t (b COLLATE "C");

-- ~ index public.j: definition
DROP INDEX public.j; CREATE INDEX j ON public.t USING gin (c jsonb_path_ops) WITH (fastupdate = off);

-- ~ index public.j: definition
ALTER INDEX public.j RESET (fastupdate);

-- from 15
-- ~ index public.j: definition
DROP INDEX public.j; CREATE UNIQUE INDEX j ON public.t (a) NULLS NOT DISTINCT;

-- ~ index public.j: definition
DROP INDEX public.j; CREATE UNIQUE INDEX j ON public.t (d);

-- ~ column public.t.d: not null
ALTER TABLE public.t ALTER COLUMN d SET NOT NULL;

-- ~ index public.j: replica identity
ALTER TABLE public.t REPLICA IDENTITY USING INDEX j;

-- ~ index public.j: replica identity
ALTER TABLE public.t REPLICA IDENTITY DEFAULT;

-- ~ index public.j: clustered
ALTER TABLE public.t CLUSTER ON j;

-- ~ index public.j: clustered
ALTER TABLE public.t SET WITHOUT CLUSTER;

-- ~ index public.j: comment
COMMENT ON INDEX public.j IS 'why';

-- The same index built anew.
REINDEX INDEX public.j;

-- - index public.j
DROP INDEX public.j;

-- An index whose build failed half way stays behind and is not used; pg_dump does not write it.
-- fails
-- dump: same
-- + index public.dup_a
CREATE UNIQUE INDEX CONCURRENTLY dup_a ON public.dup (a);

-- dump: same
-- - index public.dup_a
DROP INDEX public.dup_a;

-- + index public.big_k
CREATE INDEX big_k ON ONLY public.big (k);

-- + index public.big_1_k
CREATE INDEX big_1_k ON public.big_1 (k);

-- ~ index public.big_1_k: partition of
-- ~ index public.big_k: invalid
ALTER INDEX public.big_k ATTACH PARTITION public.big_1_k;

-- + index public.big_1_id_idx
-- + index public.big_id
CREATE INDEX big_id ON public.big (id);

-- + index public.m_x
CREATE INDEX m_x ON public.m (x);

-- The same words of another kind of index, with options of an operator class.
-- + index public.words
CREATE INDEX words ON public.t USING gist (to_tsvector('english', b) tsvector_ops (siglen = 100));

-- ~ index public.words: definition
DROP INDEX public.words; CREATE INDEX words ON public.t USING gist (to_tsvector('english', b) tsvector_ops (siglen = 200));

-- ~ index public.words: definition
DROP INDEX public.words; CREATE INDEX words ON public.t USING brin (a) WITH (pages_per_range = 16);

-- ~ index public.words: definition
DROP INDEX public.words; CREATE INDEX words ON public.t USING spgist (b);
