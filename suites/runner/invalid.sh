#!/bin/bash
# Indexes that CREATE INDEX CONCURRENTLY leaves unusable: found before a first attempt, named after a failed one, and
# dropped or built anew on request; a migration that has failed by one goes on.
#
#   invalid.sh MIGHAR
# project.sh sets what is not set here.
# shellcheck disable=SC1091,SC2034,SC2154
. "$(dirname "$0")/project.sh" "$1"

invalid="SELECT coalesce(string_agg(indexrelid::regclass::text, ',' ORDER BY 1), '') FROM pg_index WHERE NOT indisvalid"
versions="SELECT count(*) - 1 FROM goose_db_version"

duplicates() # DATABASE: with a table in which a value is there twice
{
  database=$(url "$1")
  make_database "$1"
  rm -rf "$work/p"
  mkdir "$work/p"
  printf -- '-- +goose Up\nCREATE TABLE t (a integer, b integer);\nINSERT INTO t VALUES (1, 1), (1, 2);\n-- +goose Down\nDROP TABLE t;\n' \
    >"$work/p/1_t.sql"
  printf -- '-- +goose NO TRANSACTION\n-- +goose Up\n%s;\n-- +goose Down\nDROP INDEX "T a";\n' \
    'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "T a" ON t (a)' >"$work/p/2_i.sql"
}

# A failure leaves it; it is named, told by repair, and goes when the migration goes on.
duplicates one
m 1 'it leaves the index public."T a" unusable' up
grep -q 'could not create unique index' "$work/out" || fail "the reason is not told: $(cat "$work/out")"
expect "what is left" '"T a"' "$(ask one "$invalid")"
expect "what is applied" 1 "$(ask one "$versions")"
m 1 'index public."T a" is not usable' repair
grep -qF 'DROP INDEX CONCURRENTLY public."T a"' "$work/out" || fail "what would drop it is not told"
grep -qF 'REINDEX INDEX CONCURRENTLY public."T a"' "$work/out" || fail "what would mend it is not told"
m 1 'could not create unique index' up
ask one "DELETE FROM t WHERE b = 2" >/dev/null
m 0 'index public."T a" was left unusable by an attempt before: DROP INDEX CONCURRENTLY' up
expect "what is left at the end" '' "$(ask one "$invalid")"
expect "what is applied at the end" 2 "$(ask one "$versions")"
m 0 'nothing to repair' repair

# Dropped on request.
duplicates two
m 1 'repair --drop-invalid' up
m 0 'DROP INDEX CONCURRENTLY public."T a"' repair --drop-invalid --dry-run
expect "a dry run" '"T a"' "$(ask two "$invalid")"
m 0 'DROP INDEX CONCURRENTLY public."T a"' repair --drop-invalid
expect "dropped" '' "$(ask two "$invalid")"
m 0 'no index is unusable' repair --drop-invalid
m 1 'could not create unique index' up

# Built anew on request, which fails for the same reason, and then does not.
m 3 'REINDEX INDEX CONCURRENTLY public."T a": ' repair --reindex-invalid
ask two "DELETE FROM t WHERE b = 2" >/dev/null
m 1 'T a_ccnew' repair
m 0 'REINDEX INDEX CONCURRENTLY public."T a"' repair --reindex-invalid
expect "built anew" '' "$(ask two "$invalid")"
m 2 'give one of them' repair --reindex-invalid --drop-invalid
m 0 'up   2_i' up

# Somebody else's, before a first attempt: IF NOT EXISTS would take it for what is wanted.
duplicates three
m 0 'up   1_t' up 1
ask three 'CREATE UNIQUE INDEX CONCURRENTLY "T a" ON t (a)' >/dev/null 2>&1
m 2 '2_i.sql:3: the index public."T a" is there and not usable' up
expect "nothing is begun" 1 "$(ask three "SELECT count(*) FROM mighar_history")"
ask three "DELETE FROM t WHERE b = 2" >/dev/null
m 0 'DROP INDEX CONCURRENTLY' repair --drop-invalid
m 0 'up   2_i' up
expect "usable" t "$(ask three "SELECT indisvalid FROM pg_index WHERE indexrelid = '\"T a\"'::regclass")"

finish
