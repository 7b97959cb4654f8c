#!/bin/bash
# The next migration in every format and style of numbering, for all engines, which mighar then reads as it reads the
# others; and what cannot be made.
#
#   create.sh MIGHAR
set -u
mighar=$(realpath "$1")
unset DATABASE_URL "${!PG@}"
work=$(mktemp -d)
chmod 755 "$work"
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
command -v sqlite3 >/dev/null || { echo "sqlite3 is not there"; exit 77; }
# shellcheck source=suites/runner/judge.sh
. "$(dirname "$0")/judge.sh"

# begin FILE...: a project of these files, each with the content of $text.
begin()
{
  local file
  rm -rf p
  mkdir p
  for file; do
    mkdir -p "p/$(dirname "$file")"
    printf '%b' "$text" >"p/$file"
  done
}

# m CODE EXPECTED ARGUMENT...: what is printed, with the digits of now as NOW; or words of an error.
m()
{
  local code=$1 expected=$2 found
  shift 2
  "$mighar" create --dir p "$@" >out 2>&1
  found=$?
  [ "$found" = "$code" ] || fail "create $*: exit code $found, not $code: $(cat out)"
  if [ "$code" = 0 ]; then
    found=$(sed -E "s/$(date -u +%Y%m)[0-9]{8}/NOW/; s/$(date -u +%Y-%m-%d)-[0-9]{6}/NOW/; s/$(date -u +%s | cut -c1-6)[0-9]{4}(000)?/NOW/; s/$(date -u +%Y%m%d)([0-9]{4})?/NOW/" out | sort | paste -sd' ')
    [ "$found" = "$expected" ] || fail "create $*: '$found', not '$expected'"
  else
    grep -qF -- "$expected" out || fail "create $* does not say '$expected': $(cat out)"
  fi
}

# reads N FORMAT: mighar reads so many migrations.
reads()
{
  "$mighar" list --json --format "$2" --engine "${3:-sqlite}" p >out 2>&1 || fail "$2 is not read: $(cat out)"
  [ "$(grep -c '"version": ' out)" = "$1" ] || fail "$2: not $1 migrations: $(cat out)"
}

# Numbers in sequence, of any width; goose's hybrid; moments of all kinds.
text='-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 1;\n'
begin 00001_a.sql 00009_b_c.sql
m 0 'p/00010_add_users.sql' 'Add  Users!'
grep -q '+goose Down' p/00010_add_users.sql || fail "a file for goose has no down"
m 0 'p/00011_a_b_c.sql' 'a/b c'
m 0 'p/00012_écoles_ÿ.sql' 'Écoles Ÿ'
reads 5 goose
begin 1_1.sql 999_x.sql
m 0 'p/1000_y.sql' y
begin 00001_a.sql 20240101120000_b.sql
m 0 'p/NOW_c.sql' c
begin 00001_a.sql 20990101120000_b.sql
m 0 'p/20990101120001_c.sql' c
begin 20240131_a.sql
m 0 'p/NOW_b.sql' b
begin 202401311200_a.sql
m 0 'p/NOW_b.sql' b
begin 1700000000_a.sql
m 0 'p/NOW_b.sql' b
m 0 'p/77_c.sql' c --number 77
m 2 'has the version 77 already' d --number 77

