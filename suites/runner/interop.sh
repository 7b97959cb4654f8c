#!/bin/bash
# Real tools whose files mighar reads, and mighar, on one database, by turns: two up with the tool, one with mighar,
# down with either; what both say is applied agrees at each point. Tools that are not there are left out, which is
# told; with none, 77: skipped.
#
#   interop.sh MIGHAR [DBMATE]     or MIGHAR_DBMATE says where dbmate is
# server.sh sets what is not set here, and turns.sh reads what is.
# shellcheck disable=SC1091,SC2154,SC2034
set -u
mighar=$1
dbmate=${2:-${MIGHAR_DBMATE:-$(command -v dbmate)}}
. "$(dirname "$0")/server.sh"
. "$(dirname "$0")/turns.sh"
start_server

show_files()
{
  mkdir -p "$work/later"
  if [ "$1" = 2 ]; then mv "$project/3_c.sql" "$project/4_d.sql" "$work/later"; else mv "$work/later/"* "$project"; fi
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
dbmate_show() { show_files "$1"; }
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
sql_migrate_show() { show_files "$1"; }
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
else
  echo "dbmate is not there: npm install dbmate"
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
else
  echo "sql-migrate is not there; in Debian it is the package sql-migrate"
fi
echo "$points points at which mighar and a tool agree, $failures failures"
[ "$points" -gt 0 ] || exit 77

finish
