-- setup
CREATE TABLE public.a (id integer, x integer, y text, during int4range);
CREATE TABLE public.b (id integer, a_id integer, x integer);
CREATE TABLE public.parent (p integer);
CREATE TABLE public.child () INHERITS (public.parent);
CREATE TABLE public.big (id integer NOT NULL) PARTITION BY RANGE (id);
CREATE TABLE public.big_1 PARTITION OF public.big FOR VALUES FROM (0) TO (10);

-- + constraint public.a.a_pkey
-- ~ column public.a.id: not null
ALTER TABLE public.a ADD PRIMARY KEY (id);

-- - constraint public.a.a_pkey
-- + constraint public.a.a_key
ALTER TABLE public.a RENAME CONSTRAINT a_pkey TO a_key;

-- + constraint public.a.a_x
ALTER TABLE public.a ADD CONSTRAINT a_x UNIQUE (x);

-- ~ constraint public.a.a_x: definition
ALTER TABLE public.a DROP CONSTRAINT a_x; ALTER TABLE public.a ADD CONSTRAINT a_x UNIQUE (x) INCLUDE (y);

-- ~ constraint public.a.a_x: definition
ALTER TABLE public.a DROP CONSTRAINT a_x; ALTER TABLE public.a ADD CONSTRAINT a_x UNIQUE (x) DEFERRABLE;

-- ~ constraint public.a.a_x: definition
ALTER TABLE public.a DROP CONSTRAINT a_x; ALTER TABLE public.a ADD CONSTRAINT a_x UNIQUE (x) DEFERRABLE INITIALLY DEFERRED;

-- from 15
-- ~ constraint public.a.a_x: definition
ALTER TABLE public.a DROP CONSTRAINT a_x; ALTER TABLE public.a ADD CONSTRAINT a_x UNIQUE NULLS NOT DISTINCT (x);

-- ~ constraint public.a.a_x: definition
-- ~ constraint public.a.a_x: index options
ALTER TABLE public.a DROP CONSTRAINT a_x; ALTER TABLE public.a ADD CONSTRAINT a_x UNIQUE (x) WITH (fillfactor = 50);

-- ~ constraint public.a.a_x: index options
ALTER INDEX public.a_x SET (fillfactor = 60);

-- - constraint public.a.a_x
ALTER TABLE public.a DROP CONSTRAINT a_x;

-- The name of an index that becomes a constraint.
-- + constraint public.a.a_y
CREATE UNIQUE INDEX a_y ON public.a (y); ALTER TABLE public.a ADD CONSTRAINT a_y UNIQUE USING INDEX a_y;

-- ~ constraint public.a.a_key: clustered
ALTER TABLE public.a CLUSTER ON a_key;

-- ~ constraint public.a.a_key: clustered
ALTER TABLE public.a SET WITHOUT CLUSTER;

-- ~ constraint public.a.a_key: replica identity
ALTER TABLE public.a REPLICA IDENTITY USING INDEX a_key;

-- ~ constraint public.a.a_key: replica identity
ALTER TABLE public.a REPLICA IDENTITY DEFAULT;

-- ~ constraint public.a.a_key: comment
COMMENT ON CONSTRAINT a_key ON public.a IS 'of the constraint';

-- ~ constraint public.a.a_key: index comment
COMMENT ON INDEX public.a_key IS 'of the index';

-- + constraint public.b.b_a
ALTER TABLE public.b ADD CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES public.a;

-- ~ constraint public.b.b_a: definition
ALTER TABLE public.b ALTER CONSTRAINT b_a DEFERRABLE;

-- ~ constraint public.b.b_a: definition
ALTER TABLE public.b ALTER CONSTRAINT b_a INITIALLY DEFERRED;

-- ~ constraint public.b.b_a: definition
ALTER TABLE public.b DROP CONSTRAINT b_a; ALTER TABLE public.b ADD CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES public.a ON DELETE CASCADE;

