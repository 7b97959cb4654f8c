#!/bin/bash
# Steps that another program does: what is applied is what the program says, whoever has moved it, and what the
# program says is not taken on trust.
#
#   external.sh MIGHAR
set -u
mighar=$(realpath "$1")
unset DATABASE_URL "${!PG@}"
command -v sqlite3 >/dev/null || { echo "sqlite3 is not there"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# shellcheck source=suites/runner/judge.sh
. "$(dirname "$0")/judge.sh"

# m CODE WORDS ARGUMENT...: mighar ends with the code, and says the words.
m()
{
  local code=$1 words=$2 found
  shift 2
  "$mighar" "$@" --dir "$work/p" --database "$database" >"$work/out" 2>&1
  found=$?
  [ "$found" = "$code" ] || fail "mighar $*: exit code $found, not $code: $(cat "$work/out")"
  grep -qF -- "$words" "$work/out" || fail "mighar $* does not say '$words': $(cat "$work/out")"
}

ask()
{
  sqlite3 "$work/app.db" "$1"
}

states()
{
  "$mighar" status --dir "$work/p" --database "$database" 2>&1 | awk '{ printf "%s ", $1 }'
}

expect_states()
{
  [ "$(states)" = "$2 " ] || fail "$1: '$(states)', not '$2 '"
}

# A program that keeps one row, or one for each version, in a table of its own.
write_project()
{
  rm -rf "$work/p" "$work/app.db"
  mkdir "$work/p"
  cat >"$work/p/move" <<'PROGRAM'
#!/bin/sh
set -e
file=${DATABASE_URL#sqlite:///}
one() { sqlite3 "$file" "$1"; }
one "CREATE TABLE IF NOT EXISTS $TABLE ($COLUMN text)"
case $1:${MIGHAR_VERSION:-none} in
up:lie) echo "done"; exit 0 ;;
up:slow) sleep 30 ;;
up:*) ;;
esac
[ "$TABLE" != alembic_version ] || one "DELETE FROM $TABLE"
case $1 in
up) one "INSERT INTO $TABLE VALUES ('$MIGHAR_VERSION')" ;;
down)
  if [ "$TABLE" = alembic_version ]; then
    [ -z "$MIGHAR_VERSION" ] || one "INSERT INTO $TABLE VALUES ('$MIGHAR_VERSION')"
  else
    one "DELETE FROM $TABLE WHERE rowid = (SELECT max(rowid) FROM $TABLE)"
  fi ;;
esac
PROGRAM
  chmod +x "$work/p/move"
  { printf '[external]\nengines = sqlite\nup = ./move up\ndown = ./move down\nlist = echo ff one; echo 0a two; echo 9 three\n'
    printf '%s\n' "$@"; } >"$work/p/mighar.ini"
}

database=sqlite:$work/app.db

export TABLE=alembic_version COLUMN=version_num
write_project 'ledger = alembic_version'
m 0 'up   ff_one' up 1
expect_states "after one with mighar" "applied pending pending"
(cd "$work/p" && DATABASE_URL=sqlite:///$work/app.db MIGHAR_VERSION=0a ./move up)
expect_states "after one by the program itself" "applied applied pending"
m 0 'down 0a_two' down
m 2 'recorded by the program' baseline 9
m 0 'up   9_three' up
m 0 'nothing to do' up
[ "$(ask "SELECT group_concat(version_num) FROM alembic_version")" = 9 ] || fail "the program's ledger is another's"
[ -z "$(ask "SELECT name FROM sqlite_schema WHERE name = 'mighar_migrations'")" ] || fail "mighar keeps a ledger, too"
[ "$(ask "SELECT count(*) FROM mighar_history WHERE outcome = 'applied'")" = 4 ] || fail "the history has not all attempts"
m 2 'recorded by the program' repair --forget 9
ask "INSERT INTO alembic_version VALUES ('ff')"
m 2 'at 2 versions at once' status
ask "DELETE FROM alembic_version; INSERT INTO alembic_version VALUES ('other')"
m 2 'other is in the ledger, and its file is missing' up

write_project
ask "CREATE TABLE alembic_version (version_num text)"
m 2 "'ledger = alembic_version'" up

export TABLE=mine COLUMN=v
write_project "applied = sqlite3 \"\${DATABASE_URL#sqlite:///}\" 'SELECT v FROM mine'"
ask "CREATE TABLE mine (v text)"
m 0 'up   9_three' up
expect_states "all of a program that lists them" "applied applied applied"
ask "DELETE FROM mine WHERE v = '0a'"
expect_states "one of them taken away" "applied out-of-order applied"
m 2 '0a is not applied, though a later version is' up

write_project "current = sqlite3 \"\${DATABASE_URL#sqlite:///}\" 'SELECT v FROM mine ORDER BY rowid DESC LIMIT 1'"
ask "CREATE TABLE mine (v text); INSERT INTO mine VALUES ('0a (head)')"
expect_states "the last of a program that tells it" "applied applied pending"

write_project 'current = echo trouble >&2; exit 5'
ask "CREATE TABLE mine (v text)"
m 3 'mighar.ini:6: the command that tells which versions are applied ended with exit code 5: trouble' up

write_project "current = sqlite3 \"\${DATABASE_URL#sqlite:///}\" 'SELECT v FROM mine ORDER BY rowid DESC LIMIT 1'" 'timeout = 1'
sed -i 's/^list.*/list = echo ff; echo slow; echo lie/' "$work/p/mighar.ini"
ask "CREATE TABLE mine (v text)"
m 1 'took longer than 1 s and was ended' up
expect_states "after one that took too long" "applied unfinished failed: pending"
sed -i 's/^list.*/list = echo ff; echo lie/' "$work/p/mighar.ini"
m 1 'ended well, and lie is not applied' up
expect_states "after a program that did not do what it said" "applied unfinished failed:"

# Databases in files are gone when mighar is, even if it is killed.
mkdir "$work/tmp" "$work/q"
printf '[external]\nengines = sqlite\nlist = echo 1\nup = touch ../begun; sleep 20\ndown = true\n' >"$work/q/mighar.ini"
TMPDIR=$work/tmp "$mighar" run "$work/q" >"$work/out" 2>&1 &
eventually test -e "$work/begun"
[ -n "$(ls "$work/tmp")" ] || fail "no database is in TMPDIR"
kill -9 $!
wait $! 2>/dev/null
# rmdir takes an empty directory alone.
eventually rmdir "$work/tmp" 2>/dev/null || fail "files are left: $(find "$work/tmp")"

finish
