-- setup
CREATE ROLE oracle_user;
CREATE TABLE public.t (a integer, b text);
CREATE VIEW public.v AS SELECT a FROM public.t;
CREATE TABLE public.big (id integer) PARTITION BY RANGE (id);
CREATE TABLE public.big_1 PARTITION OF public.big FOR VALUES FROM (0) TO (10);
CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION public.g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION public.e() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';

-- + trigger public.t.w
CREATE TRIGGER w BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.f();

-- ~ trigger public.t.w: definition
DROP TRIGGER w ON public.t; CREATE TRIGGER w AFTER INSERT OR UPDATE OF a ON public.t FOR EACH ROW EXECUTE FUNCTION public.f();

-- ~ trigger public.t.w: definition
DROP TRIGGER w ON public.t; CREATE TRIGGER w AFTER UPDATE ON public.t FOR EACH ROW WHEN (OLD.a IS DISTINCT FROM NEW.a) EXECUTE FUNCTION public.f();

-- ~ trigger public.t.w: definition
DROP TRIGGER w ON public.t; CREATE TRIGGER w AFTER UPDATE ON public.t REFERENCING NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION public.f('x', '1');

-- ~ trigger public.t.w: definition
DROP TRIGGER w ON public.t; CREATE TRIGGER w AFTER UPDATE ON public.t REFERENCING NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION public.g('x', '1');

-- ~ trigger public.t.w: enabled
ALTER TABLE public.t DISABLE TRIGGER w;

-- ~ trigger public.t.w: enabled
ALTER TABLE public.t ENABLE REPLICA TRIGGER w;

-- ~ trigger public.t.w: enabled
ALTER TABLE public.t ENABLE ALWAYS TRIGGER w;

-- ~ trigger public.t.w: enabled
ALTER TABLE public.t ENABLE TRIGGER w;

-- - trigger public.t.w
-- + trigger public.t.w2
ALTER TRIGGER w ON public.t RENAME TO w2;

-- ~ trigger public.t.w2: comment
COMMENT ON TRIGGER w2 ON public.t IS 'watch';

-- - trigger public.t.w2
DROP TRIGGER w2 ON public.t;

-- + trigger public.t.c
CREATE CONSTRAINT TRIGGER c AFTER INSERT ON public.t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.f();

-- ~ trigger public.t.c: definition
DROP TRIGGER c ON public.t; CREATE CONSTRAINT TRIGGER c AFTER INSERT ON public.t NOT DEFERRABLE FOR EACH ROW EXECUTE FUNCTION public.f();

-- + trigger public.v.i
CREATE TRIGGER i INSTEAD OF INSERT ON public.v FOR EACH ROW EXECUTE FUNCTION public.f();

-- + trigger public.big.p
CREATE TRIGGER p AFTER INSERT ON public.big FOR EACH ROW EXECUTE FUNCTION public.f();

-- + trigger public.big_1.p
ALTER TABLE public.big_1 DISABLE TRIGGER p;

-- - trigger public.big_1.p
ALTER TABLE public.big_1 ENABLE TRIGGER p;

-- + rule public.t.r
CREATE RULE r AS ON INSERT TO public.t WHERE NEW.a < 0 DO INSTEAD NOTHING;

-- ~ rule public.t.r: definition
CREATE OR REPLACE RULE r AS ON INSERT TO public.t WHERE NEW.a < 1 DO INSTEAD NOTHING;

-- ~ rule public.t.r: enabled
ALTER TABLE public.t DISABLE RULE r;

-- ~ rule public.t.r: enabled
ALTER TABLE public.t ENABLE REPLICA RULE r;

-- ~ rule public.t.r: enabled
ALTER TABLE public.t ENABLE ALWAYS RULE r;

-- - rule public.t.r
-- + rule public.t.r2
ALTER RULE r ON public.t RENAME TO r2;

-- ~ rule public.t.r2: comment
COMMENT ON RULE r2 ON public.t IS 'no negatives';