-- ~ constraint public.b.b_a: definition
ALTER TABLE public.b DROP CONSTRAINT b_a; ALTER TABLE public.b ADD CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES public.a ON DELETE SET NULL ON UPDATE RESTRICT;

-- ~ constraint public.b.b_a: definition
ALTER TABLE public.b DROP CONSTRAINT b_a; ALTER TABLE public.b ADD CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES public.a MATCH FULL NOT VALID;

-- ~ constraint public.b.b_a: definition
ALTER TABLE public.b VALIDATE CONSTRAINT b_a;

-- from 18
-- ~ constraint public.b.b_a: definition
ALTER TABLE public.b ALTER CONSTRAINT b_a NOT ENFORCED;

-- from 18
-- ~ constraint public.b.b_a: definition
ALTER TABLE public.b ALTER CONSTRAINT b_a ENFORCED;

-- Foreign keys that are no longer watched over, which pg_dump does not tell.
-- dump: same
-- ~ constraint public.b.b_a: triggers
ALTER TABLE public.b DISABLE TRIGGER ALL;

-- dump: same
-- ~ constraint public.b.b_a: triggers
ALTER TABLE public.b ENABLE TRIGGER ALL;

-- - constraint public.b.b_a
ALTER TABLE public.b DROP CONSTRAINT b_a;

-- + constraint public.a.a_positive
ALTER TABLE public.a ADD CONSTRAINT a_positive CHECK (x > 0) NOT VALID;

-- ~ constraint public.a.a_positive: definition
ALTER TABLE public.a VALIDATE CONSTRAINT a_positive;

-- ~ constraint public.a.a_positive: definition
ALTER TABLE public.a DROP CONSTRAINT a_positive; ALTER TABLE public.a ADD CONSTRAINT a_positive CHECK (x > 1);

-- - constraint public.a.a_positive
ALTER TABLE public.a DROP CONSTRAINT a_positive;

-- + constraint public.child.p_check
-- + constraint public.parent.p_check
ALTER TABLE public.parent ADD CONSTRAINT p_check CHECK (p > 0);

-- + constraint public.child.p_more
-- + constraint public.parent.p_more
ALTER TABLE public.child ADD CONSTRAINT p_more CHECK (p > 1); ALTER TABLE public.parent ADD CONSTRAINT p_more CHECK (p > 1);

-- + constraint public.parent.p_alone
ALTER TABLE public.parent ADD CONSTRAINT p_alone CHECK (p > 2) NO INHERIT;

-- + constraint public.a.a_during
ALTER TABLE public.a ADD CONSTRAINT a_during EXCLUDE USING gist (during WITH &&);

-- ~ constraint public.a.a_during: definition
ALTER TABLE public.a DROP CONSTRAINT a_during; ALTER TABLE public.a ADD CONSTRAINT a_during EXCLUDE USING gist (during WITH &&) WHERE (x > 0);

-- - constraint public.a.a_during
ALTER TABLE public.a DROP CONSTRAINT a_during;

-- + constraint public.big.big_key
ALTER TABLE ONLY public.big ADD CONSTRAINT big_key PRIMARY KEY (id);

-- + constraint public.big_1.big_1_key
ALTER TABLE public.big_1 ADD CONSTRAINT big_1_key PRIMARY KEY (id);

-- ~ constraint public.big.big_key: index invalid
-- ~ constraint public.big_1.big_1_key: partition of
ALTER INDEX public.big_key ATTACH PARTITION public.big_1_key;

-- + constraint public.big.big_a
ALTER TABLE public.big ADD CONSTRAINT big_a FOREIGN KEY (id) REFERENCES public.a;

-- + constraint public.b.b_big
ALTER TABLE public.b ADD CONSTRAINT b_big FOREIGN KEY (x) REFERENCES public.big;

-- from 18
-- + constraint public.b.named_not_null
-- ~ column public.b.x: not null
ALTER TABLE public.b ADD CONSTRAINT named_not_null NOT NULL x;

