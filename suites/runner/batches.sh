#!/bin/bash
# Statements in batches, on both engines: all rows once, in as many transactions as there are batches; a run that is
# killed goes on where it was; what cannot be run in batches is refused before anything is; batches wait for a replica
# that is behind.
#
#   batches.sh MIGHAR
# project.sh sets what is not set here.
# shellcheck disable=SC1091,SC2154
. "$(dirname "$0")/project.sh" "$1"

rows() # a database with a table of 1,000 rows, ids 10, 20, ... 10000
{
  begin "CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer, c text UNIQUE);
    CREATE TABLE log (id integer PRIMARY KEY, a integer);
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
      INSERT INTO t SELECT i * 10, 0, 0, 'x' || i FROM n"
}

batch() # NUMBER KEY-AND-SIZE STATEMENT
{
  write "$1" "-- +goose NO TRANSACTION\n-- +goose Up\n-- mighar: batch $2\n$3;\n-- +goose Down\nSELECT 1;\n"
}

progress="SELECT outcome || ' ' || progress FROM mighar_history ORDER BY id DESC LIMIT 1"

each_kind()
{
  rows
  batch 1 'id 64' 'UPDATE t SET a = a + 1 WHERE id <> 30 OR b = 5'
  m 0 'up   1_x' up
  is "rows of an update" "SELECT sum(a) || ' ' || max(a) || ' ' || count(*) FROM t" "999 1 1000"
  is "batches of an update" "$progress" \
    'applied {"key":"id","behind":"'"$(literal 10000)"'","until":"'"$(literal 10000)"'","batches":16}'
  batch 2 'id 100' 'INSERT INTO log (id, a) SELECT x.id, x.a FROM t AS x WHERE x.a = 1 ON CONFLICT DO NOTHING'
  batch 3 'c 300' "DELETE FROM t WHERE b = 0 AND id > 5000"
  m 0 'up   3_x' up
  is "rows of an insert" "SELECT count(*) FROM log" 999
  is "rows of a delete" "SELECT count(*) || ' ' || max(id) FROM t" "500 5000"
  m 0 'nothing to do' up
  batch 4 'id 7' "INSERT INTO t (id, c) SELECT id + 1, 'y' || id FROM t"
  m 2 "it inserts into the table 't' that it reads" up
}

literal()
{
  if [ "$engine" = sqlite ]; then echo "$1"; else echo "'$1'"; fi
}

refusals()
{
  rows
  batch 1 'a 10' 'UPDATE t SET b = 1'
  m 1 "1_x.sql:4:1: the up of 1 failed: 'a' is no unique key of the table 't'" up
  batch 1 'nothing 10' 'UPDATE t SET b = 1'
  m 1 "has no column 'nothing'" up
  batch 1 'id 10' 'UPDATE nothing SET b = 1'
  m 1 "there is no table 'nothing'" up
  batch 1 'id 10' 'INSERT INTO log SELECT count(*), sum(a) FROM t'
  m 1 "gives a row where there is none" up
  sql "UPDATE t SET c = NULL WHERE id = 20"
  batch 1 'c 10' 'UPDATE t SET b = 1'
  m 1 "there are rows of 't' whose 'c' is NULL" up
  is "nothing is done" "SELECT sum(b) FROM t" 0
  is "nothing is begun" "SELECT count(*) FROM mighar_history WHERE outcome <> 'failed'" 0
}

# Stopped by a row that cannot be changed, it goes on behind the last batch, and not once more.
failure()
{
  rows
  sql "UPDATE t SET b = 1 WHERE id = 5000"
  batch 1 'id 100' 'UPDATE t SET a = a + 1 / (1 - b)'
  if [ "$engine" = sqlite ]; then
    sql "CREATE TRIGGER stop BEFORE UPDATE ON t WHEN old.b = 1 BEGIN SELECT raise(FAIL, 'division by zero'); END"
    batch 1 'id 100' 'UPDATE t SET a = a + 1'
  fi
  m 1 'division by zero' up
  is "batches before the one that fails" "SELECT sum(a) FROM t" 400
  m 0 '4 batches, id up to '"$(literal 4000)"' of '"$(literal 10000)" status
  m 1 '4 batches' repair
  if [ "$engine" = sqlite ]; then sql "DROP TRIGGER stop"; fi
  sql "UPDATE t SET b = 0"
  m 0 'goes on after 0 of 1 statements and 4 batches' up
  is "each row once" "SELECT sum(a) || ' ' || max(a) FROM t" "1000 1"
  batch 2 'id 100' 'UPDATE t SET a = a + 1'
  m 0 'up   2_x' up
  is "history" "SELECT count(*) FROM mighar_history WHERE outcome = 'applied'" 2
}

