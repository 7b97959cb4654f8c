/* Statements made by chance that change a schema of few names, and the rows in it, so that they often meet.
 */
#pragma once

#include <glib.h>

static const char *pick_name(GRand *random, const char *const *names, guint n)
{
  return names[g_rand_int_range(random, 0, (gint32)n)];
}

/* The same name in several spellings: what an object is called depends on all of them. */
static const char *some_table(GRand *random)
{
  static const char *const names[] = {"t1",    "T1",    "t2", "t3", "\"a table\"",
                                      "Users", "users", "v1", "V2", "f1"};
  return pick_name(random, names, G_N_ELEMENTS(names));
}

static const char *some_column(GRand *random)
{
  static const char *const names[] = {"id", "ID", "a", "A", "b", "\"b c\"", "users", "t2", "x", "X"};
  return pick_name(random, names, G_N_ELEMENTS(names));
}

static const char *some_index(GRand *random)
{
  static const char *const names[] = {"i1", "i2", "I3", "x", "users_a"};
  return pick_name(random, names, G_N_ELEMENTS(names));
}

/* $t, $c, $i: a name of a table, column, index or trigger. $n: a small number. */
static const char *const changes[] = {
    "CREATE TABLE $t (id INTEGER PRIMARY KEY, $c TEXT, $c INT DEFAULT $n)",
    "CREATE TABLE $t (id INTEGER PRIMARY KEY, $c INT REFERENCES $t ON DELETE CASCADE, $c TEXT)",
    "CREATE TABLE $t (id INTEGER PRIMARY KEY, $c INT REFERENCES $t (id) ON DELETE SET NULL)",
    "CREATE TABLE $t (id INTEGER PRIMARY KEY, $c INT, FOREIGN KEY ($c) REFERENCES $t ($c) ON UPDATE CASCADE)",
    "CREATE TABLE $t (id INTEGER PRIMARY KEY AUTOINCREMENT, $c TEXT CHECK ($c <> \"$c\"), UNIQUE ($c))",
    "CREATE TABLE $t AS SELECT * FROM $t",
    "CREATE TABLE $t ($c INTEGER PRIMARY KEY, $c ANY) WITHOUT ROWID",
    "CREATE VIRTUAL TABLE f1 USING fts5 ($c)",
    "DROP TABLE $t",
    "DROP TABLE f1",
    "ALTER TABLE $t ADD COLUMN $c INT DEFAULT $n",
    "ALTER TABLE $t ADD COLUMN $c INT REFERENCES $t ON DELETE CASCADE",
    "ALTER TABLE $t DROP COLUMN $c",
    "ALTER TABLE $t RENAME COLUMN $c TO $c",
    "ALTER TABLE $t RENAME TO $t",
    "CREATE INDEX $i ON $t ($c)",
    "CREATE UNIQUE INDEX $i ON $t ($c, id) WHERE $c > $n",
    "DROP INDEX $i",
    "CREATE VIEW $t AS SELECT $c, $c AS $c FROM $t",
    "CREATE VIEW $t AS SELECT x.$c, count(*) AS total FROM $t x JOIN $t USING (id) GROUP BY 1",
    "DROP VIEW $t",
    "CREATE TRIGGER $i AFTER INSERT ON $t BEGIN UPDATE $t SET $c = new.$c; END",
    "CREATE TRIGGER $i BEFORE UPDATE OF $c ON $t BEGIN INSERT INTO $t ($c) VALUES (old.$c); END",
    "CREATE TRIGGER $i AFTER DELETE ON $t BEGIN DELETE FROM $t WHERE id = old.id; END",
    "CREATE TRIGGER $i INSTEAD OF INSERT ON $t BEGIN INSERT INTO $t (id) VALUES ($n); END",
    "DROP TRIGGER $i",
    "INSERT INTO $t (id) VALUES ($n)",
    "INSERT INTO $t (id, $c) VALUES ($n, $n)",
    "INSERT OR REPLACE INTO $t (id, $c) VALUES ($n, $n)",
    "INSERT INTO $t ($c) SELECT $c FROM $t",
    "INSERT INTO $t (id, $c) VALUES ($n, $n) ON CONFLICT (id) DO UPDATE SET $c = $n",
    "UPDATE $t SET $c = $n",
    "UPDATE $t SET id = id + $n",
    "UPDATE $t SET $c = id WHERE id = $n",
    "DELETE FROM $t",
    "DELETE FROM $t WHERE id = $n",
    "WITH w AS (SELECT id FROM $t) DELETE FROM $t WHERE id IN (SELECT id FROM w)",
};

/* What is rare, and what is more than a change of the schema. */
static const char *const oddities[] = {
    "PRAGMA user_version = $n",
    "PRAGMA application_id = $n",
    "PRAGMA schema_version = $n",
    "PRAGMA foreign_keys = OFF",
    "VACUUM",
    "REINDEX",
    "ANALYZE",
    "ATTACH ':memory:' AS other; CREATE TABLE other.t1 (id INTEGER PRIMARY KEY, a); INSERT INTO other.t1 (a) "
    "VALUES ($n)",
    "CREATE TEMP TABLE t1 (id INTEGER PRIMARY KEY, a); INSERT INTO t1 (a) VALUES ($n)",
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'DEFAULT 1', 'DEFAULT 2')",
    "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE type = 'trigger'; PRAGMA writable_schema = "
    "OFF",
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, ' INT ', ' BIGINT ') WHERE "
    "type = 'table' "
    "AND name NOT LIKE 'f1%'",
    "BEGIN; CREATE TABLE t1 (id INTEGER PRIMARY KEY, a); ROLLBACK; CREATE TABLE t2 (id INTEGER PRIMARY KEY, "
    "b)",
    "SAVEPOINT s; ALTER TABLE t1 ADD COLUMN x INT; INSERT INTO t1 (id) VALUES ($n); ROLLBACK TO s; RELEASE s",
};

/* Appends a pattern with its holes filled. */
static void append_filled(GString *sql, GRand *random, const char *pattern)
{
  for (; *pattern != '\0'; pattern++) {
    if (*pattern != '$') {
      g_string_append_c(sql, *pattern);
      continue;
    }
    pattern++;
    if (*pattern == 'n')
      g_string_append_printf(sql, "%d", g_rand_int_range(random, 0, 10));
    else
      g_string_append(sql, (*pattern == 't'   ? some_table
                            : *pattern == 'c' ? some_column
                                              : some_index)(random));
  }
  g_string_append(sql, ";\n");
}

/* A script of one to three statements. Many of them fail, which is as good as any other outcome. */
static char *make_changes(GRand *random)
{
  GString *sql = g_string_new(NULL);
  for (gint32 n = g_rand_int_range(random, 1, 4); n > 0; n--)
    if (g_rand_int_range(random, 0, 20) == 0)
      append_filled(sql, random, pick_name(random, oddities, G_N_ELEMENTS(oddities)));
    else
      append_filled(sql, random, pick_name(random, changes, G_N_ELEMENTS(changes)));
  return g_string_free(sql, FALSE);
}