text='-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 1;\n'
begin 20240101120000_b.sql
m 0 'p/NOW_c.sql' c
reads 2 dbmate
text='-- +migrate Up\nSELECT 1;\n-- +migrate Down\nSELECT 1;\n'
begin 20240101120000-a-b.sql
m 0 'p/NOW-c-d.sql' 'c d'
reads 2 sql-migrate
text='-- Up Migration\nSELECT 1;\n-- Down Migration\nSELECT 1;\n'
begin 1700000000000_a.sql
m 0 'p/NOW_b.sql' b
grep -q 'Down Migration' p/*_b.sql || fail "another's words for sections"
text='-- UP\nSELECT 1;\n-- DOWN\nSELECT 1;\n'
begin 0001_a.sql
m 0 'p/0002_b.sql' b
reads 2 sections
text='SELECT 1;\n---- create above / drop below ----\nSELECT 1;\n'
begin 001_a.sql
m 0 'p/002_b.sql' b

# Two files.
text='SELECT 1;\n'
begin 000001_a.up.sql 000001_a.down.sql
m 0 'p/000002_b.down.sql p/000002_b.up.sql' b
reads 2 golang-migrate
begin 000001_a.up.sql
m 0 'p/000002_b.down.sql p/000002_b.up.sql' b --format sqlx
begin 20240101120000_a.sql
m 0 'p/NOW_b.sql' b --format sqlx
begin V1__a.sql V1_2__b.sql R__view.sql
m 0 'p/U1_3__c.sql p/V1_3__c.sql' c
reads 4 flyway
begin V9__a.sql U9__a.sql
m 0 'p/U10__c.sql p/V10__c.sql' c
begin 2024-01-01-000001_a/up.sql 2024-01-01-000001_a/down.sql
m 0 'p/NOW_b/down.sql p/NOW_b/up.sql' b
reads 2 diesel

# Engines: a folder each, which may be at different versions; names with the engine; a file for all.
text='-- +goose Up\nSELECT 1;\n'
begin sqlite/0001_a.sql sqlite/0002_b.sql postgres/0001_a.sql
m 0 'p/postgres/0003_c.sql p/sqlite/0003_c.sql' c
text='SELECT 1;\n'
begin 0001_a.sqlite.up.sql 0001_a.sqlite.down.sql 0001_a.postgres.up.sql 0001_a.postgres.down.sql
m 0 'p/0002_b.postgres.down.sql p/0002_b.postgres.up.sql p/0002_b.sqlite.down.sql p/0002_b.sqlite.up.sql' b

# A first one: in a folder that is not there, or empty, or has folders for engines.
rm -rf p
m 0 'p/NOW_a.sql' a --format goose
m 0 'p/NOW_b.sql' b
reads 2 goose
for row in 'dbmate|p/NOW_a.sql' 'sql-migrate|p/NOW-a.sql' 'sections|p/0001_a.sql' 'tern|p/001_a.sql' \
  'golang-migrate|p/NOW_a.down.sql p/NOW_a.up.sql' 'sqlx|p/NOW_a.down.sql p/NOW_a.up.sql' \
  'flyway|p/U1__a.sql p/V1__a.sql' 'diesel|p/NOW_a/down.sql p/NOW_a/up.sql' 'pairs|p/0001_a.down.sql p/0001_a.up.sql'; do
  rm -rf p
  m 0 "${row#*|}" a --format "${row%%|*}"
  [ "${row%%|*}" = tern ] || reads 1 "${row%%|*}" postgres # without an up, tern itself reads none
done
begin README.md
mkdir -p p/sqlite p/postgres
m 0 'p/postgres/1_a.sql p/sqlite/1_a.sql' a --format goose --number 1
begin README.md
m 2 '--format says how they are to be written: dbmate, diesel' a
m 2 'has no migrations yet' a --format nonsense
m 2 'sqitch add NAME' a --format sqitch

# What cannot be made leaves nothing behind.
text='-- +goose Up\nSELECT 1;\n'
begin 00001_a.sql
m 2 "has no letter and no digit" ' /-' 
m 2 'needs a name' ''
m 2 'needs a name'
mkdir p/00002_b.sql
m 2 "'p/00002_b.sql' is there already" b
text='SELECT 1;\n'
begin 1_a.up.sql 1_a.down.sql
mkdir p/2_b.down.sql
m 2 "'p/2_b.down.sql' is there already" b
[ ! -e p/2_b.up.sql ] || fail "half of a migration is left"
begin 1_a.up.sql
printf '[external]\nlist=echo 1\nup=true\ndown=true\nengines=sqlite\n' >p/mighar.ini
m 2 'the program of its own makes them' b
rm p/mighar.ini
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
  chmod 755 p
  setpriv --reuid=65534 --regid=65534 --clear-groups "$mighar" create b --dir p >out 2>&1
  [ $? = 3 ] || fail "a folder that cannot be written to: $(cat out)"
  grep -q "cannot write 'p/2_b.up.sql': Permission denied" out || fail "a folder that cannot be written to: $(cat out)"
fi

# What is made is read as it is, and once it is filled, verified, applied and taken back. tern refuses an up that is empty.
up='CREATE TABLE made (a integer);' down='DROP TABLE made;'
fill()
{
  local file
  find p -type f | while read -r file; do
    case $file in
    *down.sql | p/U*) echo "$down" >"$file" ;;
    *up.sql | p/V*) echo "$up" >"$file" ;;
    *) sed -i "1a $up" "$file" && echo "$down" >>"$file" ;;
    esac
  done
}

# done_with COMMAND...: it ends with 0.
done_with()
{
  "$mighar" "$@" >out 2>&1 || fail "$format: mighar $*: $(cat out)"
}

for format in dbmate diesel flyway golang-migrate goose pairs sections sql-migrate sqlx tern; do
  rm -rf p made.db
  "$mighar" create "add made" --dir p --format $format >out 2>&1 || fail "$format: create: $(cat out)"
  if [ $format = tern ]; then
    "$mighar" list p --engine postgres >out 2>&1 && fail "tern: an up without SQL is taken"
    grep -q "put the SQL of the up above '---- create above" out || fail "tern: what is to be done is not told: $(cat out)"
    fill
    done_with list p --engine postgres --format tern
    continue
  fi
  reads 1 $format
  fill
  done_with run p --engine sqlite --format $format
  done_with up --dir p --format $format --database sqlite:made.db
  [ "$(sqlite3 made.db 'SELECT count(*) FROM made')" = 0 ] || fail "$format: what was made does not make the table"
  done_with status --exit-code --dir p --format $format --database sqlite:made.db
  done_with down --dir p --format $format --database sqlite:made.db
  [ -z "$(sqlite3 made.db "SELECT 1 FROM sqlite_schema WHERE name = 'made'")" ] || fail "$format: the down"
  "$mighar" create "one more" --dir p --format $format >out 2>&1 || fail "$format: a second one: $(cat out)"
  reads 2 $format
done
begin 1_a.up.sql 1_a.down.sql
rm -f made.db p/*
printf -- '-- to be written\n' >p/1_a.up.sql
"$mighar" up --dir p --format sqlx --database sqlite:made.db >out 2>&1
grep -q '1_a.up.sql has no statement in its up' out || fail "an up that was not filled is applied in silence: $(cat out)"

finish
