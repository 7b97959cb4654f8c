#!/bin/bash
# Tools whose steps mighar has them do themselves, and mighar, on one database, by turns: Alembic and Sqitch, on both
# engines. Tools that are not there are left out, which is told; with none, 77: skipped.
#
#   interop_external.sh MIGHAR
# server.sh sets what is not set here, and turns.sh reads what is.
# shellcheck disable=SC1091,SC2154,SC2034
set -u
mighar=$1
. "$(dirname "$0")/server.sh"
. "$(dirname "$0")/turns.sh"
start_server
format=''
project=$work/project

# --- Alembic: its own layout, as suites/external/README.md has it ---------------------------------------------------

write_alembic()
{
  local i before=None
  rm -rf "$project" "$work/all"
  mkdir -p "$project/migrations/versions" "$work/all"
  printf '[alembic]\nscript_location = migrations\n' >"$project/alembic.ini"
  cat >"$project/migrations/env.py" <<'PYTHON'
import os
from alembic import context
from sqlalchemy import create_engine, pool

if os.environ.get("DATABASE_URL"):
    engine = create_engine(os.environ["DATABASE_URL"], poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection)
        with context.begin_transaction():
            context.run_migrations()
PYTHON
  for i in 1 2 3 4; do
    cat >"$work/all/$i.py" <<PYTHON
"""the $i"""
from alembic import op
revision = "f00$i"
down_revision = $before
def upgrade():
    op.execute("CREATE TABLE t$i(a int)")
def downgrade():
    op.execute("DROP TABLE t$i")
PYTHON
    before="\"f00$i\""
  done
  cat >"$project/mighar.ini" <<'INI'
[external]
engines = sqlite;postgres
list = alembic history | sed -nE 's/^.* -> ([^ ,]+)[^,]*, (.*)$/\1 \2/p' | tac
up = alembic upgrade "$MIGHAR_VERSION"
down = alembic downgrade "${MIGHAR_VERSION:-base}"
ledger = alembic_version
INI
}
alembic_run()
{
  (cd "$project" && DATABASE_URL=$tool_url alembic "$@" >"$work/tool" 2>&1)
}
alembic_show()
{
  rm -rf "$project/migrations/versions"/*
  for i in $(seq "$1"); do cp "$work/all/$i.py" "$project/migrations/versions"; done
}
alembic_up() { alembic_run upgrade head; }
alembic_down() { alembic_run downgrade -1; }

# The version it is at says how many there are.
alembic_count()
{
  (cd "$project" && DATABASE_URL=$tool_url alembic current 2>/dev/null) | sed -n 's/^f00\([1-4]\).*/\1/p' | grep . || echo 0
}

# --- Sqitch: a registry beside the database, or in a schema of its own -----------------------------------------------

# write_sqitch ENGINE: in Sqitch's words, pg or sqlite. How mighar sees what is applied differs.
write_sqitch()
{
  local i
  rm -rf "$project" "$work/all"
  mkdir -p "$project" "$work/all"
  (cd "$project" && sqitch init it --engine "$1" >"$work/tool" 2>&1)
  for i in 1 2 3 4; do
    (cd "$project" && sqitch add "c$i" -n "the $i" >>"$work/tool" 2>&1)
    printf 'BEGIN;\nCREATE TABLE t%d(a int);\nCOMMIT;\n' "$i" >"$project/deploy/c$i.sql"
    printf 'BEGIN;\nDROP TABLE t%d;\nCOMMIT;\n' "$i" >"$project/revert/c$i.sql"
    rm "$project/verify/c$i.sql"
    cp "$project/sqitch.plan" "$work/all/$i.plan"
  done
  case $1 in
  pg)
    printf '[external]\nengines = postgres\nledger = sqitch.changes\n' >"$project/mighar.ini"
    # shellcheck disable=SC2016
    target='"db:$DATABASE_URL"'
    ;;
  sqlite)
    printf '[external]\nengines = sqlite\n' >"$project/mighar.ini"
    # shellcheck disable=SC2016
    target='"db:sqlite:${DATABASE_URL#sqlite:///}"'
    # shellcheck disable=SC2016
    echo 'applied = registry=$(dirname "${DATABASE_URL#sqlite:///}")/sqitch.db; [ ! -s "$registry" ] ||' \
      'sqlite3 "$registry" "SELECT change FROM changes ORDER BY committed_at"' >>"$project/mighar.ini"
    ;;
  esac
  cat >>"$project/mighar.ini" <<INI
list = sed -n 's/^\\(c[0-9]*\\) .*/\\1/p' sqitch.plan
up = sqitch deploy $target --to "\$MIGHAR_VERSION"
down = sqitch revert -y $target \${MIGHAR_VERSION:+--to "\$MIGHAR_VERSION"}
INI
}
sqitch_run()
{
  (cd "$project" && sqitch "$@" "db:$tool_url" >"$work/tool" 2>&1)
}
sqitch_show() { cp "$work/all/$1.plan" "$project/sqitch.plan"; }
sqitch_up() { sqitch_run deploy; }
sqitch_down() { sqitch_run revert -y --to @HEAD^; }
sqitch_count()
{
  (cd "$project" && sqitch status "db:$tool_url" --show-changes 2>/dev/null) | grep -c '^#   c[1-4] '
}

# --- both ------------------------------------------------------------------------------------------------------------

if command -v alembic >/dev/null && /usr/bin/python3 -c 'import psycopg2' 2>/dev/null; then
  write_alembic
  engine=postgres database=$(url alembic) tool_url=$(url alembic)
  make_database alembic
  by_turns alembic
  engine=sqlite database=sqlite:$work/alembic.db tool_url=sqlite:///$work/alembic.db
  by_turns alembic
else
  echo "Alembic is not there; in Debian it is the packages alembic and python3-psycopg2"
fi
if command -v sqitch >/dev/null && perl -MDBD::Pg -MDBD::SQLite -e 1 2>/dev/null; then
  export SQITCH_FULLNAME=Somebody SQITCH_EMAIL=somebody@example.org PATH=$bin:$PATH
  write_sqitch pg
  engine=postgres database=$(url sqitch) tool_url=$(url sqitch)
  make_database sqitch
  by_turns sqitch
  write_sqitch sqlite
  mkdir "$work/sqlite"
  engine=sqlite database=sqlite:$work/sqlite/sqitch-app.db tool_url=sqlite:$work/sqlite/sqitch-app.db
  by_turns sqitch
else
  echo "Sqitch is not there; in Debian it is the packages sqitch, libdbd-pg-perl and libdbd-sqlite3-perl"
fi
echo "$points points at which mighar and a tool agree, $failures failures"
[ "$points" -gt 0 ] || exit 77

finish