-- from 18
-- + constraint public.b.not_null_later
-- ~ column public.b.a_id: not null
ALTER TABLE public.b ADD CONSTRAINT not_null_later NOT NULL a_id NOT VALID;

-- from 18
-- ~ constraint public.b.not_null_later: definition
ALTER TABLE public.b VALIDATE CONSTRAINT not_null_later;

-- A name that is not the one given by itself any more.
-- from 18
-- - constraint public.b.not_null_later
ALTER TABLE public.b RENAME CONSTRAINT not_null_later TO b_a_id_not_null;

-- from 18
-- + constraint public.b.b_a_id_not_null
COMMENT ON CONSTRAINT b_a_id_not_null ON public.b IS 'always';

-- Names that have to be quoted.
-- + table public."Odd.table"
CREATE TABLE public."Odd.table" ("Odd.id" integer); ALTER TABLE public."Odd.table" ADD CONSTRAINT "Odd.key" PRIMARY KEY ("Odd.id");

-- + constraint public."Odd.table"."Odd.check"
ALTER TABLE public."Odd.table" ADD CONSTRAINT "Odd.check" CHECK ("Odd.id" > 0);

-- + constraint public.child.p_again
ALTER TABLE public.child ADD CONSTRAINT p_again CHECK (p > 5);

-- + constraint public.parent.p_again
-- ~ constraint public.child.p_again: declared again
ALTER TABLE public.parent ADD CONSTRAINT p_again CHECK (p > 5);

-- Keys that hold for a time.
-- from 18
-- + table public.stays
CREATE TABLE public.stays (room int4range, during daterange);

-- from 18
-- + constraint public.stays.stays_key
-- ~ column public.stays.during: not null
-- ~ column public.stays.room: not null
ALTER TABLE public.stays ADD CONSTRAINT stays_key PRIMARY KEY (room, during WITHOUT OVERLAPS);

-- from 18
-- ~ constraint public.stays.stays_key: definition
ALTER TABLE public.stays DROP CONSTRAINT stays_key; ALTER TABLE public.stays ADD CONSTRAINT stays_key UNIQUE (room, during WITHOUT OVERLAPS);

-- from 18
-- + table public.visits
CREATE TABLE public.visits (room int4range, during daterange, CONSTRAINT visits_stay FOREIGN KEY (room, PERIOD during) REFERENCES public.stays (room, PERIOD during));

-- from 18
-- + constraint public.a.hopes
ALTER TABLE public.a ADD CONSTRAINT hopes CHECK (x > 10) NOT ENFORCED;

-- from 18
-- ~ constraint public.a.hopes: definition
ALTER TABLE public.a DROP CONSTRAINT hopes; ALTER TABLE public.a ADD CONSTRAINT hopes CHECK (x > 10) NOT VALID;

-- from 18
-- + constraint public.parent.here_only
-- ~ column public.parent.p: not null
ALTER TABLE public.parent ADD CONSTRAINT here_only NOT NULL p NO INHERIT;

-- from 18
-- ~ column public.child.p: not null
-- ~ constraint public.parent.here_only: definition
ALTER TABLE public.parent ALTER CONSTRAINT here_only INHERIT;

-- The columns that a foreign key sets NULL.
-- from 15
-- + constraint public.b.b_some
-- + constraint public.a.a_two
ALTER TABLE public.a ADD CONSTRAINT a_two UNIQUE (id, x); ALTER TABLE public.b ADD CONSTRAINT b_some FOREIGN KEY (a_id, x) REFERENCES public.a (id, x) ON DELETE SET NULL (x);

-- from 15
-- ~ constraint public.b.b_some: definition
ALTER TABLE public.b DROP CONSTRAINT b_some; ALTER TABLE public.b ADD CONSTRAINT b_some FOREIGN KEY (a_id, x) REFERENCES public.a (id, x) ON DELETE SET NULL;

-- + constraint public.a.a_mixed
ALTER TABLE public.a ADD CONSTRAINT a_mixed EXCLUDE USING gist (during WITH &&, int4range(x, x + 1) WITH -|-) DEFERRABLE;
