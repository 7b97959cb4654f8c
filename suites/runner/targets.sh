#!/bin/bash
# Many databases at once: one that fails keeps no other from being done, the table has the order of the file, the next
# call takes those that failed, signals end steps and not halves of them, and nobody sees a password.
#
#   targets.sh MIGHAR
# project.sh sets what is not set here.
# shellcheck disable=SC1091,SC2154
. "$(dirname "$0")/project.sh" "$1"
command -v jq >/dev/null || { echo "jq is not there"; exit 77; }

# The states in the table, in its order.
states()
{
  awk 'NR > 1 && /  (done|nothing to do|failed|stopped|not started) +[0-9]+ +[0-9.]+$/' "$work/out" |
    sed -E 's/^.*  (done|nothing to do|failed|stopped|not started) .*/\1/' | paste -sd, -
}

write_project()
{
  rm -rf "$work/p"
  mkdir "$work/p"
  printf -- '-- +goose Up\nCREATE TABLE a (x integer);\n-- +goose Down\nDROP TABLE a;\n' >"$work/p/1_a.sql"
  printf -- '-- +goose Up\nCREATE TABLE b (x integer);\n-- +goose Down\nDROP TABLE b;\n' >"$work/p/2_b.sql"
}

write_project
for i in 1 2 3 4 5 6; do make_database "t$i"; done
ask t3 "CREATE TABLE b (x integer)" >/dev/null
ask postgres "CREATE ROLE joe LOGIN SUPERUSER PASSWORD 'verysecret'" >/dev/null
{ echo "# all of them"
  for i in 1 2 3 4 5 6; do echo "postgres://joe:verysecret@/t$i?host=$work"; done
  echo
  echo "  postgres://joe:verysecret@/none?host=$work"
  echo "sqlite:$work/lite.db"; } >"$work/targets"

m 1 '8 targets: 6 done, 2 failed' up --targets "$work/targets" --jobs 3 --failed-to "$work/failed"
expect "states" "done,done,failed,done,done,done,failed,done" "$(states)"
grep -q 'relation "b" already exists' "$work/out" || fail "why it failed is not told"
grep -q 'database "none" does not exist' "$work/out" || fail "why it cannot be reached is not told"
if grep -q verysecret "$work/out"; then fail "the password is told"; fi
for i in 1 2 4 5 6; do expect "t$i" 3 "$(ask "t$i" "SELECT count(*) FROM goose_db_version")"; done
expect "the one that failed" 2 "$(ask t3 "SELECT count(*) FROM goose_db_version")"
expect "the file of SQLite" 3 "$(sqlite3 "$work/lite.db" "SELECT count(*) FROM goose_db_version")"
expect "what is written for the next call" 2 "$(grep -c '^postgres' "$work/failed")"
expect "who may read it" 600 "$(stat -c %a "$work/failed")"

ask t3 "DROP TABLE b" >/dev/null
make_database none
m 0 '2 targets: 2 done' up --targets "$work/failed" --failed-to "$work/failed"
m 0 '0 targets' up --targets "$work/failed"
m 0 '8 targets: 8 nothing to do' up --targets "$work/targets" --jobs 8
m 0 '8 targets: 8 nothing to do' up --targets - --jobs 8 <"$work/targets"

printf -- '-- +goose Up\nCREATE TABLE c (x integer);\n-- +goose Down\nDROP TABLE c;\n' >"$work/p/3_c.sql"
m 0 'CREATE TABLE c' up --targets "$work/targets" --dry-run
expect "a dry run" 3 "$(ask t1 "SELECT count(*) FROM goose_db_version")"
m 0 '8 targets: 8 done' up 1 --targets="$work/targets"

# Every command that works on a database takes many.
m 0 '8 targets: 8 done' status --targets "$work/targets" --jobs 4
expect "states of status" 8 "$(grep -c '  3 applied  ' "$work/out")"
m 0 'files and ledger agree' validate --targets "$work/targets"
m 0 '8 targets: 8 done' down --targets "$work/targets" --jobs 4
expect "steps of down" 8 "$(grep -cE '  done +1 ' "$work/out")"
m 0 'DROP TABLE b' down --targets "$work/targets" --dry-run
m 1 '8 targets: 8 failed' status --targets "$work/targets" --exit-code
expect "states of status, one pending" 8 "$(grep -c '  2 applied, 1 pending  ' "$work/out")"
m 0 '  2  ' version --targets "$work/targets"
m 0 '8 targets: 8 done' goto 3 --targets "$work/targets"
m 0 '8 targets: 8 done' redo --targets "$work/targets"
expect "steps of redo" 8 "$(grep -cE '  done +2 ' "$work/out")"
"$mighar" status --json --targets "$work/targets" --dir "$work/p" 2>"$work/err" |
  jq -r '[.[] | .told.migrations | map(select(.applied)) | length] | map(tostring) | join(" ")' >"$work/out"
