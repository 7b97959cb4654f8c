/* Sets of rows and moments, written as texts. */
#pragma once

#include "row_set.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* "users.team>teams CASCADE": the column refers to the key of that table. */
static inline void add_reference(MigharTable *table, guint column, const char *target)
{
  g_auto(GStrv) words = g_strsplit(target, " ", 2);
  MigharReference *reference = mighar_table_add_reference(table, words[0]);
  g_array_append_val(reference->columns, column);
  reference->on_delete = g_strdup(words[1]);
}

/* columns: "id!, name, team>teams CASCADE, n:bigint": ! is a part of the key, the type is text unless it says
 * otherwise. */
static inline MigharTable *table_of(const char *name, const char *columns)
{
  MigharTable *table = mighar_table_new(name);
  g_auto(GStrv) parts = g_strsplit(columns, ", ", -1);
  for (guint i = 0; parts[i] != NULL; i++) {
    gsize length = strcspn(parts[i], "!>:");
    g_autofree char *plain = g_strndup(parts[i], length);
    MigharColumn *column = mighar_table_add_column(table, plain);
    column->object = g_strdup_printf("%s.%s", name, plain);
    column->type = g_strdup(parts[i][length] == ':' ? parts[i] + length + 1 : "text");
    if (parts[i][length] == '>')
      add_reference(table, i, parts[i] + length + 1);
    if (parts[i][length] != '!')
      continue;
    MigharKey *key = table->keys->len > 0 ? g_ptr_array_index(table->keys, 0) : mighar_table_add_key(table);
    key->primary = TRUE;
    g_array_append_val(key->columns, i);
  }
  return table;
}

/* rows: "1,ada,7; 2,bob,-": - is NULL. */
static inline void add_rows(MigharRowSet *set, const char *rows)
{
  g_auto(GStrv) lines = g_strsplit(rows, "; ", -1);
  for (guint r = 0; lines[r] != NULL && *lines[r] != '\0'; r++) {
    g_auto(GStrv) values = g_strsplit(lines[r], ",", -1);
    guint n = g_strv_length(values);
    g_autofree MigharCell *cells = g_new0(MigharCell, n);
    for (guint i = 0; i < n; i++)
      cells[i] = g_str_equal(values[i], "-") ? (MigharCell){NULL, 0, 'n'}
                                             : (MigharCell){values[i], strlen(values[i]), 't'};
    assert_int_equal(n, set->columns->len);
    mighar_row_set_add(set, cells);
  }
}

static inline MigharRowSet *set_of(const char *name, const char *columns, const char *rows)
{
  g_autoptr(MigharTable) table = table_of(name, columns);
  MigharRowSet *set = mighar_row_set_new(table);
  add_rows(set, rows);
  return set;
}

/* The same, of which late, told by the first column, are kept apart: "7; 8". */
static inline MigharRowSet *set_apart(const char *name, const char *columns, const char *rows,
                                      const char *late)
{
  g_autoptr(MigharTable) table = table_of(name, columns);
  g_autoptr(GPtrArray) told_by = g_ptr_array_new(), keys = mighar_rows_new();
  MigharRowSet *set = mighar_row_set_new(table);
  g_auto(GStrv) values = g_strsplit(late, "; ", -1);
  g_ptr_array_add(told_by, (gpointer)row_set_column(set, 0)->name);
  for (guint i = 0; values[i] != NULL; i++)
    mighar_rows_add(keys, &values[i], 1);
  mighar_row_set_keep_apart(set, told_by, keys);
  add_rows(set, rows);
  return set;
}

/* A moment of these sets, which it takes over; NULL ends. */
static inline MigharMoment *moment_of(MigharRowSet *first, ...)
{
  GPtrArray *objects = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_object_unref);
  g_autoptr(MigharSnapshot) snapshot = mighar_snapshot_new(objects);
  MigharMoment *moment = mighar_moment_new(snapshot);
  va_list sets;
  va_start(sets, first);
  for (MigharRowSet *set = first; set != NULL; set = va_arg(sets, MigharRowSet *)) {
    g_hash_table_add(moment->asked, g_strdup(set->table));
    mighar_moment_add(moment, set);
  }
  va_end(sets);
  return moment;
}

/* The messages of findings (MigharFinding), a line for each. */
static inline char *messages_of(const GPtrArray *findings)
{
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < findings->len; i++)
    g_string_append_printf(text, "%s%s", i > 0 ? "\n" : "",
                           ((const MigharFinding *)g_ptr_array_index(findings, i))->message);
  return g_string_free(text, FALSE);
}