# Killed at any moment: a dozen times, then to the end.
kills()
{
  local i
  rows
  batch 1 'id 2 5ms' 'UPDATE t SET a = a + 1'
  for i in $(seq 12); do
    "$mighar" up --dir "$work/p" --database "$database" >"$work/out" 2>&1 &
    sleep "0.$((RANDOM % 20 + 5))"
    kill -9 $! 2>/dev/null
    wait $! 2>/dev/null
    is "no row twice ($i)" "SELECT count(*) FROM t WHERE a > 1" 0
  done
  m 0 '' up
  is "each row once after kills" "SELECT sum(a) || ' ' || max(a) || ' ' || count(*) FROM t" "1000 1 1000"
  is "more than one attempt" "SELECT count(*) > 2 FROM mighar_history" "$([ "$engine" = sqlite ] && echo 1 || echo t)"
}

# pairs SQL: a table of 1,000 rows whose key is two columns, in an order that is neither's own, and the migration.
pairs()
{
  begin "CREATE TABLE p (tenant text NOT NULL, number integer NOT NULL, a integer, PRIMARY KEY (tenant, number));
    CREATE TABLE q (tenant text, number integer, a integer);
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
      INSERT INTO p SELECT CASE i % 3 WHEN 0 THEN 'it''s' WHEN 1 THEN 'b' ELSE 'B,1' END, i, 0 FROM n"
  batch 1 "tenant,number $1" 'UPDATE p AS x SET a = a + 1'
}

key_of_two()
{
  pairs 64
  m 0 'up   1_x' up
  is "each row once by two columns" "SELECT sum(a) || ' ' || max(a) || ' ' || count(*) FROM p" "1000 1 1000"
  sql "SELECT progress FROM mighar_history ORDER BY id DESC LIMIT 1" >"$work/out"
  grep -q '"batches":16}' "$work/out" || fail "$engine: batches of two columns: $(cat "$work/out")"
  batch 2 'tenant,number 10' "DELETE FROM p WHERE a = 1 AND tenant = 'b'"
  batch 3 'tenant,number 10' "INSERT INTO q SELECT x.tenant, x.number, 7 FROM p AS x"
  m 0 'up   3_x' up
  is "rows of a delete and an insert by two columns" "SELECT count(*) || ' ' || (SELECT sum(a) FROM q) FROM p" "666 4662"
  batch 4 'number,tenant 10' 'UPDATE p SET a = 0'
  m 1 "'number,tenant' is no unique key of the table 'p'" up
  batch 4 'tenant,missing 10' 'UPDATE p SET a = 0'
  m 1 "has no column 'tenant,missing'" up
  batch 4 'tenant,a 10' 'UPDATE p SET a = 0'
  m 2 "it changes the key 'tenant,a' of its batches" up
  sql "CREATE UNIQUE INDEX by_number ON p (number, tenant)"
  batch 4 'number,tenant 100' 'UPDATE p SET a = 0'
  m 0 'WHERE (p.number, p.tenant) > :behind' up --dry-run
  m 0 'up   4_x' up
  is "by the other index" "SELECT sum(a) FROM p" 0
  batch 5 'number 100' 'UPDATE p SET a = 0'
  m 1 "'number' is no unique key of the table 'p'" up
}

key_of_two_killed()
{
  local i
  pairs '2 5ms'
  for i in $(seq 8); do
    "$mighar" up --dir "$work/p" --database "$database" >"$work/out" 2>&1 &
    sleep "0.$((RANDOM % 20 + 5))"
    kill -9 $! 2>/dev/null
    wait $! 2>/dev/null
    is "no row twice by two columns ($i)" "SELECT count(*) FROM p WHERE a > 1" 0
  done
  m 0 '' up
  is "each row once after kills, by two columns" "SELECT sum(a) || ' ' || max(a) FROM p" "1000 1"
}

