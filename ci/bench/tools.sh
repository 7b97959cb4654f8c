# shellcheck shell=sh disable=SC2154,SC2012
# What teams use today, one step at a time: up, down and up again of each migration. Sourced by run.

tool_length=1000
steps=${BENCH_STEPS:-20}

absent() # TEXT
{
  echo "$1" >>"$work/absent"
}

database_url() # ENGINE FILE
{
  case $1 in
  sqlite) echo "sqlite:$2" ;;
  postgres) echo "postgres://postgres@/bench_tool?host=$work/server&sslmode=disable" ;;
  esac
}

fresh() # ENGINE
{
  rm -f "$work/tool.db"
  [ "$1" = sqlite ] || fresh_database bench_tool
}

# --- dbmate ----------------------------------------------------------------------------------------------------

# The program itself, without the script of node around it.
find_dbmate()
{
  dbmate=$(command -v dbmate || true)
  if [ -n "$dbmate" ]; then return; fi
  if ! has_command npm || [ -n "${MIGHAR_NO_INSTALL:-}" ]; then return 1; fi
  [ -d "$tools/npm/node_modules/dbmate" ] || npm install --silent --prefix "$tools/npm" dbmate >/dev/null 2>&1 || return 1
  dbmate=$(find "$tools/npm/node_modules/@dbmate" -type f -name dbmate | head -n 1)
  [ -n "$dbmate" ]
}

# dbmate has no limit, so files come one by one.
step_dbmate() # ENGINE
{
  mkdir "$work/files"
  for file in $(ls "$work/$tool_length/dbmate/$1" | head -n "$steps"); do
    cp "$work/$tool_length/dbmate/$1/$file" "$work/files"
    for verb in up rollback up; do
      "$dbmate" --url "$(database_url "$1" "$work/tool.db")" -d "$work/files" --no-dump-schema "$verb" || return
    done
  done
}

# --- sql-migrate -----------------------------------------------------------------------------------------------

step_sql_migrate() # ENGINE
{
  case $1 in
  sqlite) dialect=sqlite3 source=$work/tool.db ;;
  postgres) dialect=postgres source="host=$work/server user=postgres dbname=bench_tool sslmode=disable" ;;
  esac
  printf 'development:\n  dialect: %s\n  datasource: %s\n  dir: %s\n' "$dialect" "$source" \
    "$work/$tool_length/sql-migrate/$1" >"$work/dbconfig.yml"
  for _ in $(seq "$steps"); do
    for verb in up down up; do
      sql-migrate "$verb" -config="$work/dbconfig.yml" -limit=1 || return
    done
  done
}

# --- Alembic ---------------------------------------------------------------------------------------------------

alembic_url()
{
  case $1 in
  sqlite) echo "sqlite:///$work/tool.db" ;;
  postgres) echo "postgresql://postgres@/bench_tool?host=$work/server" ;;
  esac
}

step_alembic() # ENGINE
{
  cd "$work/$tool_length/alembic/$1" || return
  BENCH_URL=$(alembic_url "$1")
  export BENCH_URL
  for _ in $(seq "$steps"); do
    alembic upgrade +1 && alembic downgrade -1 && alembic upgrade +1 || return
  done
}

# What pytest-alembic and its like do: Alembic's own functions, in one process.
loop_alembic() # ENGINE
{
  cd "$work/$tool_length/alembic/$1" || return
  BENCH_URL=$(alembic_url "$1") "$python" -c "
import sys
from alembic import command
from alembic.config import Config
config = Config('alembic.ini')
for _ in range(int(sys.argv[1])):
    command.upgrade(config, '+1')
    command.downgrade(config, '-1')
    command.upgrade(config, '+1')
" "$steps"
}

# --- psql, pg_dump, diff ---------------------------------------------------------------------------------------

dump()
{
  "$postgres_bin/pg_dump" -s bench_tool | sed '/^\\\(un\)\{0,1\}restrict /d' >"$work/$1.dump"
}

script() # NUMBER DIRECTION
{
  "$postgres_bin/psql" -qX1 -v ON_ERROR_STOP=1 -f "$work/$tool_length/plain/postgres/$(printf %05d "$1").$2.sql" bench_tool
}

# In the middle of the chain, where a dump costs what it does on average.
step_psql()
{
  for number in $(seq $((tool_length / 2 + 1)) $((tool_length / 2 + steps))); do
    dump before
    script "$number" up && dump up || return
    script "$number" down && dump after || return
    diff "$work/before.dump" "$work/after.dump" >"$work/diff"
    script "$number" up && dump again || return
    diff "$work/up.dump" "$work/again.dump" >>"$work/diff"
  done
}

# --- all of them -----------------------------------------------------------------------------------------------

# compare ENGINE TITLE TARGET FUNCTION: the steps scaled to the chain, against mighar over all of it.
compare()
{
  start=$(date +%s.%N)
  if ! (BENCH_STEPS=$steps "$4" "$1") >"$work/tool.log" 2>&1; then
    absent "$2 on $1 failed: $(tail -n 1 "$work/tool.log")"
    return 0
  fi
  rm -rf "$work/files"
  scaled=$(awk -v a="$start" -v b="$(date +%s.%N)" -v n="$steps" -v l="$tool_length" 'BEGIN { printf "%.1f", (b - a) / n * l }')
  mine=$(median 1 "$work/pairs.$1.$tool_length.$(first_jobs)")
  row "$1, $tool_length migrations: $2 / mighar run" "$scaled s (scaled) / $mine s" "$(ratio "$scaled" "$mine" 1)" "$3" least
}

