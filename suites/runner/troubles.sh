#!/bin/bash
# What stands in the way of a migration: locks of others, which are waited for only where nothing is done yet, scripts
# that end their transaction themselves, and roles that may not do what it takes.
#
#   troubles.sh MIGHAR
# project.sh sets what is not set here.
# shellcheck disable=SC1091,SC2154
. "$(dirname "$0")/project.sh" "$1"

# begin_hold: somebody has what the migrations need, until end_hold.
begin_hold()
{
  if [ "$engine" = sqlite ]; then
    rm -f "$work/end"
    { echo ".timeout 60000"; echo "BEGIN IMMEDIATE;"; until [ -e "$work/end" ]; do sleep 0.05; done; echo "COMMIT;"; } | sqlite3 "$work/$n.db" &
    while sqlite3 "$work/$n.db" "BEGIN IMMEDIATE; ROLLBACK" 2>/dev/null; do sleep 0.05; done
  else
    hold "d$n" t
  fi
}

end_hold()
{
  if [ "$engine" = sqlite ]; then touch "$work/end"; else let_go "d$n"; fi
}

# m_held CODE WORDS ARGUMENT...: as m, with a hold until mighar has said the words.
m_held()
{
  begin_hold
  : >"$work/out"
  when "$2" "$work/out" end_hold
  m "$@"
  wait
}

retries()
{
  begin "CREATE TABLE t (a integer)"
  write 1 '-- +goose Up\nCREATE TABLE first (a integer);\n'
  m 0 'up   1_x' up

  write 2 '-- +goose Up\nINSERT INTO t VALUES (2);\nALTER TABLE t ADD b integer;\n'
  m_held 0 'trying again in' up --lock-timeout 0.3 --lock-retries 8
  is "a transaction that waited" "SELECT count(*) FROM t" 1

  write 3 '-- +goose NO TRANSACTION\n-- +goose Up\nALTER TABLE t ADD c integer;\nINSERT INTO t (a) VALUES (3);\n'
  m_held 0 'trying again in' up --lock-timeout 0.3 --lock-retries 8
  is "a first statement that waited" "SELECT count(*) FROM t" 2
  is "one attempt" "SELECT count(*) FROM mighar_history WHERE version = '3'" 1

  begin_hold
  write 4 '-- +goose Up\nALTER TABLE t ADD d integer;\n'
  m 1 "$([ "$engine" = sqlite ] && echo 'database is locked' || echo 'lock timeout')" up --lock-timeout 0.2 --lock-retries 0
  if grep -q 'trying again' "$work/out"; then fail "$engine: tried again, against what was said"; fi
  end_hold
  wait
  m 0 'up   4_x' up
}

# One attempt, and as many more as are asked for, whether the migration was sent ahead of others or alone.
attempts()
{
  local project before
  engine=postgres
  for project in one many; do
    begin "CREATE TABLE t (a integer)"
    write 1 '-- +goose Up\nALTER TABLE t ADD b integer;\n'
    [ $project = one ] || write 2 '-- +goose Up\nALTER TABLE t ADD c integer;\n'
    before=$(grep -c 'due to lock timeout' "$work/server.log")
    begin_hold
    m 1 'lock timeout' up --lock-timeout 0.1 --lock-retries 2
    expect "attempts at $project" 3 $(($(grep -c 'due to lock timeout' "$work/server.log") - before))
    expect "attempts that are told of" '(1 of 2) (2 of 2)' "$(grep -o '([0-9] of [0-9])' "$work/out" | paste -sd ' ')"
    is "rows of the history" "SELECT count(*) FROM mighar_history" 1
    end_hold
    wait
  done
}