dry_run()
{
  rows
  batch 1 'id 64' 'UPDATE t SET a = 1'
  m 0 'id > :behind AND t.id <= :until' up --dry-run
  grep -q 'LIMIT 64' "$work/out" || fail "$engine: the dry run does not say how batches are found"
  is "a dry run does nothing" "SELECT sum(a) FROM t" 0
}

# Verified as it will be run: a batch that fails leaves those before it.
verification()
{
  rows
  printf -- '-- +goose Up\nCREATE TABLE v (id integer PRIMARY KEY, a integer);\nINSERT INTO v VALUES (1, 1), (2, 1), (3, 1);\n-- +goose Down\nDROP TABLE v;\n' >"$work/p/1_v.sql"
  printf -- '-- +goose NO TRANSACTION\n-- +goose Up\n-- mighar: batch id 2\nUPDATE v SET a = 2;\n-- +goose Down\n-- mighar: batch id 1\nUPDATE v SET a = 1;\n-- mighar: allow data all are alike\n-- mighar: allow late-data all are alike\n' >"$work/p/2_w.sql"
  "$mighar" run "$work/p" --engine "$engine" >"$work/out" 2>&1 || fail "$engine: mighar run: $(cat "$work/out")"
  sed -i 's/batch id 1/batch x 1/' "$work/p/2_w.sql"
  "$mighar" run "$work/p" --engine "$engine" >"$work/out" 2>&1 && fail "$engine: mighar run takes any key"
  grep -q "table 'v' has no column 'x'" "$work/out" || fail "$engine: mighar run: $(cat "$work/out")"
}

# A replica that has stopped holds the batches up, and they go on when it does.
replica()
{
  local i
  engine=postgres
  as_server "$bin/pg_basebackup" -h "$work" -U postgres -D "$work/replica" -R -X stream -c fast >"$work/log" 2>&1 ||
    { fail "no replica: $(cat "$work/log")"; return; }
  mkdir "$work/socket"
  [ "$(id -u)" != 0 ] || chown postgres "$work/socket"
  as_server "$bin/pg_ctl" -D "$work/replica" -w -s -l "$work/replica.log" -o "-k $work/socket" start
  rows
  eventually answers postgres "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'" 1
  "$bin/psql" -h "$work/socket" -U postgres -d postgres -AtXqc "SELECT pg_wal_replay_pause()" >/dev/null
  batch 1 'id 10 20ms' 'UPDATE t SET a = a + 1'
  "$mighar" up --dir "$work/p" --database "$database" --batch-lag 0.5 >"$work/out" 2>&1 &
  eventually grep -q 'a replica is .* behind: the batches wait for it' "$work/out"
  sleep 1
  [ "$(sql "SELECT sum(a) < 1000 FROM t")" = t ] || fail "the batches went on"
  "$bin/psql" -h "$work/socket" -U postgres -d postgres -AtXqc "SELECT pg_wal_replay_resume()" >/dev/null
  wait $! || fail "after the wait: $(cat "$work/out")"
  is "each row once behind a replica" "SELECT sum(a) || ' ' || max(a) FROM t" "1000 1"

  sql "CREATE ROLE plain LOGIN; GRANT ALL ON ALL TABLES IN SCHEMA public TO plain; GRANT ALL ON SCHEMA public TO plain"
  batch 2 'id 100' 'UPDATE t SET a = a + 1'
  database="postgresql://plain@/d$n?host=$work"
  m 0 'can only be seen by members of pg_monitor' up
  [ "$(grep -c pg_monitor "$work/out")" = 1 ] || fail "it is told more than once: $(cat "$work/out")"
  as_server "$bin/pg_ctl" -D "$work/replica" -m immediate -s stop
}

for engine in sqlite postgres; do
  each_kind
  refusals
  failure
  kills
  key_of_two
  key_of_two_killed
  dry_run
  verification
done
replica
finish