measure_tools() # ENGINE
{
  case ",$lengths," in
  *,1000,*) ;;
  *) tool_length=${lengths%%,*} ;;
  esac
  if find_dbmate; then
    fresh "$1"
    compare "$1" "dbmate up, rollback, up" "" step_dbmate
  else
    absent "dbmate: npm cannot install it here"
  fi
  if has_command sql-migrate; then
    fresh "$1"
    compare "$1" "sql-migrate up, down, up" "" step_sql_migrate
  else
    absent "sql-migrate: not installed (in Debian: sql-migrate)"
  fi
  if has_command alembic; then
    fresh "$1"
    compare "$1" "alembic upgrade, downgrade, upgrade" "" step_alembic
    fresh "$1"
    compare "$1" "Alembic's functions in one process" "" loop_alembic
  else
    absent "alembic: not installed (in Debian: alembic)"
  fi
  if [ "$1" = postgres ]; then
    fresh "$1"
    for number in $(seq $((tool_length / 2))); do cat "$work/$tool_length/plain/postgres/$(printf %05d "$number").up.sql"; done |
      "$postgres_bin/psql" -qX1 bench_tool >"$work/tool.log" 2>&1
    compare "$1" "psql, pg_dump -s and diff" 50 step_psql
  fi
}

# --- mighar up against dbmate up -------------------------------------------------------------------------------

# with_library COMMAND...: with the library of SQLite that --sqlite names in the place of the system's.
with_library()
{
  mkdir -p "$work/library"
  ln -sf "$library" "$work/library/libsqlite3.so.0"
  (
    LD_LIBRARY_PATH=$work/library
    export LD_LIBRARY_PATH
    "$@"
  )
}

as_it_is()
{
  "$@"
}

run_up() # ENGINE DIRECTORY
{
  "$mighar" up --database "$(database_url "$1" "$work/tool.db")" --dir "$2"
}

run_dbmate_up() # ENGINE DIRECTORY
{
  "$dbmate" --url "$(database_url "$1" "$work/tool.db")" -d "$2" --no-dump-schema up
}

# sqlite_of HOW UP: the version of SQLite that it has, as a migration finds it.
sqlite_of()
{
  fresh sqlite
  mkdir -p "$work/version"
  printf -- '-- migrate:up\nCREATE TABLE library AS SELECT sqlite_version() AS version;\n-- migrate:down\n' \
    >"$work/version/1_library.sql"
  "$1" "$2" sqlite "$work/version" >/dev/null 2>&1
  sqlite3 "$work/tool.db" 'SELECT version FROM library' 2>/dev/null || echo '?'
}

# time_up HOW ENGINE COUNT
time_up()
{
  fresh "$2"
  "$1" timed "$mighar" up --database "$(database_url "$2" "$work/tool.db")" --dir "$work/$3/dbmate/$2"
}

time_dbmate_up() # ENGINE COUNT
{
  fresh "$1"
  timed "$dbmate" --url "$(database_url "$1" "$work/tool.db")" -d "$work/$2/dbmate/$1" --no-dump-schema up
}

# What SQLite itself needs for the same migrations: most of what either tool takes.
measure_bare_up() # HOW LENGTH VERSION
{
  : >"$work/bare"
  for _ in $(seq "$rounds"); do
    fresh sqlite
    "$1" timed "$tools/bare_sqlite" --up "$work/$2/plain/sqlite" "$work/tool.db" >>"$work/bare"
  done
  row "sqlite, $2 migrations: bare up with SQLite $3, in s" "$(median 1 "$work/bare") s" ""
}

# tell_up ENGINE COUNT COLUMN WITH: of the figures, mighar's in the column and dbmate's in the last four.
tell_up()
{
  a=$(median "$3" "$work/runner") b=$(median 9 "$work/runner")
  row "$1, $2 migrations: mighar up / dbmate up$4" "$a s / $b s" "$(ratio "$a" "$b")" 0.6
  a=$(median $(($3 + 1)) "$work/runner") b=$(median 10 "$work/runner")
  row "$1, $2 migrations: the same in seconds of processor$4" "$a s / $b s" "$(ratio "$a" "$b")" ""
}

tell_sqlite_up() # COUNT COLUMN HOW
{
  version=$(sqlite_of "$3" run_up)
  measure_bare_up "$3" "$1" "$version"
  tell_up sqlite "$1" "$2" ", with SQLite $version / $(sqlite_of as_it_is run_dbmate_up)"
}

# On a new database each time, in turn: mighar, mighar with the library that --sqlite names, dbmate.
measure_runner() # ENGINE
{
  if ! "$mighar" help up >/dev/null 2>&1; then
    absent "mighar up against dbmate up on $1: this mighar has no 'up'"
    return 0
  fi
  if ! find_dbmate; then
    absent "mighar up against dbmate up on $1: npm cannot install dbmate here"
    return 0
  fi
  case ",$lengths," in *,1000,*) count=1000 ;; *) count=${lengths%%,*} ;; esac
  if [ "$1" = sqlite ] && [ -n "$library" ]; then newer=with_library; else newer=''; fi
  : >"$work/runner"
  for _ in $(seq "$rounds"); do
    mine=$(time_up as_it_is "$1" "$count")
    with='- - - -'
    if [ -n "$newer" ]; then with=$(time_up "$newer" "$1" "$count"); fi
    echo "$mine $with $(time_dbmate_up "$1" "$count")" >>"$work/runner"
  done
  if [ "$1" = postgres ]; then
    tell_up "$1" "$count" 1 ''
    return
  fi
  tell_sqlite_up "$count" 1 as_it_is
  if [ -n "$newer" ]; then tell_sqlite_up "$count" 5 "$newer"; fi
}