# Behind a statement that is done, a second try would not be the same: it stops there, and the next call goes on.
no_retry()
{
  engine=postgres
  begin "CREATE TABLE t (a integer)"
  write 1 '-- +goose NO TRANSACTION\n-- +goose Up\nCREATE TABLE first (a integer);\nALTER TABLE t ADD b integer;\n'
  begin_hold
  m 1 '1 of 2 statements are done and stay' up --lock-timeout 0.3 --lock-retries 8
  if grep -q 'trying again' "$work/out"; then fail "a second statement is tried again"; fi
  end_hold
  wait
  m 0 'goes on after 1 of 2' up
  is "the rest" "SELECT count(*) FROM information_schema.columns WHERE table_name = 't'" 2
}

blockers()
{
  engine=postgres
  begin "CREATE TABLE t (a integer)"
  write 1 '-- +goose Up\nALTER TABLE t ADD b integer;\n'
  m_held 0 "application 'nightly'" up --lock-timeout 120
  grep -q 'waiting for AccessExclusiveLock on t of process [0-9]*' "$work/out" || fail "who is waited for: $(cat "$work/out")"
}

# The file of all that is applied is gone: there is something to do, though not by these files.
last_file()
{
  begin
  write 1 '-- +goose Up\nCREATE TABLE a (x integer);\n-- +goose Down\nDROP TABLE a;\n'
  m 0 'up   1_x' up
  mv "$work/p/1_x.sql" "$work/p/3_x.sql"
  m 2 '1 is in the ledger, and its file is missing' down
  m 2 '1 is in the ledger, and its file is missing' down --all
  m 0 'nothing to do' down --to 3
  m 2 '1 is in the ledger, and its file is missing' redo
}

# What its tool sends as one message is one transaction: of that, nothing is begun when it fails.
one_message()
{
  engine=postgres
  begin
  write 1 '-- migrate:up transaction:false\nCREATE TABLE a (x integer);\nCREATE INDEX CONCURRENTLY i ON a (x);\n-- migrate:down\nDROP TABLE a;\n'
  m 1 '1_x.sql:3:1: the up of 1 failed: CREATE INDEX CONCURRENTLY cannot run inside a transaction block' up
  grep -q 'nothing of it is left' "$work/out" || fail "one message: $(cat "$work/out")"
  is "one message" "SELECT string_agg(outcome, ' ') FROM mighar_history" failed
  m 0 'pending       1_x' status
  m 0 'nothing to do' down
}

# What has a ledger's name and columns and cannot be read as one is named, with the database's words.
no_ledger()
{
  engine=postgres
  begin "CREATE VIEW goose_db_version AS SELECT 1 AS id, 2 AS version_id, 1 AS is_applied"
  write 1 '-- +goose Up\nCREATE TABLE first (a integer);\n'
  m 3 'cannot read "public"."goose_db_version" as the ledger of goose: PostgreSQL: argument of' up
  m 3 'cannot read "public"."goose_db_version" as the ledger of goose' status

  begin
  write 1 '-- +goose Up\nCREATE TABLE first (a integer);\n'
  m 0 'up   1_x' up
  ask "d$n" "CREATE ROLE stranger LOGIN; GRANT SELECT ON goose_db_version TO stranger"
  database="postgresql://stranger@/d$n?host=$work"
  m 3 "cannot read \"public\".\"mighar_history\" as mighar's history: PostgreSQL: permission denied" status
  ask "d$n" "DROP OWNED BY stranger; DROP ROLE stranger"
}

# Names that are none, and options that would do nothing, are mistakes that leave no trace.
mistakes()
{
  local table
  begin "CREATE TABLE t (a integer)"
  write 1 '-- +goose Up\nCREATE TABLE first (a integer);\n'
  for table in '' . .x x. a.b.c; do m 2 "'$table' is no name for a ledger" up --table "$table"; done
  [ "$engine" = postgres ] || m 2 "hint: NAME alone" up --table other.ledger
  m 2 '--jobs is for several databases' up --jobs 2
  m 2 '--failed-to is for several databases' status --failed-to "$work/failed"
  if [ "$engine" = sqlite ]; then
    database="$database?mode=ro" m 3 'can only be read' up
    database="$database?cache=shared&immutable=1" m 3 'can only be read' up
    database="$database?mode=ro" m 0 'pending' status
  fi
  m 0 'no file has changed' repair --accept-checksums
  m 0 '(not really: --dry-run)' repair --applied 1 --dry-run
  m 0 'pending' status
}

