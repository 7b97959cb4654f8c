#!/bin/bash
# What a migration does to its session is gone before the next one, wherever it was done: in its statements, in a
# function behind a DEFAULT, in an event trigger, or in a trigger that runs when it commits; and the records are written
# by who connected, who holds mighar's own lock all the while. PostgreSQL alone.
#
#   sessions.sh MIGHAR
# project.sh sets what is not set here.
# shellcheck disable=SC1091,SC2016,SC2034,SC2154
. "$(dirname "$0")/project.sh" "$1"
engine=postgres

leak=$(cat <<'SQL'
CREATE ROLE other NOLOGIN;
GRANT other TO app;
CREATE SCHEMA elsewhere;
CREATE TABLE probe(found text);
GRANT ALL ON SCHEMA public, elsewhere TO other, app;
GRANT ALL ON probe TO other;
CREATE FUNCTION leak() RETURNS int LANGUAGE plpgsql AS $$BEGIN
  CREATE TEMP TABLE IF NOT EXISTS left_over(a int);
  IF NOT EXISTS (SELECT FROM pg_prepared_statements) THEN PREPARE left_over AS SELECT 1; END IF;
  LISTEN left_over;
  PERFORM pg_advisory_lock(42), pg_advisory_lock(42), pg_advisory_lock_shared(1, 2);
  PERFORM set_config('search_path', 'elsewhere', false), set_config('lock_timeout', '0', false),
    set_config('synchronous_commit', 'on', false), set_config('my.own', 'x', false), set_config('role', 'other', false);
  RETURN 1;
END$$;
CREATE FUNCTION on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS
  $$BEGIN IF tg_tag = 'COMMENT' THEN PERFORM public.leak(); END IF; END$$;
CREATE FUNCTION on_commit() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN PERFORM public.leak(); RETURN NULL; END$$;
SQL
)

# What a migration finds: nothing of leak, and of advisory locks mighar's own alone.
probe="INSERT INTO probe SELECT concat_ws(' ', current_user, session_user, current_setting('search_path'),
  current_setting('lock_timeout'), current_setting('synchronous_commit'), nullif(current_setting('my.own', true), ''),
  to_regclass('pg_temp.left_over'), (SELECT count(*) FROM pg_prepared_statements),
  (SELECT count(*) FROM pg_cursors WHERE is_holdable), (SELECT count(*) FROM pg_listening_channels()),
  (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted))"
clean='app app "$user", public 5s off 0 0 0 1'

up() # HOW NUMBER STATEMENTS: in a transaction of mighar's, of its own, or in none
{
  case $1 in
  wrapped) write "$2" "-- +goose Up\n$3\n-- +goose Down\nSELECT 1;\n" ;;
  own) write "$2" "-- +goose NO TRANSACTION\n-- +goose Up\nBEGIN;\n$3\nCOMMIT;\n-- +goose Down\nSELECT 1;\n" ;;
  none) write "$2" "-- +goose NO TRANSACTION\n-- +goose Up\nSELECT 1;\n$3\n-- +goose Down\nSELECT 1;\n" ;;
  esac
}

# leaks WHAT STATEMENTS: a migration with them, in each kind of transaction, with one that looks on each side.
leaks()
{
  local how
  for how in wrapped own none; do
    begin
    sql "$leak" >/dev/null
    if [ -n "${before:-}" ]; then sql "$before"; fi
    sql "ALTER TABLE probe OWNER TO app; GRANT SELECT ON ALL TABLES IN SCHEMA public TO app"
    database="postgresql://app@/d$n?host=$work"
    up wrapped 1 "$probe;"
    up $how 2 "$2"
    up wrapped 3 "$probe;"
    up $how 4 "$2"
    up none 5 "$probe;"
    m 0 'up   5_x' up
    expect "$1 ($how)" "3 $clean" "$(sql "SELECT count(*) || ' ' || string_agg(DISTINCT found, ' or ') FROM probe")"
    expect "$1 ($how): the ledger" 5 "$(sql "SELECT count(*) FROM goose_db_version WHERE version_id > 0")"
    sql "DROP OWNED BY other; DROP ROLE other"
  done
}

ask postgres "CREATE ROLE app LOGIN" >/dev/null
leaks "statements" 'SET search_path TO elsewhere; SET lock_timeout TO 0; SELECT pg_advisory_lock(7), pg_advisory_lock(7); LISTEN a; PREPARE b AS SELECT 1; DECLARE c CURSOR WITH HOLD FOR SELECT 1; CREATE TEMP TABLE left_over(a int); SET ROLE other;'
leaks "a function" 'SELECT leak();'
before='CREATE TABLE t(a int); INSERT INTO t VALUES (1); ALTER TABLE t OWNER TO app'
leaks "a default" 'ALTER TABLE t DROP COLUMN IF EXISTS b; ALTER TABLE t ADD COLUMN b int DEFAULT leak();'
before='CREATE EVENT TRIGGER on_ddl ON ddl_command_end EXECUTE FUNCTION on_ddl()'
leaks "an event trigger" 'COMMENT ON TABLE probe IS NULL;'
before='CREATE TABLE t(a int); ALTER TABLE t OWNER TO app;
  CREATE CONSTRAINT TRIGGER on_commit AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION on_commit()'
leaks "a trigger at the commit" 'INSERT INTO t VALUES (1);'
before=''

# Who a script makes itself, it stays to its end: the records between its statements change nothing of that.
begin "CREATE ROLE maker NOLOGIN; GRANT ALL ON SCHEMA public TO maker"
up none 1 'SET ROLE maker; CREATE TABLE one(a int); CREATE TABLE two(a int);'
m 0 'up   1_x' up
is "owners" "SELECT string_agg(tableowner, ' ') FROM pg_tables WHERE tablename IN ('one', 'two')" "maker maker"

# All that is one transaction is sent ahead, and an isolation level can still be said first.
begin
up wrapped 1 "SELECT 1;"
up wrapped 2 "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; CREATE TABLE levels AS SELECT current_setting('transaction_isolation') AS a;"
up wrapped 3 "INSERT INTO levels SELECT current_setting('transaction_isolation');"
m 0 'up   3_x' up
is "levels" "SELECT string_agg(a, ', ') FROM levels" "serializable, read committed"
finish
