# shellcheck shell=sh disable=SC2154,SC2012
# A disposable PostgreSQL server for what is compared with mighar, of the kind that mighar starts for itself: the same
# binaries, on tmpfs, a Unix socket, the settings of drivers/postgres/cluster.c. Sourced by run, which sets work.

server=''
postgres_bin=$(dirname "$(ls -d /usr/lib/postgresql/*/bin/postgres 2>/dev/null | sort -V | tail -n 1)" 2>/dev/null || true)
[ -x "$postgres_bin/postgres" ] || postgres_bin=$(pg_config --bindir 2>/dev/null || true)

# The server does not run as root.
as_server()
{
  if [ "$(id -u)" -eq 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi
}

server_settings()
{
  sed -n '/^static const struct {/,/^};/p' "$checkout/drivers/postgres/cluster.c" |
    sed -n 's/^ *{"\([a-z_]*\)", "\(.*\)"},$/-c \1=\2/p'
}

start_server()
{
  [ -x "$postgres_bin/postgres" ] || die "no PostgreSQL server was found"
  # The server's user has to come to its own directory, and nobody else; root, who measures, comes everywhere.
  mkdir "$work/server"
  if [ "$(id -u)" -eq 0 ]; then
    chmod 711 "$work"
    chown postgres: "$work/server"
  fi
  chmod 700 "$work/server"
  as_server "$postgres_bin/initdb" --pgdata="$work/server/data" --username=postgres --auth=trust --encoding=UTF8 \
    --locale=C.UTF-8 --wal-segsize=1 --no-sync >/dev/null
  # shellcheck disable=SC2046
  as_server "$postgres_bin/postgres" -D "$work/server/data" $(server_settings) \
    -c unix_socket_directories="$work/server" >"$work/server.log" 2>&1 &
  server=$! # of the shell around it
  export PGHOST="$work/server" PGUSER=postgres
  for _ in $(seq 100); do
    "$postgres_bin/psql" -qXc 'SELECT 1' postgres >/dev/null 2>&1 && return
    sleep 0.1
  done
  die "the server did not start:" "$(cat "$work/server.log")"
}

stop_server()
{
  [ -n "$server" ] || return 0
  kill -QUIT "$(head -n 1 "$work/server/data/postmaster.pid")" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  server=''
}

# fresh_database NAME
fresh_database()
{
  "$postgres_bin/psql" -qX -c "DROP DATABASE IF EXISTS $1" -c "CREATE DATABASE $1 STRATEGY FILE_COPY TEMPLATE template0" \
    postgres 2>/dev/null
}