# Ledger and schema agree whatever a script does with the transaction around it.
ends_transaction()
{
  begin "CREATE TABLE t (a integer)"
  write 1 '-- +goose Up\nCREATE TABLE zero (a integer);\n'
  write 2 '-- +goose Up\nCREATE TABLE one (a integer);\nCOMMIT;\nCREATE TABLE two (a integer);\n-- +goose Down\nROLLBACK;\n'
  m 2 '2_x.sql:3: the script ends the transaction around it' up
  is "no step is done" "SELECT count(*) FROM mighar_history" 0
  write 2 '-- +goose NO TRANSACTION\n-- +goose Up\nCREATE TABLE one (a integer);\n-- +goose Down\nDROP TABLE one;\n'
  m 0 'up   2_x' up
  write 3 '-- +goose Up\nCREATE TABLE two (a integer);\n-- +goose Down\nROLLBACK;\n'
  m 0 'up   3_x' up
  m 2 '3_x.sql:4: the script ends the transaction around it' down

  begin "CREATE TABLE t (a integer)"
  write 1 '-- +goose NO TRANSACTION\n-- +goose Up\nBEGIN;\nCREATE TABLE one (a integer);\nCOMMIT;\n'
  m 0 'up   1_x' up
  is "a transaction of its own" "SELECT count(*) FROM goose_db_version WHERE version_id = 1" 1
  write 2 '-- +goose NO TRANSACTION\n-- +goose Up\nBEGIN;\nCREATE TABLE two (a integer);\n'
  m 1 'transaction' up
  is "one that is left open" "SELECT count(*) FROM goose_db_version WHERE version_id = 2" 0
}

rights()
{
  engine=postgres
  begin "CREATE TABLE t (a integer)"
  ask postgres "CREATE ROLE reader LOGIN; CREATE ROLE writer LOGIN" >/dev/null
  write 1 '-- +goose Up\nCREATE TABLE a (x integer);\n-- +goose Down\nDROP TABLE a;\n'
  write 2 '-- +goose Up\nCREATE TABLE b (x integer);\n-- +goose Down\nDROP TABLE b;\n'
  local own=$database
  database="postgresql://reader@/d$n?host=$work"
  sql "REVOKE CREATE ON SCHEMA public FROM PUBLIC" >/dev/null
  m 3 'cannot make the ledger' up
  grep -qi 'permission denied for schema public' "$work/out" || fail "the reason is not told: $(cat "$work/out")"
  is "nothing is made" "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'" 1
  m 0 'pending' status

  database=$own
  m 0 'up   1_x' up 1
  database="postgresql://reader@/d$n?host=$work"
  m 3 'permission denied for table goose_db_version' status
  sql "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader, writer; GRANT CREATE ON SCHEMA public TO writer" >/dev/null
  m 0 'applied' status
  database="postgresql://writer@/d$n?host=$work"
  m 1 'permission denied for table goose_db_version' up
  is "nothing of it is left" "SELECT count(*) FROM pg_tables WHERE tablename = 'b'" 0
  sql "GRANT INSERT ON goose_db_version TO writer; GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO writer" >/dev/null
  m 1 'permission denied for table mighar_history' up
  is "nothing of it is left, without a history" "SELECT count(*) FROM pg_tables WHERE tablename = 'b'" 0
  is "the ledger, too" "SELECT count(*) FROM goose_db_version WHERE version_id = 2" 0
  sql "GRANT INSERT, UPDATE ON mighar_history TO writer" >/dev/null
  m 0 'up   2_x' up

  engine=sqlite
  begin "CREATE TABLE t (a integer)"
  write 1 '-- +goose Up\nCREATE TABLE a (x integer);\n'
  if [ "$(id -u)" = 0 ]; then
    chmod 644 "$work/$n.db"
    setpriv --reuid=65534 --regid=65534 --clear-groups "$mighar" up --dir "$work/p" --database "$database" >"$work/out" 2>&1
    expect "the exit code for a file that can only be read" 3 $?
    expect "one error" 1 "$(grep -c '^mighar: ' "$work/out")"
    is "nothing is made in it" "SELECT count(*) FROM sqlite_schema" 1
  fi
}

