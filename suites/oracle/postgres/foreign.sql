-- setup
CREATE ROLE oracle_user;
CREATE ROLE oracle_super SUPERUSER;
CREATE TABLE public.t (a integer PRIMARY KEY, b text, c integer);
CREATE TABLE public.u (a integer);
CREATE SCHEMA s;

-- + foreign data wrapper w
CREATE FOREIGN DATA WRAPPER w;

-- ~ foreign data wrapper w: options
ALTER FOREIGN DATA WRAPPER w OPTIONS (x '1', a '2');

-- ~ foreign data wrapper w: validator
ALTER FOREIGN DATA WRAPPER w VALIDATOR postgresql_fdw_validator;

-- ~ foreign data wrapper w: validator
ALTER FOREIGN DATA WRAPPER w NO VALIDATOR;

-- ~ foreign data wrapper w: comment
COMMENT ON FOREIGN DATA WRAPPER w IS 'wraps';

-- ~ foreign data wrapper w: privileges
GRANT USAGE ON FOREIGN DATA WRAPPER w TO oracle_user;

-- + server far
CREATE SERVER far TYPE 'kind' VERSION '1' FOREIGN DATA WRAPPER w;

-- ~ server far: version
ALTER SERVER far VERSION '2';

-- ~ server far: options
ALTER SERVER far OPTIONS (host 'far.example');

-- ~ server far: options
ALTER SERVER far OPTIONS (SET host 'farther.example');

-- ~ server far: comment
COMMENT ON SERVER far IS 'not here';

-- ~ server far: privileges
GRANT USAGE ON FOREIGN SERVER far TO oracle_user WITH GRANT OPTION;

-- ~ server far: owner
-- ~ server far: privileges
ALTER SERVER far OWNER TO oracle_user;

-- + user mapping for PUBLIC server far
CREATE USER MAPPING FOR PUBLIC SERVER far OPTIONS (username 'x');

-- ~ user mapping for PUBLIC server far: options
ALTER USER MAPPING FOR PUBLIC SERVER far OPTIONS (password 'secret');

-- ~ user mapping for PUBLIC server far: options
ALTER USER MAPPING FOR PUBLIC SERVER far OPTIONS (SET password 'other');

-- + user mapping for oracle_user server far
CREATE USER MAPPING FOR oracle_user SERVER far;

-- + foreign table public.ft
CREATE FOREIGN TABLE public.ft (a integer OPTIONS (name 'x') NOT NULL, b text) SERVER far OPTIONS (file 'y');

-- ~ foreign table public.ft: options
ALTER FOREIGN TABLE public.ft OPTIONS (SET file 'z');

-- ~ column public.ft.a: foreign options
ALTER FOREIGN TABLE public.ft ALTER COLUMN a OPTIONS (SET name 'y');

-- + constraint public.ft.positive
ALTER FOREIGN TABLE public.ft ADD CONSTRAINT positive CHECK (a > 0);

-- ~ foreign table public.ft: comment
COMMENT ON FOREIGN TABLE public.ft IS 'elsewhere';

-- ~ foreign table public.ft: privileges
GRANT SELECT ON public.ft TO oracle_user;

-- ~ foreign table public.ft: owner
-- ~ foreign table public.ft: privileges
ALTER FOREIGN TABLE public.ft OWNER TO oracle_user;

-- + table public.over
-- ~ column public.ft.a: declared again
-- ~ column public.ft.b: declared again
-- ~ foreign table public.ft: inherits
CREATE TABLE public.over (a integer NOT NULL, b text); ALTER FOREIGN TABLE public.ft INHERIT public.over;

-- - user mapping for oracle_user server far
DROP USER MAPPING FOR oracle_user SERVER far;

-- + publication p
CREATE PUBLICATION p FOR ALL TABLES;

-- ~ publication p: all tables
DROP PUBLICATION p; CREATE PUBLICATION p;

-- ~ publication p: publishes
ALTER PUBLICATION p SET (publish = 'insert');

-- ~ publication p: via root
ALTER PUBLICATION p SET (publish_via_partition_root = true);

-- + publication table p: public.t
ALTER PUBLICATION p ADD TABLE public.t;

