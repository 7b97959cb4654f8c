#include "incremental.h"

#include "catalog.h"
#include "followed.h"

#include <stdlib.h>

struct Incremental {
  Changes *changes;
  MigharSnapshot *last; /* or NULL */
  GHashTable *units;    /* class << 32 | id, as gint64, to its objects in last: GPtrArray of MigharObject */
  guint apart;          /* objects in last of kinds that are not read by id and hold names of others */
  guint whole;
  CatalogPrepared prepared;
};

Incremental *incremental_new(const char *directory)
{
  Incremental *incremental = g_new0(Incremental, 1);
  incremental->changes = changes_new(directory);
  incremental->prepared = (CatalogPrepared){g_hash_table_new(NULL, NULL), g_hash_table_new(NULL, NULL),
                                            g_hash_table_new(NULL, NULL)};
  incremental->units =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  return incremental;
}

void incremental_free(Incremental *incremental)
{
  if (incremental == NULL)
    return;
  changes_free(incremental->changes);
  g_clear_pointer(&incremental->last, mighar_snapshot_unref);
  g_hash_table_unref(incremental->units);
  g_hash_table_unref(incremental->prepared.whole);
  g_hash_table_unref(incremental->prepared.by_id);
  g_hash_table_unref(incremental->prepared.by_id_in_full);
  g_free(incremental);
}

void incremental_reconnected(Incremental *incremental)
{
  g_hash_table_remove_all(incremental->prepared.whole);
  g_hash_table_remove_all(incremental->prepared.by_id);
  g_hash_table_remove_all(incremental->prepared.by_id_in_full);
  changes_reconnected(incremental->changes);
}

guint incremental_whole(const Incremental *incremental)
{
  return incremental->whole;
}

static void add_to_unit(Incremental *incremental, MigharObject *object)
{
  guint32 class = followed_class(object->kind);
  if (class == 0 || object->identity == NULL) {
    incremental->apart += followed_names_others(object->kind);
    return;
  }
  gint64 key = (gint64) class << 32 | (gint64)strtoul(object->identity, NULL, 10);
  GPtrArray *unit = g_hash_table_lookup(incremental->units, &key);
  if (unit == NULL) {
    unit = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_object_unref);
    g_hash_table_insert(incremental->units, g_memdup2(&key, sizeof key), unit);
  }
  g_ptr_array_add(unit, mighar_object_ref(object));
}

static void set_last(Incremental *incremental, MigharSnapshot *snapshot)
{
  g_clear_pointer(&incremental->last, mighar_snapshot_unref);
  incremental->last = snapshot;
  changes_seen(incremental->changes);
}

static void set_units(Incremental *incremental, const MigharSnapshot *snapshot)
{
  g_hash_table_remove_all(incremental->units);
  incremental->apart = 0;
  for (guint i = 0; i < snapshot->objects->len; i++)
    add_to_unit(incremental, g_ptr_array_index(snapshot->objects, i));
}

static gboolean read_whole(Incremental *incremental, PGconn *connection, GError **error)
{
  g_autoptr(GHashTable) present = changes_present(incremental->changes, connection, error);
  MigharSnapshot *snapshot = present != NULL ? catalog_read_present(connection, &incremental->prepared,
                                                                    present, incremental->last, error)
                                             : NULL;
  if (snapshot == NULL)
    return FALSE;
  incremental->whole++;
  if (snapshot != incremental->last)
    set_units(incremental, snapshot);
  set_last(incremental, snapshot);
  return TRUE;
}

/* What is to be read again, and the objects of last that it was, taken out of their units. */
typedef struct {
  GArray *ids; /* CatalogIds, whose ids are owned */
  GPtrArray *removed;
} Asked;

static void clear_ids(gpointer ids)
{
  g_free((char *)((CatalogIds *)ids)->ids);
}

