/* Tables whose rows may have changed, and what they are called. */
#include "changes_private.h"
#include "session.h"

#include <mighar/error.h>

void changes_touch(Changes *changes, guint32 id)
{
  g_hash_table_add(changes->touched, GUINT_TO_POINTER(id));
}

void changes_note_name(Changes *changes, guint32 id, const char *name)
{
  const char *old = g_hash_table_lookup(changes->names, GUINT_TO_POINTER(id));
  if (g_strcmp0(old, name) == 0)
    return;
  if (old != NULL) {
    g_hash_table_add(changes->touched_names, g_strdup(old));
    g_hash_table_add(changes->touched_names, g_strdup(name));
  }
  g_hash_table_insert(changes->names, GUINT_TO_POINTER(id), g_strdup(name));
}

void changes_note_parent(Changes *changes, const Catalog *catalog, const MirrorRow *row, int way)
{
  if (!catalog->inherits)
    return;
  gpointer child = GUINT_TO_POINTER(row->ids[0]);
  GArray *parents = g_hash_table_lookup(changes->parents, child);
  if (parents == NULL) {
    parents = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_hash_table_insert(changes->parents, child, parents);
  }
  if (way > 0)
    g_array_append_val(parents, row->ids[1]);
  for (guint i = 0; way < 0 && i < parents->len; i++)
    if (g_array_index(parents, guint32, i) == row->ids[1]) {
      g_array_remove_index_fast(parents, i);
      break;
    }
}

gboolean changes_may_have_children(const Changes *changes, guint32 id)
{
  GHashTableIter all;
  gpointer parents;
  g_hash_table_iter_init(&all, changes->parents);
  while (g_hash_table_iter_next(&all, NULL, &parents))
    for (guint i = 0; i < ((const GArray *)parents)->len; i++)
      if (g_array_index((const GArray *)parents, guint32, i) == id)
        return TRUE;
  return !changes->ready;
}

/* Whoever reads a table reads its parts and children, too. */
static void add_with_ancestors(const Changes *changes, gpointer id, GHashTable *ids)
{
  const GArray *parents = g_hash_table_lookup(changes->parents, id);
  if (!g_hash_table_add(ids, id))
    return;
  for (guint i = 0; parents != NULL && i < parents->len; i++)
    add_with_ancestors(changes, GUINT_TO_POINTER(g_array_index(parents, guint32, i)), ids);
}

static void add_all_with_ancestors(const Changes *changes, GHashTable *from, GHashTable *ids)
{
  GHashTableIter all;
  gpointer id;
  g_hash_table_iter_init(&all, from);
  while (g_hash_table_iter_next(&all, &id, NULL))
    add_with_ancestors(changes, id, ids);
}

/* Also of tables that are gone. Returns those without a name that is known, as the text of an array. */
static char *add_known_names(Changes *changes, GHashTable *ids)
{
  g_autoptr(GString) others = g_string_new("{");
  GHashTableIter all;
  gpointer id;
  g_hash_table_iter_init(&all, ids);
  while (g_hash_table_iter_next(&all, &id, NULL)) {
    const char *name = g_hash_table_lookup(changes->names, id);
    if (name != NULL)
      g_hash_table_add(changes->touched_names, g_strdup(name));
    else if (changes_is_table(changes, GPOINTER_TO_UINT(id)))
      g_string_append_printf(others, "%s%u", others->len > 1 ? "," : "", GPOINTER_TO_UINT(id));
  }
  g_string_append_c(others, '}');
  return g_string_free(g_steal_pointer(&others), FALSE);
}

static gboolean ask_names(Changes *changes, PGconn *connection, const char *ids, GError **error)
{
  static const char query[] = "SELECT oid, oid::regclass FROM pg_class WHERE oid = ANY ($1::oid[])";
  if (!changes_prepare(changes, connection, "names", query)) {
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "PostgreSQL: %s", PQerrorMessage(connection));
    return FALSE;
  }
  g_autoptr(PGresult) found = session_query_prepared(connection, "names", 1, &ids, error);
  for (int i = 0; found != NULL && i < PQntuples(found); i++)
    changes_note_name(changes, number(found, i, 0), PQgetvalue(found, i, 1));
  return found != NULL;
}

/* Those of tables that are gone stay as they were. */
static gboolean ask_stale(Changes *changes, PGconn *connection, GError **error)
{
  g_autoptr(GString) ids = g_string_new("{");
  GHashTableIter all;
  gpointer id;
  g_hash_table_iter_init(&all, changes->names);
  while (g_hash_table_iter_next(&all, &id, NULL))
    g_string_append_printf(ids, "%s%u", ids->len > 1 ? "," : "", GPOINTER_TO_UINT(id));
  g_string_append_c(ids, '}');
  changes->names_stale = !ask_names(changes, connection, ids->str, error);
  return !changes->names_stale;
}

static gboolean name_touched(Changes *changes, PGconn *connection, GError **error)
{
  g_autoptr(GHashTable) ids = g_hash_table_new(g_direct_hash, g_direct_equal);
  add_all_with_ancestors(changes, changes->touched, ids);
  add_all_with_ancestors(changes, changes->unlogged, ids);
  g_autofree char *others = add_known_names(changes, ids);
  if (g_str_equal(others, "{}"))
    return TRUE;
  if (!ask_names(changes, connection, others, error))
    return FALSE;
  g_autofree char *unknown G_GNUC_UNUSED = add_known_names(changes, ids);
  return TRUE;
}

gboolean changes_touched(Changes *changes, PGconn *connection, MigharTouched *touched, GError **error)
{
  gboolean all = changes->touched_all || changes->forbidden;
  /* Now, for when one of them is gone it is too late. */
  if (changes->names_stale && !ask_stale(changes, connection, error))
    return FALSE;
  if (!all && !name_touched(changes, connection, error))
    return FALSE;
  *touched = (MigharTouched){.all = all, .tables = all ? NULL : g_hash_table_ref(changes->touched_names)};
  g_hash_table_unref(changes->touched_names);
  changes->touched_names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_remove_all(changes->touched);
  changes->touched_all = FALSE;
  return TRUE;
}