-- from 15
-- ~ publication table p: public.t: columns
ALTER PUBLICATION p SET TABLE public.t (a, b);

-- from 15
-- ~ publication table p: public.t: columns
-- ~ publication table p: public.t: where
ALTER PUBLICATION p SET TABLE public.t WHERE (a > 5);

-- from 15
-- + publication schema p: s
ALTER PUBLICATION p ADD TABLES IN SCHEMA s;

-- from 18
-- ~ publication p: generated columns
ALTER PUBLICATION p SET (publish_generated_columns = stored);

-- ~ publication p: comment
COMMENT ON PUBLICATION p IS 'for all';

-- from 15
-- - publication schema p: s
ALTER PUBLICATION p DROP TABLES IN SCHEMA s;

-- - publication p
-- - publication table p: public.t
-- + publication p2
-- + publication table p2: public.t
ALTER PUBLICATION p RENAME TO p2;

-- - publication p2
-- - publication table p2: public.t
DROP PUBLICATION p2;

-- + subscription sub
CREATE SUBSCRIPTION sub CONNECTION 'host=far.example password=secret' PUBLICATION p WITH (connect = false, slot_name = NONE);

-- ~ subscription sub: connection
ALTER SUBSCRIPTION sub CONNECTION 'host=far.example password=other';

-- ~ subscription sub: publications
ALTER SUBSCRIPTION sub SET PUBLICATION p, q WITH (refresh = false);

-- ~ subscription sub: synchronous commit
ALTER SUBSCRIPTION sub SET (synchronous_commit = local);

-- from 14
-- ~ subscription sub: binary
ALTER SUBSCRIPTION sub SET (binary = true);

-- from 14
-- ~ subscription sub: streaming
ALTER SUBSCRIPTION sub SET (streaming = on);

-- from 15
-- ~ subscription sub: disable on error
ALTER SUBSCRIPTION sub SET (disable_on_error = true);

-- ~ subscription sub: comment
COMMENT ON SUBSCRIPTION sub IS 'from there';

-- - subscription sub
DROP SUBSCRIPTION sub;

-- + statistics public.st
CREATE STATISTICS public.st (ndistinct) ON a, b FROM public.t;

-- ~ statistics public.st: target
ALTER STATISTICS public.st SET STATISTICS 50;

-- ~ statistics public.st: definition
-- ~ statistics public.st: target
DROP STATISTICS public.st; CREATE STATISTICS public.st (ndistinct, dependencies) ON a, b, c FROM public.t;

-- from 14
-- ~ statistics public.st: definition
DROP STATISTICS public.st; CREATE STATISTICS public.st ON (a + c), b FROM public.t;

-- ~ statistics public.st: comment
COMMENT ON STATISTICS public.st IS 'together';

-- ~ statistics public.st: owner
ALTER STATISTICS public.st OWNER TO oracle_user;

-- Large objects count as data for pg_dump.
-- dump: same
-- + large object 424242
SELECT lo_create(424242);

-- dump: same
-- ~ large object 424242: comment
COMMENT ON LARGE OBJECT 424242 IS 'large';

-- dump: same
-- ~ large object 424242: privileges
GRANT SELECT ON LARGE OBJECT 424242 TO oracle_user;

-- dump: same
-- ~ large object 424242: owner
-- ~ large object 424242: privileges
ALTER LARGE OBJECT 424242 OWNER TO oracle_user;

-- + function public.handler()
-- + function public.inliner(internal)
CREATE FUNCTION public.handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler'; CREATE FUNCTION public.inliner(internal) RETURNS void LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_inline_handler';

-- + language tongue
CREATE LANGUAGE tongue HANDLER public.handler;

-- ~ language tongue: inline
CREATE OR REPLACE LANGUAGE tongue HANDLER public.handler INLINE public.inliner;

-- ~ language tongue: trusted
CREATE OR REPLACE TRUSTED LANGUAGE tongue HANDLER public.handler INLINE public.inliner;

-- ~ language tongue: privileges
GRANT USAGE ON LANGUAGE tongue TO oracle_user;

