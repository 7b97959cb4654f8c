#!/bin/bash
# Several `mighar up` at once on one database: every migration is applied once, also those that build an index
# concurrently, which wait for everybody who holds a snapshot. First on the server itself, then with leases.
# server.sh sets what is not set here.
# shellcheck disable=SC1091,SC2154
set -u
mighar=$1
. "$(dirname "$0")/server.sh"
start_server

mkdir "$work/project"
for i in 1 2 3 4 5 6; do
  printf -- '-- +goose NO TRANSACTION\n-- +goose Up\nCREATE TABLE t%d(a int);\nINSERT INTO t%d VALUES (%d);\n' $i $i $i \
    >"$work/project/0000${i}_t.sql"
  printf 'CREATE INDEX CONCURRENTLY t%d_a ON t%d(a);\n-- +goose Down\nDROP TABLE t%d;\n' $i $i $i \
    >>"$work/project/0000${i}_t.sql"
done

# together DATABASE N OPTION...
together()
{
  local database=$1 n=$2 i processes=()
  shift 2
  make_database "$database"
  for i in $(seq "$n"); do
    "$mighar" up --dir "$work/project" --format goose --database "$(url "$database")" "$@" >"$work/up.$i" 2>&1 &
    processes+=($!)
  done
  for i in $(seq "$n"); do
    wait "${processes[i - 1]}" || fail "$database: one of $n fails: $(cat "$work/up.$i")"
  done
  expect "$database: said to be applied" 6 "$(cat "$work"/up.* | grep -c '^up ')"
  expect "$database: the ledger" "1 2 3 4 5 6" \
    "$(ask "$database" "SELECT string_agg(version_id::text, ' ' ORDER BY id) FROM goose_db_version WHERE version_id > 0")"
  expect "$database: attempts" "6" "$(ask "$database" "SELECT count(*) FROM mighar_history")"
  expect "$database: indexes" "6" \
    "$(ask "$database" "SELECT count(*) FROM pg_index WHERE indisvalid AND indexrelid::regclass::text ~ '^t[0-9]_a'")"
  rm -f "$work"/up.*
}

together two 2
together eight 8
together two_leases 2 --lock table
together eight_leases 8 --lock table
expect "leases left" 0 "$(ask eight_leases "SELECT count(*) FROM mighar_lock")"

# Somebody who holds goose's lock is waited for, and named.
make_database held
mkfifo "$work/hold"
"$bin/psql" -h "$work" -U postgres -d held -Xq <"$work/hold" >/dev/null &
exec 9>"$work/hold"
echo "SET application_name = 'goose'; SELECT pg_advisory_lock(4097083626);" >&9
eventually answers held "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'" 1
"$mighar" up --dir "$work/project" --format goose --database "$(url held)" --lock-wait 0.3 >"$work/out" 2>&1
expect "the exit code of who does not get the lock" 3 $?
grep -q "application 'goose'" "$work/out" || fail "who holds the lock is not told: $(cat "$work/out")"
exec 9>&-

# Who waits for a lock in the server holds a snapshot, which a concurrent index build of the lock's holder waits for in
# its turn: so one of two tools that lock like that fails. mighar waits, too, and is in nobody's way.
# holds_and_builds DATABASE: takes goose's lock, gives others the time to wait for it, and builds an index.
holds_and_builds()
{
  PGOPTIONS='-c deadlock_timeout=100ms' "$bin/psql" -h "$work" -U postgres -d "$1" -AtXq -v ON_ERROR_STOP=1 \
    -c "SELECT pg_advisory_lock(4097083626)" \
    -c "DO \$\$ BEGIN WHILE NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND application_name <> 'look') LOOP PERFORM pg_sleep(0.05); PERFORM pg_stat_clear_snapshot(); END LOOP; END \$\$" \
    -c "SELECT pg_sleep(0.5)" -c "CREATE INDEX CONCURRENTLY i ON t(a)" -c "SELECT count(*) FROM pg_index WHERE indisvalid
        AND indexrelid = 'i'::regclass" >"$work/holder" 2>&1
}
is_held()
{
  PGAPPNAME=look eventually answers "$1" "SELECT count(*) > 0 FROM pg_locks WHERE locktype = 'advisory' AND granted" t
}
for way in blocking polling; do
  make_database $way
  ask $way "CREATE TABLE t(a int)"
  holds_and_builds $way &
  holder=$!
  is_held $way
  if [ $way = blocking ]; then
    PGOPTIONS='-c deadlock_timeout=100ms' "$bin/psql" -h "$work" -U postgres -d $way -AtXqc "SELECT pg_advisory_lock(4097083626)" \
      >"$work/waiter" 2>&1
  else
    "$mighar" up --dir "$work/project" --format goose --database "$(url polling)" >"$work/waiter" 2>&1 ||
      fail "mighar behind an index build: $(cat "$work/waiter")"
  fi
  wait $holder
  status=$?
  deadlocks=$(cat "$work/holder" "$work/waiter" | grep -c 'deadlock detected')
  case $way in
  blocking) expect "deadlocks of who waits in the server" 1 "$deadlocks" ;;
  polling) expect "what the index build says beside mighar" "0 1" "$status $(sed -n '$p' "$work/holder")"
    expect "deadlocks beside mighar" 0 "$deadlocks"
    grep -q 'waiting for another one' "$work/waiter" || fail "mighar did not wait: $(cat "$work/waiter")" ;;
  esac
done

# A lock that is held for a while is waited for, told of and got in the end.
make_database busy
ask busy "CREATE TABLE t1(a int)"
mkdir "$work/alter"
printf -- '-- +goose Up\nALTER TABLE t1 ADD b int;\n-- +goose Down\nALTER TABLE t1 DROP b;\n' >"$work/alter/00001_b.sql"
hold busy t1
: >"$work/out"
when 'trying again in' "$work/out" let_go busy
"$mighar" up --dir "$work/alter" --format goose --database "$(url busy)" --lock-timeout 0.4 --lock-retries 8 \
  >"$work/out" 2>&1 || fail "a lock that was held for a while: $(cat "$work/out")"
grep -q "trying again in" "$work/out" || fail "nothing is told of the lock: $(cat "$work/out")"
expect "applied once" 1 "$(ask busy "SELECT count(*) FROM goose_db_version WHERE version_id = 1")"
hold busy t1
"$mighar" down --dir "$work/alter" --format goose --database "$(url busy)" --lock-timeout 0.2 --lock-retries 0 \
  >"$work/out" 2>&1
expect "the exit code without retries" 1 $?
let_go busy

finish