# What the ledger has and the project has not is in nobody's way in silence.
missing_file()
{
  begin
  write 1 '-- +goose Up\nCREATE TABLE a (x integer);\n-- +goose Down\nDROP TABLE a;\n'
  write 2 '-- +goose Up\nCREATE TABLE b (x integer);\n-- +goose Down\nDROP TABLE b;\n'
  m 0 'up   2_x' up
  rm "$work/p/2_x.sql"
  m 2 '2 is in the ledger, and its file is missing' down
  m 2 'mighar repair --forget VERSION' up
  is "nothing is taken back from under it" "SELECT count(*) FROM a" 0
  m 1 "'mighar repair --forget 2' drops it" repair
  echo '-- more' >>"$work/p/1_x.sql"
  m 1 "'mighar repair --accept-checksums' takes the files as they are; bring the file back" validate
  m 1 '1: its file has changed since it was applied' repair
  m 2 '1 is recorded as applied already' repair --applied 1
  m 2 '1 is recorded as applied already' repair --accept-checksums --forget 2 --applied 1
  m 2 "there is no version '3'" repair --applied 3 --forget 2
  m 2 '--applied 2 and --forget 2 say two things; give one of them' repair --applied 2 --forget 2
  m 1 '1: its file has changed since it was applied' repair
  m 1 "'mighar repair --forget 2' drops it" repair
  m 0 'took the file of 1 as it is' repair --accept-checksums --forget 2
  m 0 'nothing to repair' repair
  m 0 'nothing to do' baseline 1
  m 0 'down 1_x' down
  m 2 '1 is not recorded as applied' repair --forget 1
  sql "DROP TABLE mighar_history"
  sql "CREATE TABLE mighar_history (a integer)"
  m 2 "the table 'mighar_history' is no ledger of mighar: its columns are a" status
}

# Each is told in words that name what is wrong, with the exit code of its kind.
no_database()
{
  begin
  write 1 '-- +goose Up\nCREATE TABLE a (x integer);\n'
  mkdir -p "$work/folder"
  echo 'this is no database, and never was one' >"$work/text"
  while IFS='|' read -r code words database; do
    m "$code" "$words" up
    [ "$(grep -c '^mighar: ' "$work/out")" = 1 ] || fail "$database: more than one message: $(cat "$work/out")"
    [ "$code" = 3 ] || grep -q '^hint: ' "$work/out" || fail "$database: no hint: $(cat "$work/out")"
  done <<EOT
3|there is no directory '$work/nowhere'|sqlite:$work/nowhere/x.db
2|'$work/folder' is a directory|sqlite:$work/folder
3|'$work/text' is no SQLite database|sqlite:$work/text
2|'$work/text' is no database|$work/text
2|the URL names no database of an engine|mysql://x/y
2|the address of the PostgreSQL server cannot be read|postgres://[x
2|invalid URI query parameter|postgres://x/y?nonsense=1
3|database "none" does not exist|$(url none)
3|role "nobody" does not exist|postgresql://nobody@/d$n?host=$work
3|No such file or directory|postgresql://postgres@/d$n?host=$work/nowhere
EOT
  database='' && m 2 'nothing tells which database is meant' up
  m 2 'nothing tells which database is meant' up --database ''
  database=sqlite:$work/x.db && m 2 "there is no way 'table' to do it" up --lock table
}

for engine in sqlite postgres; do
  missing_file
  last_file
  mistakes
  retries
  ends_transaction
done
no_database
attempts
no_ledger
one_message
no_retry
blockers
rights
finish
