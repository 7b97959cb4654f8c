/* Ledgers in snapshots: where they are, and what they can be asked for. */
#include "history.h"
#include "ledger.h"

#include <string.h>

/* What --lock table takes a lease in. */
static const Ledger lease = {
    .format = "mighar", .table = "mighar_lock", .columns = "expires,holder,name,since,token"};

static int compare_names(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* "a,b" of the table's columns, sorted; "" where it is no table that has any. */
static char *columns_of(const MigharSnapshot *snapshot, const char *table)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < snapshot->objects->len; i++) {
    const MigharObject *object = g_ptr_array_index(snapshot->objects, i);
    if (g_str_equal(object->kind, "column") && g_strcmp0(object->parent, table) == 0)
      g_ptr_array_add(names, (gpointer)(object->name + strlen(table) + 1));
  }
  g_ptr_array_sort(names, compare_names);
  g_ptr_array_add(names, NULL);
  return g_strjoinv(",", (char **)names->pdata);
}

static void add_if(GArray *found, const Ledger *kind, const char *name, const char *columns)
{
  const char *dot = strrchr(name, '.');
  gboolean is_placed =
      kind->schema == NULL || (g_str_has_prefix(name, kind->schema) && dot == name + strlen(kind->schema));
  if (!is_placed || !g_str_equal(dot != NULL ? dot + 1 : name, kind->table) ||
      !ledger_has_shape(kind, columns))
    return;
  const MigharLedger ledger = {kind, kind->format, name, kind->read != NULL, kind->by_file};
  g_array_append_val(found, ledger);
}

static gboolean may_be(const char *name)
{
  const char *dot = strrchr(name, '.');
  const char *bare = dot != NULL ? dot + 1 : name;
  for (guint i = 0; ledgers[i] != NULL; i++)
    if (g_str_equal(bare, ledgers[i]->table))
      return TRUE;
  return g_str_equal(bare, lease.table) || g_str_equal(bare, history_facts.table);
}

static void add_ledger(const MigharSnapshot *snapshot, const MigharObject *object, GArray *found)
{
  if (!may_be(object->name))
    return;
  g_autofree char *columns = columns_of(snapshot, object->name);
  for (guint i = 0; ledgers[i] != NULL; i++)
    add_if(found, ledgers[i], object->name, columns);
  add_if(found, &history_facts, object->name, columns);
  add_if(found, &lease, object->name, columns);
}

GArray *mighar_ledgers_find(const MigharSnapshot *snapshot)
{
  GArray *found = g_array_new(FALSE, FALSE, sizeof(MigharLedger));
  for (guint i = 0; i < snapshot->objects->len; i++) {
    const MigharObject *object = g_ptr_array_index(snapshot->objects, i);
    if (g_str_equal(object->kind, "table"))
      add_ledger(snapshot, object, found);
  }
  return found;
}

char *mighar_ledger_query(const MigharLedger *ledger, MigharDialect dialect, MigharLedgerQuestion question)
{
  static const char *const conditions[] = {
      [MIGHAR_LEDGER_UNTIL] = "until = 't'",
      [MIGHAR_LEDGER_APPLIED] = "done = 't'",
      [MIGHAR_LEDGER_TAKEN_BACK] = "done = 'n'",
      [MIGHAR_LEDGER_UNFINISHED] = "done = 'f'",
  };
  g_autofree char *rows = ledger_reading(ledger->kind, dialect, ledger->table);
  return g_strdup_printf("SELECT version FROM (%s) AS r WHERE %s", rows, conditions[question]);
}

/* Names of tables, and of their parts, and of the parts of these. */
static GHashTable *collect_parts(const MigharSnapshot *snapshot, const GArray *ledgers)
{
  GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < ledgers->len; i++)
    g_hash_table_add(names, (gpointer)g_array_index(ledgers, MigharLedger, i).table);
  for (guint before = 0; before < g_hash_table_size(names);) {
    before = g_hash_table_size(names);
    for (guint i = 0; i < snapshot->objects->len; i++) {
      const MigharObject *object = g_ptr_array_index(snapshot->objects, i);
      if (object->parent != NULL && g_hash_table_contains(names, object->parent))
        g_hash_table_add(names, (gpointer)object->name);
    }
  }
  return names;
}

static gboolean is_part(const MigharObject *object, GHashTable *names)
{
  return object->parent != NULL
             ? g_hash_table_contains(names, object->parent)
             : g_str_equal(object->kind, "table") && g_hash_table_contains(names, object->name);
}

MigharSnapshot *mighar_ledgers_remove(const MigharSnapshot *snapshot, const GArray *ledgers)
{
  g_autoptr(GHashTable) names = collect_parts(snapshot, ledgers);
  GPtrArray *kept = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_object_unref);
  for (guint i = 0; i < snapshot->objects->len; i++) {
    MigharObject *object = g_ptr_array_index(snapshot->objects, i);
    if (!is_part(object, names))
      g_ptr_array_add(kept, mighar_object_ref(object));
  }
  return mighar_snapshot_new(kept);
}