-- - rule public.t.r2
DROP RULE r2 ON public.t;

-- + event trigger watch
CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION public.e();

-- ~ event trigger watch: event
DROP EVENT TRIGGER watch; CREATE EVENT TRIGGER watch ON ddl_command_start EXECUTE FUNCTION public.e();

-- ~ event trigger watch: tags
DROP EVENT TRIGGER watch; CREATE EVENT TRIGGER watch ON ddl_command_start WHEN TAG IN ('DROP VIEW', 'CREATE VIEW') EXECUTE FUNCTION public.e();

-- ~ event trigger watch: enabled
ALTER EVENT TRIGGER watch DISABLE;

-- ~ event trigger watch: enabled
ALTER EVENT TRIGGER watch ENABLE ALWAYS;

-- ~ event trigger watch: comment
COMMENT ON EVENT TRIGGER watch IS 'all of them';

-- Its owner has to be a superuser, so this one is made one for a moment.
-- ~ event trigger watch: owner
-- ~ role oracle_user: superuser
ALTER ROLE oracle_user SUPERUSER; ALTER EVENT TRIGGER watch OWNER TO oracle_user;

-- - event trigger watch
DROP EVENT TRIGGER watch;

-- + policy public.t.p
CREATE POLICY p ON public.t;

-- ~ policy public.t.p: using
ALTER POLICY p ON public.t USING (a > 0);

-- ~ policy public.t.p: with check
ALTER POLICY p ON public.t WITH CHECK (a > 1);

-- ~ policy public.t.p: roles
ALTER POLICY p ON public.t TO oracle_user, CURRENT_USER;

-- - policy public.t.p
-- + policy public.t.p2
ALTER POLICY p ON public.t RENAME TO p2;

-- ~ policy public.t.p2: comment
COMMENT ON POLICY p2 ON public.t IS 'only positive';

-- ~ policy public.t.p2: command
-- ~ policy public.t.p2: comment
-- ~ policy public.t.p2: restrictive
-- ~ policy public.t.p2: roles
-- ~ policy public.t.p2: using
-- ~ policy public.t.p2: with check
DROP POLICY p2 ON public.t; CREATE POLICY p2 ON public.t AS RESTRICTIVE FOR SELECT USING (true);

-- ~ policy public.t.p2: command
DROP POLICY p2 ON public.t; CREATE POLICY p2 ON public.t AS RESTRICTIVE FOR DELETE USING (true);

-- + event trigger "Odd trigger"
-- + function public.e2()
CREATE FUNCTION public.e2() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER "Odd trigger" ON ddl_command_end EXECUTE FUNCTION public.e();

-- ~ event trigger "Odd trigger": function
DROP EVENT TRIGGER "Odd trigger"; CREATE EVENT TRIGGER "Odd trigger" ON ddl_command_end EXECUTE FUNCTION public.e2();

-- + trigger public.t."Odd.trigger"
CREATE TRIGGER "Odd.trigger" BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.f();

-- What hangs on a temporary table goes with it.
CREATE TEMPORARY TABLE passing (a integer PRIMARY KEY CHECK (a > 0)); CREATE INDEX ON passing (a); CREATE TRIGGER t BEFORE INSERT ON passing FOR EACH ROW EXECUTE FUNCTION public.f(); CREATE RULE r AS ON INSERT TO passing DO INSTEAD NOTHING; CREATE POLICY p ON passing; CREATE FUNCTION pg_temp.f() RETURNS integer LANGUAGE sql AS 'SELECT 1'; CREATE TYPE pg_temp.e AS ENUM ('a'); CREATE DOMAIN pg_temp.d AS integer CHECK (VALUE > 0); CREATE VIEW pg_temp.v AS SELECT 1 AS one; CREATE SEQUENCE pg_temp.q;

-- from 17
-- + event trigger greet
CREATE EVENT TRIGGER greet ON login EXECUTE FUNCTION public.e();

-- from 17
-- - event trigger greet
DROP EVENT TRIGGER greet;
