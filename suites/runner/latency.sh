#!/bin/bash
# 100 migrations over a link of 20 ms a round trip, up and down, with every ledger's record: at most 1.3 round trips a
# migration. What is asserted is how many round trips there were, and not how long they took, so a busy machine
# changes nothing; the time is printed beside it.
#
#   latency.sh MIGHAR SLOW_LINK
# server.sh sets what is not set here.
# shellcheck disable=SC1091,SC2154
set -u
mighar=$1 slow_link=$2
. "$(dirname "$0")/server.sh"
start_server
mkdir "$work/link" "$work/plain" "$work/mixed"
"$slow_link" "$work/link/.s.PGSQL.5432" "$work/.s.PGSQL.5432" 20 "$work/figures" &
link=$!
stop_all()
{
  kill $link
  stop_server
}
trap stop_all EXIT
eventually test -S "$work/link/.s.PGSQL.5432"

for i in $(seq 100); do
  name=$(printf '%05d_m.sql' "$i")
  printf -- '-- +goose Up\nCREATE TABLE t%d(a int PRIMARY KEY, b text);\nCREATE INDEX ON t%d(b);\nINSERT INTO t%d VALUES (1);\n' \
    "$i" "$i" "$i" >"$work/plain/$name"
  printf -- '-- +goose Down\nDROP TABLE t%d;\n' "$i" >>"$work/plain/$name"
done
# Every fifth changes its session, so that it has to be made as new before the next.
cp "$work/plain/"* "$work/mixed/"
for i in $(seq 5 5 100); do
  printf -- "-- +goose Up\nSET LOCAL search_path TO public;\nCREATE TABLE t%d(a int);\nSELECT setval(pg_get_serial_sequence('s', 'a'), %d);\n" \
    "$i" "$i" >"$work/mixed/$(printf '%05d_m.sql' "$i")"
  printf -- '-- +goose Down\nDROP TABLE t%d;\n' "$i" >>"$work/mixed/$(printf '%05d_m.sql' "$i")"
done

# measure PROJECT COMMAND...: by the round trips of all connections.
measure()
{
  local project=$1 before after begin seconds
  shift
  before=$(turns)
  begin=$(date +%s.%N)
  "$mighar" "$@" --dir "$work/$project" --format goose --database "postgresql://postgres@/$project?host=$work/link" \
    >"$work/out" 2>&1 || fail "$project: mighar $*: $(tail -3 "$work/out")"
  seconds=$(awk -v a="$begin" -v b="$(date +%s.%N)" 'BEGIN { printf "%.2f", b - a }')
  sleep 0.1
  after=$(turns)
  awk -v n=$((after - before)) -v s="$seconds" -v what="$project, $*" 'BEGIN {
    printf "%s: %d round trips for 100 migrations, %.2f each; %.2f s, which is %.2f times 20 ms each\n", what, n, n / 100, s, s / 2
    exit n > 130 }' || fail "$project, $*: more than 1.3 round trips a migration"
}

turns()
{
  cut -d ' ' -f 2 "$work/figures" 2>/dev/null || echo 0
}

for project in plain mixed; do
  make_database $project
  [ $project = plain ] || ask $project "CREATE TABLE s(a serial)"
  measure $project up
  expect "$project: the ledger" 100 "$(ask $project "SELECT count(*) FROM goose_db_version WHERE version_id > 0")"
  measure $project down --all
  expect "$project: tables left" 0 "$(ask $project "SELECT count(*) FROM pg_class WHERE relname ~ '^t[0-9]+$'")"
done

finish
