-- setup
CREATE TABLE public.t (a integer NOT NULL, b text) PARTITION BY LIST (b);
CREATE TABLE public.t_x PARTITION OF public.t FOR VALUES IN ('x');
CREATE TABLE public.free (a integer NOT NULL, b text);
CREATE TABLE public.days (d date, h timestamptz) PARTITION BY RANGE (d);

-- + table public.r
CREATE TABLE public.r (a integer, b text) PARTITION BY RANGE (a, lower(b) COLLATE "C");

-- ~ table public.r: partitioned by
DROP TABLE public.r; CREATE TABLE public.r (a integer, b text) PARTITION BY HASH (a);

-- + table public.r_0
CREATE TABLE public.r_0 PARTITION OF public.r FOR VALUES WITH (MODULUS 2, REMAINDER 0);

-- ~ table public.free: partition bound
-- ~ table public.free: partition of
ALTER TABLE public.t ATTACH PARTITION public.free FOR VALUES IN ('f', NULL);

-- ~ table public.free: partition bound
-- ~ table public.free: partition of
ALTER TABLE public.t DETACH PARTITION public.free;

-- ~ table public.free: partition bound
-- ~ table public.free: partition of
ALTER TABLE public.t ATTACH PARTITION public.free DEFAULT;

-- + table public.day_1
CREATE TABLE public.day_1 PARTITION OF public.days FOR VALUES FROM ('2024-01-01') TO ('2024-01-02');

-- ~ table public.day_1: partition bound
ALTER TABLE public.days DETACH PARTITION public.day_1; ALTER TABLE public.days ATTACH PARTITION public.day_1 FOR VALUES FROM ('2024-01-01') TO ('2024-01-03');

-- + table public.sub
CREATE TABLE public.sub PARTITION OF public.days FOR VALUES FROM ('2025-01-01') TO (MAXVALUE) PARTITION BY RANGE (h);

-- + table public.sub_1
CREATE TABLE public.sub_1 PARTITION OF public.sub FOR VALUES FROM (MINVALUE) TO ('2030-01-01 00:00:00+01');

-- ~ column public.t_x.a: default
ALTER TABLE public.t_x ALTER COLUMN a SET DEFAULT 3;

-- + column public.free.c
-- + column public.t.c
-- + column public.t_x.c
ALTER TABLE public.t ADD COLUMN c integer DEFAULT 1;

-- + constraint public.t_x.only_here
ALTER TABLE public.t_x ADD CONSTRAINT only_here CHECK (a > 0);

-- ~ table public.t_x: options
ALTER TABLE public.t_x SET (fillfactor = 50);

-- - table public.t_x
DROP TABLE public.t_x;

-- + extension dblink
CREATE EXTENSION dblink;

-- Detaching waits for all who still see the partition, and is broken off meanwhile.
-- from 14
-- fails
-- + constraint public.day_1.day_1_d_check
-- ~ table public.day_1: detach pending
SELECT dblink_connect('other', format('dbname=%s host=%s port=%s user=%s', current_database(), current_setting('unix_socket_directories'), current_setting('port'), current_user)); SELECT dblink_exec('other', 'BEGIN ISOLATION LEVEL REPEATABLE READ'); SELECT * FROM dblink('other', 'SELECT count(*) FROM public.days') AS seen (n bigint); SET statement_timeout = 500; ALTER TABLE public.days DETACH PARTITION public.day_1 CONCURRENTLY;

-- from 14
-- ~ table public.day_1: detach pending
-- ~ table public.day_1: partition bound
-- ~ table public.day_1: partition of
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'; ALTER TABLE public.days DETACH PARTITION public.day_1 FINALIZE;

-- from 17
-- + access method heap2
-- + table public.methods
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler; CREATE TABLE public.methods (a integer) PARTITION BY RANGE (a);

-- What its partitions will be stored by.
-- from 17
-- ~ table public.methods: access method
ALTER TABLE public.methods SET ACCESS METHOD heap2;

-- from 17
-- ~ table public.methods: access method
ALTER TABLE public.methods SET ACCESS METHOD DEFAULT;

-- from 17
-- + table public.numbered
CREATE TABLE public.numbered (id integer GENERATED ALWAYS AS IDENTITY, day date) PARTITION BY RANGE (day);
