/* CREATE TABLE and CREATE INDEX made from nothing but what a snapshot says. */
#pragma once

#include <mighar/snapshot.h>

#include <stdlib.h>
#include <string.h>

/* The objects of this kind that are parts of the table t, in the order of "position" where they have one. */
static inline GPtrArray *parts_of_table(const MigharSnapshot *snapshot, const char *kind)
{
  GPtrArray *parts = g_ptr_array_new();
  for (guint i = 0; i < snapshot->objects->len; i++) {
    MigharObject *object = g_ptr_array_index(snapshot->objects, i);
    if (g_str_equal(object->kind, kind) && g_strcmp0(object->parent, "t") == 0)
      g_ptr_array_add(parts, object);
  }
  return parts;
}

static inline int compare_positions(gconstpointer a, gconstpointer b)
{
  const MigharObject *left = *(const MigharObject *const *)a, *right = *(const MigharObject *const *)b;
  return atoi(mighar_object_get(left, "position")) - atoi(mighar_object_get(right, "position"));
}

/* Appends the formatted value, when the object has that property. */
static inline void append_property(GString *sql, const MigharObject *object, const char *property,
                                   const char *before, const char *after)
{
  const char *value = mighar_object_get(object, property);
  if (value != NULL)
    g_string_append_printf(sql, "%s%s%s", before, value, after);
}

static inline void append_flag(GString *sql, const MigharObject *object, const char *property,
                               const char *words)
{
  if (mighar_object_get(object, property) != NULL)
    g_string_append(sql, words);
}

/* Where the key is written makes a difference: https://www.sqlite.org/lang_createtable.html#rowid. */
static inline gboolean is_key_of_column(const MigharSnapshot *snapshot, const MigharObject *key,
                                        const MigharObject *column)
{
  const MigharObject *table = mighar_snapshot_find(snapshot, "table", "t");
  g_autofree char *descending = g_strdup_printf("%s DESC", column->name + strlen("t."));
  return key != NULL && mighar_object_get(key, "rowid alias") == NULL &&
         mighar_object_get(table, "without rowid") == NULL &&
         g_strcmp0(mighar_object_get(column, "type"), "INTEGER") == 0 &&
         g_str_equal(mighar_object_get(key, "primary key"), descending);
}

static inline void append_column(GString *sql, const MigharSnapshot *snapshot, const MigharObject *column)
{
  const char *name = column->name + strlen("t.");
  const MigharObject *key = mighar_snapshot_find(snapshot, "constraint", "t primary key");
  g_string_append(sql, name);
  append_property(sql, column, "type", " ", "");
  append_property(sql, column, "not null name", " CONSTRAINT ", "");
  append_flag(sql, column, "not null", " NOT NULL");
  append_property(sql, column, "not null on conflict", " ON CONFLICT ", "");
  append_property(sql, column, "default", " DEFAULT (", ")");
  append_property(sql, column, "collation", " COLLATE ", "");
  append_property(sql, column, "generated", " AS (", ")");
  append_flag(sql, column, "stored", " STORED");
  if (is_key_of_column(snapshot, key, column)) {
    append_property(sql, key, "name", " CONSTRAINT ", "");
    g_string_append(sql, " PRIMARY KEY DESC");
    append_property(sql, key, "on conflict", " ON CONFLICT ", "");
  }
}

static inline void append_primary_key(GString *sql, const MigharObject *key)
{
  append_property(sql, key, "name", " CONSTRAINT ", "");
  append_property(sql, key, "primary key", " PRIMARY KEY (", "");
  append_flag(sql, key, "autoincrement", " AUTOINCREMENT");
  g_string_append(sql, ")");
}

static inline void append_foreign_key(GString *sql, const MigharObject *key)
{
  append_property(sql, key, "foreign key", " FOREIGN KEY (", ")");
  append_property(sql, key, "references", " REFERENCES ", "");
  append_property(sql, key, "on delete", " ON DELETE ", "");
  append_property(sql, key, "on update", " ON UPDATE ", "");
  append_property(sql, key, "match", " MATCH ", "");
  append_property(sql, key, "deferrable", " DEFERRABLE ", "");
}

static inline void append_constraint(GString *sql, const MigharObject *constraint)
{
  if (g_str_has_prefix(constraint->name, "t.")) {
    g_autofree char *name = g_strdup(constraint->name + strlen("t."));
    char *end = name + strlen(name);
    while (g_ascii_isdigit(end[-1]))
      end--;
    if (end[-1] == ' ')
      end[-1] = '\0'; // the rank among several of one name
    g_string_append_printf(sql, " CONSTRAINT %s", name);
  }
  append_property(sql, constraint, "unique", " UNIQUE (", ")");
  append_property(sql, constraint, "check", " CHECK (", ")");
  if (mighar_object_get(constraint, "primary key") != NULL)
    append_primary_key(sql, constraint);
  if (mighar_object_get(constraint, "foreign key") != NULL)
    append_foreign_key(sql, constraint);
  append_property(sql, constraint, "on conflict", " ON CONFLICT ", "");
}

static inline void append_options(GString *sql, const MigharObject *table)
{
  gboolean strict = mighar_object_get(table, "strict") != NULL;
  append_flag(sql, table, "without rowid", strict ? " WITHOUT ROWID," : " WITHOUT ROWID");
  append_flag(sql, table, "strict", " STRICT");
}

/* The table t. */
static inline char *rewrite_table(const MigharSnapshot *snapshot)
{
  GString *sql = g_string_new("CREATE TABLE t(");
  g_autoptr(GPtrArray) columns = parts_of_table(snapshot, "column");
  g_autoptr(GPtrArray) constraints = parts_of_table(snapshot, "constraint");
  g_ptr_array_sort(columns, compare_positions);
  for (guint i = 0; i < columns->len; i++) {
    g_string_append(sql, i > 0 ? ", " : "");
    append_column(sql, snapshot, g_ptr_array_index(columns, i));
  }
  gboolean in_column = strstr(sql->str, " PRIMARY KEY DESC") != NULL;
  for (guint i = 0; i < constraints->len; i++) {
    const MigharObject *constraint = g_ptr_array_index(constraints, i);
    if (in_column && mighar_object_get(constraint, "primary key") != NULL)
      continue;
    g_string_append_c(sql, ',');
    append_constraint(sql, constraint);
  }
  g_string_append_c(sql, ')');
  append_options(sql, mighar_snapshot_find(snapshot, "table", "t"));
  return g_string_free(sql, FALSE);
}

/* The index i of the table t. */
static inline char *rewrite_index(const MigharSnapshot *snapshot)
{
  const MigharObject *index = mighar_snapshot_find(snapshot, "index", "i");
  GString *sql = g_string_new(mighar_object_get(index, "unique") != NULL ? "CREATE UNIQUE" : "CREATE");
  append_property(sql, index, "table", " INDEX i ON ", "");
  append_property(sql, index, "columns", " (", ")");
  append_property(sql, index, "where", " WHERE ", "");
  return g_string_free(sql, FALSE);
}
