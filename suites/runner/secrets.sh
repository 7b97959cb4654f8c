#!/bin/bash
# A password is said nowhere, however the database is named and whether a command succeeds or fails: not in what it
# prints or writes, not in the list of processes, not in what it leaves in the database or in the server's log.
#
#   secrets.sh MIGHAR
# server.sh sets what is not set here.
# shellcheck disable=SC1091,SC2154
set -u
mighar=$1
unset DATABASE_URL "${!PG@}"
. "$(dirname "$0")/server.sh"
start_server
{ echo "local all joe scram-sha-256"; cat "$work/data/pg_hba.conf"; } >"$work/hba"
cat "$work/hba" >"$work/data/pg_hba.conf"
ask postgres "SET password_encryption TO 'scram-sha-256'; CREATE ROLE joe LOGIN SUPERUSER PASSWORD 'geheim/x'" >/dev/null
as_server "$bin/pg_ctl" -D "$work/data" -s reload
commands=0

# The command line of every process, again and again, for as long as the file is there. In brackets, so as not to find
# those who look.
watch_processes()
{
  while [ -e "$work/watching" ]; do
    for line in /proc/[0-9]*/cmdline; do
      { tr '\0' ' ' <"$line"; } 2>/dev/null | grep -a '[g]eheim' >>"$work/processes"
    done
  done
}

# m WHAT ARGUMENT...: the command prints nothing of the password. What has to be seen is in $work/outputs.
m()
{
  local what=$1
  shift
  (cd "$work/p" && PATH=$bin:$PATH "$mighar" "$@") >"$work/outputs/out" 2>"$work/outputs/err" </dev/null
  code=$?
  commands=$((commands + 1))
  if grep -rqa 'geheim' "$work/outputs"; then
    fail "$what: mighar $1 says the password: $(grep -rah 'geheim' "$work/outputs" | head -1)"
  fi
}

begin()
{
  rm -rf "$work/p" "$work/outputs"
  mkdir "$work/p" "$work/outputs"
  ask postgres "DROP DATABASE IF EXISTS app" 2>/dev/null
  make_database app
  for i in 1 2 3; do
    printf -- '-- +goose Up\nCREATE TABLE t%d(a int);\n-- +goose Down\nDROP TABLE t%d;\n' $i $i >"$work/p/0000${i}_t.sql"
  done
}

# Each command that knows a database, with a URL from the environment, or given by $option URL.
all_commands()
{
  m "$1" status ${where:+"$where"}
  m "$1" status --json ${where:+"$where"}
  m "$1" up --dry-run ${where:+"$where"}
  m "$1" up 2 --backup "$work/outputs/backup" ${where:+"$where"}
  m "$1" up --statement-timeout 1 ${where:+"$where"}
  m "$1" down ${where:+"$where"}
  m "$1" redo ${where:+"$where"}
  m "$1" goto 3 ${where:+"$where"}
  m "$1" up --lock table ${where:+"$where"}
  m "$1" version ${where:+"$where"}
  m "$1" validate ${where:+"$where"}
  m "$1" baseline 3 ${where:+"$where"}
  m "$1" repair ${where:+"$where"}
  m "$1" wait --timeout 1 ${where:+"$where"}
  m "$1" drift --postgres "$url" ${where:+"$where"}
  m "$1" snapshot ${where:+"$where"}
  m "$1" diff "$url" "$work/p"
  m "$1" run --postgres "$url" --junit "$work/outputs/junit.xml" --json "$work/outputs/run.json"
  rm -rf "$work/outputs"/*
}

good="postgresql://joe:geheim%2Fx@/app?host=$work"
rm -f "$work/processes"
touch "$work/watching" "$work/processes"

# By the environment, where nothing else could tell the list of processes.
begin
watch_processes &
watcher=$!
export DATABASE_URL=$good
url="postgresql://postgres@/app?host=$work" where=''
m "the environment" up --backup "$work/outputs/backup"
expect "the exit code of up" 0 $code
[ -s "$work/outputs/backup" ] || fail "there is no backup"
printf -- '-- +goose Up\nSELECT pg_sleep(1);\n-- +goose Down\nSELECT 1;\n' >"$work/p/00004_slow.sql"
begin
all_commands "the environment"
unset DATABASE_URL
rm "$work/watching"
wait $watcher
[ ! -s "$work/processes" ] || fail "the list of processes tells it: $(sort -u "$work/processes" | head -3)"

# As an argument it is there until mighar has read it, and no longer.
begin
printf -- '-- +goose Up\nSELECT pg_sleep(4);\n-- +goose Down\nSELECT 1;\n' >"$work/p/00004_slow.sql"
"$mighar" up --database "$good" --dir "$work/p" >"$work/outputs/out" 2>&1 &
sleeping 1
if tr '\0' ' ' <"/proc/$!/cmdline" | grep -qa 'geheim'; then fail "an argument is kept in the list of processes"; fi
wait $! || fail "up: $(cat "$work/outputs/out")"

# In every way to write it; and what does not work.
for url in "$good" "postgresql:///app?host=$work&user=joe&password=geheim%2Fx" \
  "host=$work user=joe password='geheim/x' dbname=app" \
  "postgresql://joe:geheim%2Fwrong@/app?host=$work" \
  "postgresql://joe:geheim%2Fx@/nowhere?host=$work" \
  "postgresql://joe:geheim%2Fx@localhost:1/app" \
  "postgresql://joe:geheim%2Fx@/app?host=$work&nonsense=geheim" \
  "postgresql://joe:geheim%2Fx@@/app?host=$work" \
  "postgresql://joe:geheim%zz@/app?host=$work" \
  "postgres:/joe:geheim%2Fx@/app" \
  "host=$work user=joe password=geheim/x dbname"; do
  begin
  where="--database=$url"
  all_commands "${url//geheim/...}"
done

# What a migration's failure, or its program, says of its connection.
begin
where="--database=$good"
# shellcheck disable=SC2016
printf -- '-- +goose Up\nDO $$ BEGIN RAISE EXCEPTION $x$%%$x$, inet_client_addr(); END $$;\n' >"$work/p/00004_raises.sql"
m "a failure" up "$where"
expect "the exit code of a failure" 1 $code
begin
rm "$work/p"/*.sql
# shellcheck disable=SC2016
printf '[external]\nengines = postgres\nlist = echo 1 one\nup = echo "cannot reach $DATABASE_URL" >&2; exit 1\ndown = true\n' \
  >"$work/p/mighar.ini"
m "a program" up "$where"
expect "the exit code of a program that fails" 1 $code
m "a program" status "$where"
m "a program" status --json "$where"

# What is left in the database and with the server.
begin
m "the history" up "$where"
"$bin/pg_dump" -h "$work" -U postgres app >"$work/dump"
grep -q mighar_history "$work/dump" || fail "there is no history"
for file in "$work/dump" "$work/server.log"; do
  if grep -qa 'geheim' "$file"; then fail "$(basename "$file") has it: $(grep -a 'geheim' "$file" | head -1)"; fi
done

echo "$commands commands, $failures failures"

finish
