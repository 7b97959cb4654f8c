#!/bin/bash
# Real tools and mighar on one database, by turns: one up with the tool, one with mighar, down with either; what both
# say is applied agrees at each point. Tools that are not there are left out; with none, 77: skipped.
#
#   interop.sh MIGHAR [DBMATE]
# server.sh sets what is not set here.
# shellcheck disable=SC1091,SC2154
set -u
mighar=$1
dbmate=${2:-$(command -v dbmate)}
. "$(dirname "$0")/server.sh"
start_server
points=0

# agree WHAT EXPECTED: mighar's count of applied migrations.
agree()
{
  local found
  found=$("$mighar" status --json --dir "$project" --format "$format" --database "$database" |
    jq '[.migrations[] | select(.applied)] | length')
  expect "$format, $engine: $1" "$2" "$found"
  points=$((points + 1))
}

by_mighar()
{
  "$mighar" "$@" --dir "$project" --format "$format" --database "$database" >"$work/out" 2>&1 ||
    fail "$format, $engine: mighar $*: $(cat "$work/out")"
}

# by_turns TOOL: the functions TOOL_up (all), TOOL_down (one) and TOOL_count.
by_turns()
{
  mv "$project/3_c.sql" "$project/4_d.sql" "$work/"
  "$1_up" || fail "$format, $engine: $1 up"
  agree "after two with the tool" 2
  mv "$work/3_c.sql" "$work/4_d.sql" "$project/"
  by_mighar up 1
  agree "after one more with mighar" 3
  expect "$format, $engine: the tool's count" 3 "$("$1_count")"
  "$1_down" || fail "$format, $engine: $1 down of what mighar did"
  agree "after a down with the tool" 2
  by_mighar down
  agree "after a down with mighar of what the tool did" 1
  expect "$format, $engine: the tool's count" 1 "$("$1_count")"
  "$1_up" || fail "$format, $engine: $1 up to the end"
  agree "at the end" 4
  by_mighar down --all
  expect "$format, $engine: the tool's count" 0 "$("$1_count")"
  by_mighar up
  expect "$format, $engine: the tool's count" 4 "$("$1_count")"
  agree "all with mighar" 4
}

write_project()
{
  local i letters=(- a b c d)
  rm -rf "$project"
  mkdir -p "$project"
  for i in 1 2 3 4; do
    printf "%s\nCREATE TABLE t%d(a int);\n%s\nDROP TABLE t%d;\n" "$1" $i "$2" $i >"$project/${i}_${letters[i]}.sql"
  done
}

dbmate_run()
{
  DATABASE_URL=$tool_url "$dbmate" --no-dump-schema -d "$project" "$@" >"$work/tool" 2>&1
}
dbmate_up() { dbmate_run up; }
dbmate_down() { dbmate_run down; }
dbmate_count()
{
  DATABASE_URL=$tool_url "$dbmate" -d "$project" status | grep -c '^\[X\]'
}

write_sql_migrate_config()
{
  printf 'it:\n  dialect: %s\n  datasource: %s\n  dir: %s\n' "$1" "$2" "$project" >"$work/dbconfig.yml"
}
sql_migrate_run()
{
  (cd "$work" && sql-migrate "$@" -config=dbconfig.yml -env=it >"$work/tool" 2>&1)
}
sql_migrate_up() { sql_migrate_run up; }
sql_migrate_down() { sql_migrate_run down -limit=1; }
sql_migrate_count()
{
  (cd "$work" && sql-migrate status -config=dbconfig.yml -env=it) | grep -c '\.sql .*[0-9][0-9]:[0-9][0-9]'
}

project=$work/project
if [ -n "$dbmate" ]; then
  format=dbmate
  write_project "-- migrate:up" "-- migrate:down"
  engine=postgres database=$(url dbmate) tool_url="postgres://postgres@localhost/dbmate?socket=$work"
  make_database dbmate
  by_turns dbmate
  engine=sqlite database=sqlite:$work/dbmate.db tool_url=sqlite:$work/dbmate.db
  by_turns dbmate
fi
if command -v sql-migrate >/dev/null; then
  format=sql-migrate
  write_project "-- +migrate Up" "-- +migrate Down"
  engine=postgres database=$(url sql_migrate)
  make_database sql_migrate
  write_sql_migrate_config postgres "host=$work user=postgres dbname=sql_migrate sslmode=disable"
  by_turns sql_migrate
  engine=sqlite database=sqlite:$work/sql_migrate.db
  write_sql_migrate_config sqlite3 "$work/sql_migrate.db"
  by_turns sql_migrate
fi
echo "$points points at which mighar and a tool agree, $failures failures"
[ "$points" -gt 0 ] || exit 77
[ "$failures" = 0 ]
