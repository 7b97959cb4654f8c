#!/bin/bash
# Through PgBouncer, pooling by transaction: the usual lock is refused with a hint, leases work, nothing is left set in
# the server's sessions, and what would leave something is refused. Pooling by session: as if there were no pooler.
# server.sh sets what is not set here.
# shellcheck disable=SC1091,SC2016,SC2154
set -u
mighar=$1
command -v pgbouncer >/dev/null || [ -x /usr/sbin/pgbouncer ] || { echo "PgBouncer is not there"; exit 77; }
. "$(dirname "$0")/server.sh"
start_server
make_database app
make_database kept
ask app "CREATE ROLE keeper; GRANT ALL ON SCHEMA public TO keeper" >/dev/null
cat >"$work/pgbouncer.ini" <<INI
[databases]
app = host=$work port=5432 dbname=app user=postgres connect_query='SET ROLE keeper'
kept = host=$work port=5432 dbname=kept user=postgres pool_mode=session
[pgbouncer]
listen_addr =
unix_socket_dir = $work
listen_port = 6432
auth_type = any
pool_mode = transaction
default_pool_size = 4
ignore_startup_parameters = extra_float_digits
pidfile = $work/pgbouncer.pid
logfile = $work/pgbouncer.log
INI
chmod 644 "$work/pgbouncer.ini"
as_server env PATH="$PATH:/usr/sbin" pgbouncer -q -d "$work/pgbouncer.ini" || fail "pgbouncer does not start"
eventually test -S "$work/.s.PGSQL.6432"
stop_all()
{
  [ -f "$work/pgbouncer.pid" ] && kill "$(cat "$work/pgbouncer.pid")"
  stop_server
}
trap stop_all EXIT

pooled="postgresql://postgres@/app?host=$work&port=6432"
mkdir "$work/project"
for i in 1 2 3; do
  printf -- '-- +goose Up\nCREATE TABLE t%d(a int);\n-- +goose Down\nDROP TABLE t%d;\n' $i $i >"$work/project/0000${i}_t.sql"
done
printf -- '-- +goose NO TRANSACTION\n-- +goose Up\nCREATE INDEX CONCURRENTLY i ON t1(a);\n-- +goose Down\nDROP INDEX i;\n' \
  >"$work/project/00004_i.sql"

"$mighar" up --dir "$work/project" --format goose --database "$pooled" >"$work/out" 2>&1
expect "the exit code of the usual lock" 3 $?
grep -q -- "--lock table" "$work/out" || fail "no hint: $(cat "$work/out")"
expect "advisory locks left" 0 "$(ask app "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")"

processes=()
for i in 1 2 3 4; do
  "$mighar" up --dir "$work/project" --format goose --database "$pooled" --lock table >"$work/up.$i" 2>&1 &
  processes+=($!)
done
for i in 1 2 3 4; do
  wait "${processes[i - 1]}" || fail "one of four fails: $(cat "$work/up.$i")"
done
expect "each once" 4 "$(cat "$work"/up.* | grep -c '^up ')"
expect "the ledger" "1 2 3 4" \
  "$(ask app "SELECT string_agg(version_id::text, ' ' ORDER BY id) FROM goose_db_version WHERE version_id > 0")"
for i in 1 2 3 4 5 6; do
  expect "lock_timeout in a session of the pool" 0 "$("$bin/psql" "$pooled" -AtXqc "SHOW lock_timeout")"
  expect "the role of a session of the pool" keeper "$("$bin/psql" "$pooled" -AtXqc "SHOW role")"
done

printf -- '-- +goose Up\nSET search_path TO elsewhere;\nCREATE TABLE t5(a int);\n-- +goose Down\nDROP TABLE t5;\n' \
  >"$work/project/00005_t.sql"
"$mighar" up --dir "$work/project" --format goose --database "$pooled" --lock table >"$work/out" 2>&1
expect "the exit code of what stays in a session" 2 $?
grep -q '00005_t.sql:2: what this does to its session would stay there' "$work/out" || fail "no place: $(cat "$work/out")"
expect "a session of the pool" '"$user", public' "$("$bin/psql" "$pooled" -AtXqc "SHOW search_path")"

sed -i '2s/SET/CREATE SCHEMA elsewhere; SET/' "$work/project/00005_t.sql"
printf -- '-- +goose Up\nCREATE TABLE t6(a int);\n-- +goose Down\nDROP TABLE t6;\n' >"$work/project/00006_t.sql"
"$mighar" up --dir "$work/project" --format goose --database "postgresql://postgres@/kept?host=$work&port=6432" \
  --lock session >"$work/out" 2>&1 || fail "with a session that is kept: $(cat "$work/out")"
expect "schemas" "t5 in elsewhere, t6 in public" \
  "$(ask kept "SELECT string_agg(tablename || ' in ' || schemaname, ', ' ORDER BY tablename) FROM pg_tables WHERE tablename IN ('t5', 't6')")"

finish
