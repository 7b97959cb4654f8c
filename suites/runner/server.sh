# shellcheck shell=bash
# A PostgreSQL server for a test, to be sourced: start_server makes $work and starts the server, whose socket is in
# it; it ends with the script. Without a server on this machine the script exits with 77: skipped.
bin=${PGBIN:-$(for d in /usr/lib/postgresql/*/bin; do [ -x "$d/initdb" ] && echo "$d"; done | sort -V | tail -1)}
# shellcheck source=suites/runner/judge.sh
. "$(dirname "${BASH_SOURCE[0]}")/judge.sh"

as_server()
{
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid=postgres --regid=postgres --clear-groups "$@"
  else
    "$@"
  fi
}

stop_server()
{
  as_server "$bin/pg_ctl" -D "$work/data" -m immediate -s stop
  rm -rf "$work"
}

start_server()
{
  [ -x "$bin/initdb" ] || { echo "there is no PostgreSQL server on this machine"; exit 77; }
  work=$(mktemp -d /tmp/runner-XXXXXX)
  chmod 755 "$work"
  [ "$(id -u)" != 0 ] || chown postgres "$work"
  trap stop_server EXIT
  trap 'exit 1' INT TERM
  cd "$work" || exit 1
  as_server "$bin/initdb" -D "$work/data" -U postgres -A trust -N >"$work/initdb.log" || exit 1
  as_server "$bin/pg_ctl" -D "$work/data" -w -s -l "$work/server.log" \
    -o "-k $work -c listen_addresses='' -c fsync=off" start || exit 1
}

# ask DATABASE SQL
ask()
{
  "$bin/psql" -h "$work" -U postgres -d "$1" -AtXqc "$2"
}

make_database()
{
  "$bin/createdb" -h "$work" -U postgres "$1"
}

url()
{
  echo "postgresql://postgres@/$1?host=$work"
}

# answers DATABASE SQL EXPECTED
answers()
{
  [ "$(ask "$1" "$2")" = "$3" ]
}

# sleeping N: waits until so many sessions, of whatever database, are in pg_sleep().
sleeping()
{
  eventually answers postgres "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'" "$1"
}

# hold DATABASE TABLE: somebody, called nightly, has the table until let_go DATABASE.
hold()
{
  ask "$1" "SET application_name = 'nightly'; BEGIN; LOCK TABLE $2; SELECT pg_sleep(600)" >/dev/null 2>&1 &
  eventually answers "$1" "SELECT count(*) > 0 FROM pg_locks WHERE relation = '$2'::regclass AND granted" t
}

let_go()
{
  ask "$1" "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = '$1' AND application_name = 'nightly'" >/dev/null
}
