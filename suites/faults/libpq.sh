#!/bin/sh
# libpq.sh MIGHAR FOLDER: runs mighar with the client library in the folder, which is too old, and sees that it says so
# and leaves nothing behind.
set -eu

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
mkdir "$room/temporary" "$room/migrations"
chmod 1777 "$room/temporary"
cat >"$room/migrations/1_a.sql" <<'SQL'
-- +goose Up
CREATE TABLE a (id int);
-- +goose Down
DROP TABLE a;
SQL

status=0
TMPDIR=$room/temporary XDG_CACHE_HOME=$room LD_LIBRARY_PATH=$2 "$1" run "$room/migrations" --engine postgres \
  >"$room/out" 2>"$room/problem" || status=$?
cat "$room/problem"
if grep -q "no PostgreSQL" "$room/out" "$room/problem"; then exit 77; fi

failed()
{
  echo "failed: $*"
  exit 1
}
[ "$status" -eq 3 ] || failed "exit code $status"
grep -q "^mighar: PostgreSQL's client library is too old: it has no function '" "$room/problem" || failed "no message"
grep -q "^hint: install libpq" "$room/problem" || failed "no hint"
for look in 1 2 3 4 5 6 7 8 9 10; do
  left=
  for directory in /dev/shm/mighar-???????? "$room/temporary"/mighar-????????; do
    # by a descriptor: flock makes a file of a name that has gone meanwhile
    if [ -d "$directory" ] && { flock --nonblock 9; } 2>/dev/null 9<"$directory"; then left=$directory; fi
  done
  [ -n "$left" ] || exit 0
  sleep 0.2
done
failed "'$left' is left after look $look"
