#!/bin/bash
# Several `mighar up` at once on one SQLite file, and a writer beside them.
set -u
mighar=$1
# shellcheck source=suites/runner/judge.sh
. "$(dirname "$0")/judge.sh"
work=$(mktemp -d /tmp/runner-XXXXXX)
trap 'rm -rf "$work"' EXIT

mkdir "$work/project"
for i in 1 2 3 4 5 6; do
  printf -- '-- +goose Up\nCREATE TABLE t%d(a int);\nINSERT INTO t%d VALUES (1);\n-- +goose Down\nDROP TABLE t%d;\n' $i $i $i \
    >"$work/project/0000${i}_t.sql"
done
for n in 2 8; do
  processes=()
  for i in $(seq $n); do
    "$mighar" up --dir "$work/project" --format goose --database "sqlite:$work/$n.db" >"$work/up.$i" 2>&1 &
    processes+=($!)
  done
  for i in $(seq $n); do
    wait "${processes[i - 1]}" || fail "one of $n fails: $(cat "$work/up.$i")"
  done
  [ "$(cat "$work"/up.* | grep -c '^up ')" = 6 ] || fail "$n: not each once: $(cat "$work"/up.*)"
  [ "$(sqlite3 "$work/$n.db" "SELECT group_concat(version_id, ' ') FROM goose_db_version WHERE version_id > 0")" = \
    "1 2 3 4 5 6" ] || fail "$n: the ledger"
  rm -f "$work"/up.*
done
if [ -e "$work/2.db-mighar-lock" ] || [ -e "$work/8.db-mighar-lock" ]; then
  fail "a lock is left behind"
fi

# The journal is the database's own all the while, whatever mode that is, and after a kill, too.
mode()
{
  sqlite3 "$work/$1.db" "PRAGMA journal_mode"
}
[ "$(mode 2)" = delete ] || fail "the journal of a database is $(mode 2)"
sqlite3 "$work/wal.db" "PRAGMA journal_mode = wal" >/dev/null
"$mighar" up --dir "$work/project" --format goose --database "sqlite:$work/wal.db" >/dev/null || fail "a database with a WAL"
[ "$(mode wal)" = wal ] || fail "a database with a WAL has a journal: $(mode wal)"
printf -- '-- +goose Up\nWITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < 1e9) SELECT count(*) FROM g;\n' \
  >"$work/project/00007_long.sql"
"$mighar" up --dir "$work/project" --format goose --database "sqlite:$work/killed.db" >"$work/out" 2>&1 &
eventually grep -q 00006 "$work/out"
kill -KILL $!
wait $! 2>/dev/null
rm "$work/project/00007_long.sql"
"$mighar" up --dir "$work/project" --format goose --database "sqlite:$work/killed.db" >/dev/null || fail "up after a kill"
for name in 2 8 killed; do
  [ ! -e "$work/$name.db-journal" ] || fail "$name: a journal is left behind"
done

# Backups: before the first step, or no step.
"$mighar" down --dir "$work/project" --format goose --database "sqlite:$work/2.db" --backup "$work/copy.db" >/dev/null ||
  fail "a down with a backup"
[ "$(sqlite3 "$work/copy.db" "SELECT max(version_id) FROM goose_db_version")" = 6 ] || fail "the backup"
"$mighar" down --dir "$work/project" --format goose --database "sqlite:$work/2.db" --backup "$work/copy.db" \
  >/dev/null 2>&1 && fail "a backup over another one"
[ "$(sqlite3 "$work/2.db" "SELECT max(version_id) FROM goose_db_version")" = 5 ] || fail "a step without its backup"

finish
