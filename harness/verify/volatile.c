#include "volatile.h"

#include "tables.h"

#include <string.h>

/* What makes a value another one each time, in the words of both engines. */
static const char *const each_time[] = {
    "now(",   "current_timestamp", "current_date", "current_time", "localtime",  "_timestamp(", "timeofday",
    "random", "uuid_generate",     "datetime(",    "strftime(",    "julianday(", "unixepoch(",  "date('now",
    "txid_",  "pg_current_",       "uuidv",        "clock_",
};

static gboolean has_any(const char *text, const char *const *words, guint n)
{
  g_autofree char *lower = text != NULL ? g_ascii_strdown(text, -1) : NULL;
  for (guint i = 0; lower != NULL && i < n; i++)
    if (strstr(lower, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean is_volatile(const char *text)
{
  return has_any(text, each_time, G_N_ELEMENTS(each_time));
}

GHashTable *volatile_columns(const MigharSnapshot *schema, const char *table)
{
  GHashTable *columns = tables_new();
  guint n;
  const MigharObject *const *parts = mighar_snapshot_parts(schema, table, "column", &n);
  for (guint i = 0; i < n; i++)
    if (is_volatile(mighar_object_get(parts[i], "default")))
      g_hash_table_add(columns, g_strdup(parts[i]->name));
  return columns;
}

static gboolean is_of_numbers(const MigharSnapshot *schema, const char *column)
{
  static const char *const numbers[] = {"int", "num", "dec", "real", "doub", "floa", "serial", "bool"};
  const MigharObject *object = mighar_snapshot_find(schema, "column", column);
  return object == NULL || has_any(mighar_object_get(object, "type"), numbers, G_N_ELEMENTS(numbers));
}

GHashTable *volatile_written(const Trial *trial)
{
  if (trial->rows_before == NULL || trial->rows_after_up == NULL || !is_volatile(trial->migration->up->text))
    return NULL;
  GHashTable *columns = mighar_compare_written(trial->rows_before, trial->rows_after_up);
  GHashTableIter iterator;
  gpointer column;
  g_hash_table_iter_init(&iterator, columns);
  while (g_hash_table_iter_next(&iterator, &column, NULL))
    if (is_of_numbers(trial->after_up, column))
      g_hash_table_iter_remove(&iterator);
  return columns;
}