static void asked_clear(Asked *asked)
{
  g_clear_pointer(&asked->ids, g_array_unref);
  g_clear_pointer(&asked->removed, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Asked, asked_clear)

/* NULL when there is none that the query can tell of. */
static char *list_ids(const CatalogQuery *query, guint32 class, const GArray *objects)
{
  g_autoptr(GString) list = g_string_new(NULL);
  for (guint i = 0; i < objects->len; i++) {
    const ChangedObject *object = &g_array_index(objects, ChangedObject, i);
    if (object->class == class && object->letter != 0 && followed_may_tell(query->name, object->letter))
      g_string_append_printf(list, "%c%u", list->len > 0 ? ',' : '{', object->id);
  }
  if (list->len == 0)
    return NULL;
  g_string_append_c(list, '}');
  return g_string_free(g_steal_pointer(&list), FALSE);
}

static GArray *make_ids(const GArray *objects)
{
  GArray *ids = g_array_new(TRUE, TRUE, sizeof(CatalogIds));
  g_array_set_clear_func(ids, clear_ids);
  for (const CatalogQuery *query = catalog_queries; query->kind != NULL; query++) {
    guint32 class = followed_class(query->kind);
    const CatalogIds one = {query, class != 0 ? list_ids(query, class, objects) : NULL};
    if (one.ids != NULL)
      g_array_append_val(ids, one);
  }
  return ids;
}

static void take_units(Incremental *incremental, const GArray *objects, GPtrArray *removed)
{
  for (guint i = 0; i < objects->len; i++) {
    const ChangedObject *object = &g_array_index(objects, ChangedObject, i);
    gint64 key = (gint64)object->class << 32 | (gint64)object->id;
    GPtrArray *unit = g_hash_table_lookup(incremental->units, &key);
    for (guint j = 0; unit != NULL && j < unit->len; j++)
      g_ptr_array_add(removed, mighar_object_ref(g_ptr_array_index(unit, j)));
    g_hash_table_remove(incremental->units, &key);
  }
}

/* An object that was read again as it was is the old one, in the snapshot as in its unit. */
static gboolean read_changes(Incremental *incremental, PGconn *connection, GError **error)
{
  g_autoptr(GArray) objects = changes_objects(incremental->changes);
  if (objects->len == 0) {
    changes_seen(incremental->changes);
    return TRUE;
  }
  g_auto(Asked) asked = {.ids = make_ids(objects),
                         .removed = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_object_unref)};
  g_autoptr(GPtrArray) added =
      catalog_read_ids(connection, &incremental->prepared, (const CatalogIds *)asked.ids->data, error);
  if (added == NULL)
    return FALSE;
  take_units(incremental, objects, asked.removed);
  MigharSnapshot *next = mighar_snapshot_merge(incremental->last, asked.removed, added);
  for (guint i = 0; i < added->len; i++) {
    const MigharObject *object = g_ptr_array_index(added, i);
    add_to_unit(incremental, (MigharObject *)mighar_snapshot_find(next, object->kind, object->name));
  }
  set_last(incremental, next);
  return TRUE;
}

MigharSnapshot *incremental_read(Incremental *incremental, PGconn *connection, MigharReading reading,
                                 GError **error)
{
  const Changes *changes = incremental->changes;
  if (!changes_follow(incremental->changes, connection, error))
    return NULL;
  gboolean whole = reading == MIGHAR_READ_ANEW || incremental->last == NULL || changes_unknown(changes) ||
                   (changes_renamed(changes) && incremental->apart > 0);
  if (!(whole ? read_whole : read_changes)(incremental, connection, error))
    return NULL;
  return mighar_snapshot_ref(incremental->last);
}

void incremental_expect(Incremental *incremental, const char *end)
{
  changes_expect(incremental->changes, end);
}

gboolean incremental_touched(Incremental *incremental, PGconn *connection, gboolean follow,
                             MigharTouched *touched, GError **error)
{
  return (!follow || changes_follow(incremental->changes, connection, error)) &&
         changes_touched(incremental->changes, connection, touched, error);
}

gboolean incremental_note_sessions(Incremental *incremental)
{
  return changes_note_sessions(incremental->changes);
}

gboolean incremental_keeps_sessions(Incremental *incremental)
{
  return changes_keep_sessions(incremental->changes);
}