-- ~ language tongue: comment
COMMENT ON LANGUAGE tongue IS 'spoken';

-- ~ language tongue: owner
-- ~ language tongue: privileges
ALTER LANGUAGE tongue OWNER TO oracle_user;

-- + function public.from_sql(internal)
-- + function public.to_sql(internal)
CREATE FUNCTION public.from_sql(internal) RETURNS internal LANGUAGE internal IMMUTABLE STRICT AS 'int4range_canonical'; CREATE FUNCTION public.to_sql(internal) RETURNS integer LANGUAGE internal IMMUTABLE STRICT AS 'int4abs';

-- + transform for integer language tongue
CREATE TRANSFORM FOR integer LANGUAGE tongue (FROM SQL WITH FUNCTION public.from_sql(internal));

-- ~ transform for integer language tongue: to sql
CREATE OR REPLACE TRANSFORM FOR integer LANGUAGE tongue (FROM SQL WITH FUNCTION public.from_sql(internal), TO SQL WITH FUNCTION public.to_sql(internal));

-- + function public.transformed(integer)
CREATE FUNCTION public.transformed(integer) RETURNS integer LANGUAGE tongue TRANSFORM FOR TYPE integer AS 'x';

-- ~ transform for integer language tongue: comment
COMMENT ON TRANSFORM FOR integer LANGUAGE tongue IS 'across';

-- + access method tree
CREATE ACCESS METHOD tree TYPE INDEX HANDLER bthandler;

-- ~ access method tree: comment
COMMENT ON ACCESS METHOD tree IS 'as btree';

-- ~ access method tree: comment
-- ~ access method tree: handler
-- ~ access method tree: type
DROP ACCESS METHOD tree; CREATE ACCESS METHOD tree TYPE TABLE HANDLER heap_tableam_handler;

-- + subscription sub
CREATE SUBSCRIPTION sub CONNECTION 'host=far.example' PUBLICATION p WITH (connect = false, slot_name = NONE);

-- ~ subscription sub: slot
ALTER SUBSCRIPTION sub SET (slot_name = 'a_slot');

-- pg_dump writes every subscription as one that is not enabled.
-- dump: same
-- ~ subscription sub: enabled
ALTER SUBSCRIPTION sub ENABLE;

-- dump: same
-- ~ subscription sub: enabled
ALTER SUBSCRIPTION sub DISABLE;

-- ~ subscription sub: slot
ALTER SUBSCRIPTION sub SET (slot_name = NONE);

-- from 15
-- ~ subscription sub: two phase
DROP SUBSCRIPTION sub; CREATE SUBSCRIPTION sub CONNECTION 'host=far.example' PUBLICATION p WITH (connect = false, slot_name = NONE, two_phase = true);

-- from 16
-- ~ subscription sub: origin
ALTER SUBSCRIPTION sub SET (origin = none);

-- from 17
-- ~ subscription sub: run as owner
ALTER SUBSCRIPTION sub SET (run_as_owner = true);

-- from 16
-- ~ subscription sub: password required
ALTER SUBSCRIPTION sub SET (password_required = false);

-- - subscription sub
DROP SUBSCRIPTION sub;

-- + foreign data wrapper w2
-- + server near
CREATE FOREIGN DATA WRAPPER w2; CREATE SERVER near TYPE 'kind' FOREIGN DATA WRAPPER w;

-- ~ server near: type
DROP SERVER near; CREATE SERVER near TYPE 'other kind' FOREIGN DATA WRAPPER w;

-- ~ server near: foreign data wrapper
DROP SERVER near; CREATE SERVER near TYPE 'other kind' FOREIGN DATA WRAPPER w2;

-- - column public.ft.b
-- - constraint public.ft.positive
-- ~ column public.ft.a: declared again
-- ~ column public.ft.a: foreign options
-- ~ column public.ft.a: not null
-- ~ foreign table public.ft: comment
-- ~ foreign table public.ft: inherits
-- ~ foreign table public.ft: options
-- ~ foreign table public.ft: owner
DROP FOREIGN TABLE public.ft; CREATE FOREIGN TABLE public.ft (a integer) SERVER far;