expect "JSON" "3 3 3 3 3 3 3 3" "$(cat "$work/out")"
echo '-- more' >>"$work/p/1_a.sql"
m 1 '1_a.sql has changed since it was applied' validate --targets "$work/targets"
m 0 'took the file of 1 as it is' repair --accept-checksums --targets "$work/targets"
m 0 'nothing to repair' repair --targets "$work/targets"
ask t1 "DROP TABLE c" >/dev/null
m 1 '8 targets: 7 done, 1 failed' down --targets "$work/targets" --failed-to "$work/failed"
ask t1 "CREATE TABLE c (x integer)" >/dev/null
m 0 '1 target: 1 done' down --targets "$work/failed"
m 0 '8 targets: 8 done' baseline 3 --targets "$work/targets"
m 0 'recorded' repair --forget 3 --targets "$work/targets"
ask t1 "DROP TABLE IF EXISTS c" >/dev/null
m 0 '8 targets: 8 done' up --targets "$work/targets"

# Names of databases, and of schemas, from a query.
m 0 '3 targets: 3 nothing to do' up --database "$(url postgres)" \
  --target-databases "SELECT datname FROM pg_database WHERE datname ~ 't[123]' AND NOT datistemplate ORDER BY 1"
grep -q '^t2 ' "$work/out" || fail "a database is not told by its name: $(cat "$work/out")"
make_database tenants
for s in one '"Two 2"' 'three' '"it s ""4"""'; do ask tenants "CREATE SCHEMA $s" >/dev/null; done
m 0 '4 targets: 4 done' up --jobs 4 --database "$(url tenants)" \
  --target-schemas "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_|^information|public'"
expect "tables in each schema" 20 "$(ask tenants "SELECT count(*) FROM pg_tables WHERE schemaname !~ '^pg_|^information|public'")"
expect "nothing beside" 0 "$(ask tenants "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")"
m 2 'no schema of the search_path is there' up --database "$(url tenants)" --target-schemas "SELECT 'nowhere'"
sqlite3 "$work/main.db" "CREATE TABLE tenants (file); INSERT INTO tenants VALUES ('x.db'), ('$work/y.db')"
m 0 '2 targets: 2 done' up --database "sqlite:$work/main.db" --target-databases "SELECT file FROM tenants"
expect "beside the one that was asked" 4 "$(sqlite3 "$work/x.db" "SELECT count(*) FROM goose_db_version")"

# Mistakes.
printf 'sqlite:%s\n\nnonsense\n' "$work/z.db" >"$work/wrong"
m 2 "$work/wrong:3: the line names no database" up --targets "$work/wrong"
printf 'sqlite:x\n# y\nsqlite:x\n' >"$work/wrong"
m 2 "$work/wrong:3: the database of line 1 once more" up --targets "$work/wrong"
m 2 'give one of them' up --targets "$work/wrong" --target-schemas 'SELECT 1'
m 2 '--jobs' up --targets "$work/targets" --jobs 0
m 2 '--backup' up --targets "$work/targets" --backup "$work/b"
m 2 'No such file' up --targets "$work/nowhere"
m 3 'no such column' up --database "sqlite:$work/main.db" --target-databases "SELECT missing"
m 2 'SQLite has no schemas' up --database "sqlite:$work/main.db" --target-schemas "SELECT file FROM tenants"

# A signal: what runs ends its step, nothing else begins, and the next call does the rest.
write_project
printf -- '-- +goose Up\nSELECT pg_sleep(4);\nCREATE TABLE slow (x integer);\n' >"$work/p/4_d.sql"
printf -- '-- +goose Up\nCREATE TABLE e (x integer);\n' >"$work/p/5_e.sql"
for i in 1 2 3 4; do make_database "s$i"; url "s$i"; done >"$work/slow"
"$mighar" up --targets "$work/slow" --jobs 2 --dir "$work/p" --failed-to "$work/failed" >"$work/out" 2>&1 &
sleeping 2
kill -TERM $!
wait $!
expect "how it ends" 143 $?
expect "states after a signal" "stopped,stopped,not started,not started" "$(states)"
expect "the step is whole" "1 5" "$(ask s1 "SELECT (SELECT count(*) FROM slow) + 1 || ' ' || count(*) + 1 FROM goose_db_version")"
expect "nothing behind it" 0 "$(ask s1 "SELECT count(*) FROM pg_tables WHERE tablename = 'e'")"
m 0 '4 targets: 4 done' up --targets "$work/failed" --jobs 4

# Arguments of processes are seen by everybody.
{ for i in 1 2 3; do echo "postgres://joe:verysecret@/s$i?host=$work"; done; } >"$work/targets"
printf -- '-- +goose Up\nSELECT pg_sleep(3);\n' >"$work/p/6_f.sql"
"$mighar" up --targets "$work/targets" --jobs 3 --dir "$work/p" >"$work/out" 2>&1 &
sleeping 3
if pgrep -f verysecret >/dev/null; then fail "the password is in the list of processes"; fi
wait $! || fail "$(cat "$work/out")"

finish
