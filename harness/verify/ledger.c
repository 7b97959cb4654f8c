#include "ledger.h"

#include <string.h>

static gboolean is_named(const MigharObject *object, const char *name)
{
  if (!g_str_equal(object->kind, "table") && !g_str_equal(object->kind, "sequence"))
    return FALSE;
  const char *dot = strrchr(object->name, '.');
  return g_str_equal(object->name, name) || (dot != NULL && g_str_equal(dot + 1, name));
}

static gboolean is_ledger(const MigharObject *object, char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (is_named(object, names[i]))
      return TRUE;
  return FALSE;
}

/* Adds the names of what is hidden; how many are new. Parts of parts take another turn. */
static guint spread(const MigharSnapshot *snapshot, char *const *names, GHashTable *hidden)
{
  guint n_new = 0;
  for (guint i = 0; i < snapshot->objects->len; i++) {
    const MigharObject *object = g_ptr_array_index(snapshot->objects, i);
    if (is_ledger(object, names) || (object->parent != NULL && g_hash_table_contains(hidden, object->parent)))
      n_new += g_hash_table_add(hidden, (gpointer)object->name);
  }
  return n_new;
}

MigharSnapshot *ledger_hide(MigharSnapshot *snapshot, char *const *names)
{
  g_autoptr(MigharSnapshot) whole = snapshot;
  g_autoptr(GHashTable) hidden = g_hash_table_new(g_str_hash, g_str_equal);
  while (spread(whole, names, hidden) > 0)
    ;
  GPtrArray *rest = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_object_unref);
  for (guint i = 0; i < whole->objects->len; i++) {
    MigharObject *object = g_ptr_array_index(whole->objects, i);
    if (!g_hash_table_contains(hidden, object->name))
      g_ptr_array_add(rest, mighar_object_ref(object));
  }
  return mighar_snapshot_new(rest);
}
