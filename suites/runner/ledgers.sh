#!/bin/bash
# Ledgers of tools that cannot be had here as programs, made by what their sources say (ledgers.py): goose,
# golang-migrate, sqlx, Flyway and diesel, on both engines. mighar goes on where the tool would have stopped, and
# the rows are then, column for column, what the tool would have written itself, times aside; and so is a ledger that
# mighar makes.
#
#   ledgers.sh MIGHAR
# server.sh sets what is not set here.
# shellcheck disable=SC1091,SC2154
set -u
mighar=$1
here=$(cd "$(dirname "$0")" && pwd)
for tool in sqlite3 jq /usr/bin/python3; do
  command -v $tool >/dev/null || { echo "$tool is not there"; exit 77; }
done
. "$here/server.sh"
start_server
points=0

# --- databases: $engine and $name say which --------------------------------------------------------------------------

database()
{
  case $engine in
  postgres) url "$name" ;;
  sqlite) echo "sqlite:$work/$name.db" ;;
  esac
}

query()
{
  case $engine in
  postgres) "$bin/psql" -h "$work" -U postgres -d "$name" -AtXq -v ON_ERROR_STOP=1 ;;
  sqlite) sqlite3 -bail "$work/$name.db" ;;
  esac
}

# begin NAME: a new database.
begin()
{
  name=$1
  [ "$engine" = sqlite ] || make_database "$name"
}

# as_tool UPS [DOWNS]: what the tool would have done, migrations and ledger.
as_tool()
{
  {
    /usr/bin/python3 "$here/ledgers.py" "$tool" "$engine" "$project" "$@"
    for i in $(seq $(($1 - ${2:-0}))); do echo "CREATE TABLE t$i(a int);"; done
  } | query >"$work/sql" 2>&1 || fail "$tool, $engine: the fixture: $(cat "$work/sql")"
}

# All columns; what times are is not asked, but that they are there.
rows()
{
  case $tool in
  goose) echo "SELECT id, version_id, is_applied, tstamp IS NOT NULL FROM goose_db_version ORDER BY id" ;;
  golang-migrate) echo "SELECT version, dirty FROM schema_migrations" ;;
  sqlx) echo "SELECT version, description, installed_on IS NOT NULL, success, $hex, execution_time >= 0
    FROM _sqlx_migrations ORDER BY version" ;;
  flyway) echo "SELECT installed_rank, version, description, type, script, checksum, installed_by,
    installed_on IS NOT NULL, execution_time >= 0, success FROM flyway_schema_history ORDER BY installed_rank" ;;
  diesel) echo "SELECT version, run_on IS NOT NULL FROM __diesel_schema_migrations ORDER BY version" ;;
  esac | query
}

definition()
{
  case $engine in
  postgres) "$bin/pg_dump" -h "$work" -U postgres -d "$name" -s -t "$table" -t "${table}_id_seq" |
    grep -v -e '^.[a-z]*restrict ' -e '^--' ;;
  sqlite) sqlite3 "$work/$name.db" "SELECT replace(replace(sql, '\"', ''), char(10), ' ') FROM sqlite_schema
    WHERE tbl_name = '$table' AND sql IS NOT NULL ORDER BY name" | tr -d ' ' ;;
  esac
}

# --- what is asked of each tool --------------------------------------------------------------------------------------

by_mighar()
{
  "$mighar" "$@" --dir "$project" --format "$tool" --database "$(database)" >"$work/out" 2>&1 ||
    fail "$tool, $engine: mighar $*: $(cat "$work/out")"
}

# says WHAT EXPECTED: how many mighar says are applied.
says()
{
  expect "$tool, $engine: $1" "$2" "$("$mighar" status --json --dir "$project" --format "$tool" --database "$(database)" \
    2>"$work/out" | jq '[.migrations[] | select(.applied)] | length')"
  points=$((points + 1))
}

# as_theirs WHAT UPS [DOWNS]
as_theirs()
{
  local ours
  ours=$(rows)
  # shellcheck disable=SC2030
  expect "$tool, $engine: $1" "$(begin "theirs_$n" && shift && as_tool "$@" && rows)" "$ours"
  n=$((n + 1)) points=$((points + 1))
}

by_turns()
{
  n=0
  prefix=$(echo "$tool" | tr -d -)
  begin "${prefix}_ours"
  as_tool 2
  says "what the tool did" 2
  by_mighar validate
  by_mighar up
  says "and mighar" 4
  as_theirs "the rows after two of the tool and two of mighar" 4
  by_mighar down
  says "after a down" 3
  as_theirs "the rows after a down" 4 1

  begin "${prefix}_made"
  by_mighar up
  as_theirs "the rows of a ledger that mighar made" 4
  expect "$tool, $engine: the definition" "$(name=theirs_0 definition)" "$(definition)"

  begin "${prefix}_goes_back"
  as_tool 4
  by_mighar goto 0
  says "all taken back" 0
  expect "$tool, $engine: tables left" "" "$(echo "$left" | query)"
  for i in $(seq 0 $((n - 1))); do
    if [ "$engine" = sqlite ]; then rm -f "$work/theirs_$i.db"; else ask postgres "DROP DATABASE theirs_$i"; fi
  done
}

# --- projects --------------------------------------------------------------------------------------------------------

# The first has a byte order mark and DOS's line ends, the last no line end: what checksums are of is no accident.
write_pair()
{
  local i=$1 up=$2 down=$3
  mkdir -p "$(dirname "$project/$up")"
  case $i in
  1) printf '\357\273\277CREATE TABLE t1(a int);\r\n-- caf\303\251\r\n' >"$project/$up" ;;
  4) printf 'CREATE TABLE t4(a int);' >"$project/$up" ;;
  *) printf 'CREATE TABLE t%d(a int);\n\n-- more\n' "$i" >"$project/$up" ;;
  esac
  printf 'DROP TABLE t%d;\n' "$i" >"$project/$down"
}

write_project()
{
  local i
  project=$work/$tool
  rm -rf "$project"
  mkdir "$project"
  for i in 1 2 3 4; do
    case $tool in
    goose) printf -- '-- +goose Up\nCREATE TABLE t%d(a int);\n-- +goose Down\nDROP TABLE t%d;\n' "$i" "$i" \
      >"$project/0000${i}_make_t$i.sql" ;;
    flyway) write_pair "$i" "V${i}__make_t$i.sql" "U${i}__make_t$i.sql" ;;
    diesel) write_pair "$i" "2024-01-02-00000${i}_make_t$i/up.sql" "2024-01-02-00000${i}_make_t$i/down.sql" ;;
    *) write_pair "$i" "${i}_make_t$i.up.sql" "${i}_make_t$i.down.sql" ;;
    esac
  done
}

while read -r tool table; do
  write_project
  engine=postgres hex="encode(checksum, 'hex')" left="SELECT relname FROM pg_class WHERE relname ~ '^t[0-9]$'"
  by_turns
  engine=sqlite hex="lower(hex(checksum))" left="SELECT name FROM sqlite_schema WHERE name GLOB 't[0-9]'"
  by_turns
done <<TOOLS
goose goose_db_version
golang-migrate schema_migrations
sqlx _sqlx_migrations
flyway flyway_schema_history
diesel __diesel_schema_migrations
TOOLS

echo "$points points at which a ledger is what its tool would have written, $failures failures"

finish