-- ~ foreign table public.ft: server
DROP FOREIGN TABLE public.ft; CREATE FOREIGN TABLE public.ft (a integer) SERVER near;

-- + table public.range
-- ~ foreign table public.ft: inherits
-- ~ foreign table public.ft: partition bound
CREATE TABLE public.range (a integer) PARTITION BY RANGE (a); ALTER TABLE public.range ATTACH PARTITION public.ft FOR VALUES FROM (1) TO (2);

-- ~ foreign table public.ft: partition bound
ALTER TABLE public.range DETACH PARTITION public.ft; ALTER TABLE public.range ATTACH PARTITION public.ft FOR VALUES FROM (1) TO (3);

-- + function public.checker(oid)
-- + language tongue2
CREATE FUNCTION public.checker(oid) RETURNS void LANGUAGE internal AS 'fmgr_internal_validator'; CREATE LANGUAGE tongue2 HANDLER public.handler;

-- ~ language tongue2: validator
CREATE OR REPLACE LANGUAGE tongue2 HANDLER public.handler VALIDATOR public.checker;

-- + function public.handler2()
CREATE FUNCTION public.handler2() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';

-- ~ language tongue2: handler
CREATE OR REPLACE LANGUAGE tongue2 HANDLER public.handler2 VALIDATOR public.checker;

-- ~ function public.transformed(integer): transforms
DROP FUNCTION public.transformed(integer); CREATE FUNCTION public.transformed(integer) RETURNS integer LANGUAGE tongue AS 'x';

-- ~ transform for integer language tongue: from sql
CREATE OR REPLACE TRANSFORM FOR integer LANGUAGE tongue (TO SQL WITH FUNCTION public.to_sql(internal));

-- The wrapper of an extension has a handler; this one has one of its own.
-- + function public.fdw_handler()
CREATE FUNCTION public.fdw_handler() RETURNS fdw_handler LANGUAGE internal AS 'tsm_bernoulli_handler';

-- ~ foreign data wrapper w2: handler
ALTER FOREIGN DATA WRAPPER w2 HANDLER public.fdw_handler;

-- Extended statistics of the table's name are no part of the table.
-- + statistics public.t
CREATE STATISTICS public.t (ndistinct) ON a, c FROM public.t;

-- + foreign data wrapper owned
CREATE FOREIGN DATA WRAPPER owned;

-- ~ foreign data wrapper owned: owner
ALTER FOREIGN DATA WRAPPER owned OWNER TO oracle_super;

-- - foreign data wrapper owned
DROP FOREIGN DATA WRAPPER owned;

-- + publication owned
CREATE PUBLICATION owned FOR ALL TABLES;

-- ~ publication owned: owner
ALTER PUBLICATION owned OWNER TO oracle_super;

-- + subscription owned
CREATE SUBSCRIPTION owned CONNECTION 'host=far.example' PUBLICATION p WITH (connect = false, slot_name = 'owned');

-- ~ subscription owned: owner
ALTER SUBSCRIPTION owned OWNER TO oracle_super;

-- from 17
-- ~ subscription owned: failover
-- ~ subscription owned: owner
ALTER SUBSCRIPTION owned SET (slot_name = NONE); DROP SUBSCRIPTION owned; CREATE SUBSCRIPTION owned CONNECTION 'host=far.example' PUBLICATION p WITH (connect = false, slot_name = 'owned', failover = true);

-- - subscription owned
ALTER SUBSCRIPTION owned DISABLE; ALTER SUBSCRIPTION owned SET (slot_name = NONE); DROP SUBSCRIPTION owned;

-- - foreign table public.ft
DROP FOREIGN TABLE public.ft;

-- - server near
DROP SERVER near;

-- - statistics public.t
DROP STATISTICS public.t;

-- dump: same
-- - large object 424242
SELECT lo_unlink(424242);

-- - function public.transformed(integer)
-- - transform for integer language tongue
DROP FUNCTION public.transformed(integer); DROP TRANSFORM FOR integer LANGUAGE tongue;

-- - language tongue2
DROP LANGUAGE tongue2;

-- - user mapping for PUBLIC server far
DROP USER MAPPING FOR PUBLIC SERVER far;
