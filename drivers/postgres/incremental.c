#include "incremental.h"

#include "catalog.h"
#include "followed.h"
#include "units.h"
#include "whole.h"

struct Incremental {
  Changes *changes;
  MigharSnapshot *last; /* or NULL */
  Units *units;         /* of last */
  guint apart;          /* objects in last of kinds that are not read by id and hold names of others */
  guint whole;
  CatalogPrepared prepared;
  gboolean rehearses; /* what the connection was asked in advance is not answered yet ... */
  gboolean rehearsed; /* ... or was answered */
};

/* Takes changes over. */
static Incremental *with_changes(Changes *changes, Answers *answers)
{
  Incremental *incremental = g_new0(Incremental, 1);
  incremental->changes = changes;
  incremental->prepared = (CatalogPrepared){g_hash_table_new(NULL, NULL), g_hash_table_new(NULL, NULL),
                                            g_hash_table_new(NULL, NULL), answers};
  incremental->units = units_new();
  return incremental;
}

Incremental *incremental_new(const char *directory, Answers *answers)
{
  return with_changes(changes_new(directory, answers), answers);
}

void incremental_free(Incremental *incremental)
{
  if (incremental == NULL)
    return;
  changes_free(incremental->changes);
  g_clear_pointer(&incremental->last, mighar_snapshot_unref);
  units_free(incremental->units);
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
  incremental->rehearses = incremental->rehearsed = FALSE;
  changes_reconnected(incremental->changes);
}

/* What nobody waits for is read late. An answer that the socket does not hold keeps the server in its
 * transaction until then, with its snapshot and its locks, and a script that waits for these waits for ever:
 * only of a schema that holds next to nothing is anything asked. */
#define MOST_REHEARSED 32

gboolean incremental_is_small(const Incremental *incremental)
{
  return incremental->last != NULL && incremental->last->objects->len <= MOST_REHEARSED;
}

void incremental_rehearse(Incremental *incremental, PGconn *connection)
{
  if (!incremental->rehearses && !incremental->rehearsed && incremental_is_small(incremental))
    incremental->rehearses = catalog_rehearse_ids(connection, &incremental->prepared);
}

static void end_rehearsal(Incremental *incremental, PGconn *connection)
{
  if (incremental->rehearses)
    catalog_end_ids(connection, &incremental->prepared);
  incremental->rehearsed = incremental->rehearsed || incremental->rehearses;
  incremental->rehearses = FALSE;
}

guint incremental_whole(const Incremental *incremental)
{
  return incremental->whole;
}

static void add_to_unit(Incremental *incremental, MigharObject *object)
{
  if (!units_add(incremental->units, object))
    incremental->apart += followed_names_others(object->kind);
}

static void set_last(Incremental *incremental, MigharSnapshot *snapshot)
{
  g_clear_pointer(&incremental->last, mighar_snapshot_unref);
  incremental->last = snapshot;
  changes_seen(incremental->changes);
}

static void set_units(Incremental *incremental, const MigharSnapshot *snapshot)
{
  units_clear(incremental->units);
  incremental->apart = 0;
  for (guint i = 0; i < snapshot->objects->len; i++)
    add_to_unit(incremental, g_ptr_array_index(snapshot->objects, i));
}

Incremental *incremental_copy(const Incremental *incremental)
{
  Changes *changes = incremental->last != NULL ? changes_copy(incremental->changes) : NULL;
  if (changes == NULL)
    return NULL;
  Incremental *copy = with_changes(changes, NULL);
  copy->last = mighar_snapshot_ref(incremental->last);
  set_units(copy, copy->last);
  return copy;
}

static MigharSnapshot *ask_whole(Incremental *incremental, PGconn *connection, GError **error)
{
  g_autoptr(GHashTable) present = changes_present(incremental->changes, connection, error);
  return present != NULL
             ? catalog_read_present(connection, &incremental->prepared, present, incremental->last, error)
             : NULL;
}

/* Takes the snapshot over; NULL: it could not be had. */
static gboolean take_whole(Incremental *incremental, MigharSnapshot *snapshot)
{
  if (snapshot == NULL)
    return FALSE;
  incremental->whole++;
  if (snapshot != incremental->last)
    set_units(incremental, snapshot);
  set_last(incremental, snapshot);
  return TRUE;
}

static void add_id(GString *list, guint32 id)
{
  g_string_append_printf(list, "%c%u", list->len > 0 ? ',' : '{', id);
}

/* FALSE: there is nothing to be read of it. */
static gboolean add_parts(const Incremental *incremental, const ChangedObject *object, GString *parts)
{
  if (object->parts != NULL)
    return units_list_parts(incremental->units, object, parts);
  g_string_append_printf(parts, "%c%" G_GINT64_FORMAT, parts->len > 0 ? ',' : '{',
                         CATALOG_PART(object->id, 0));
  return TRUE;
}

static char *end_list(GString *list)
{
  if (list->len > 0)
    g_string_append_c(list, '}');
  return list->len > 0 ? g_strdup(list->str) : NULL;
}

/* Its ids are NULL when there is none that the query can tell of. */
static CatalogIds list_ids(const Incremental *incremental, const CatalogQuery *query, guint32 class,
                           const GArray *objects)
{
  g_autoptr(GString) ids = g_string_new(NULL), parts = g_string_new(NULL);
  for (guint i = 0; i < objects->len; i++) {
    const ChangedObject *object = &g_array_index(objects, ChangedObject, i);
    if (object->class == class && object->letter != 0 && followed_may_tell(query->name, object->letter) &&
        (class != CLASS_COLUMNS || add_parts(incremental, object, parts)))
      add_id(ids, object->id);
  }
  return (CatalogIds){query, end_list(ids), end_list(parts)};
}

static gboolean has_class(const GArray *objects, guint32 class)
{
  for (guint i = 0; i < objects->len; i++)
    if (g_array_index(objects, ChangedObject, i).class == class)
      return TRUE;
  return FALSE;
}

static GArray *make_ids(const Incremental *incremental, const GArray *objects)
{
  GArray *ids = catalog_ids_new();
  for (const CatalogQuery *query = catalog_queries; query->kind != NULL; query++) {
    guint32 class = followed_class(query->kind);
    if (!has_class(objects, class))
      continue;
    const CatalogIds one = list_ids(incremental, query, class, objects);
    if (one.ids != NULL)
      g_array_append_val(ids, one);
  }
  return ids;
}

static GPtrArray *take_units(Incremental *incremental, const GArray *objects)
{
  GPtrArray *taken = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_object_unref);
  for (guint i = 0; i < objects->len; i++)
    units_take(incremental->units, &g_array_index(objects, ChangedObject, i), taken);
  return taken;
}

/* An object that was read again as it was is the old one, in the snapshot as in its unit. */
static gboolean read_changes(Incremental *incremental, PGconn *connection, GError **error)
{
  g_autoptr(GArray) objects = changes_objects(incremental->changes);
  if (objects->len == 0) {
    changes_seen(incremental->changes);
    return TRUE;
  }
  g_autoptr(GArray) ids = make_ids(incremental, objects);
  g_autoptr(GPtrArray) added =
      catalog_read_ids(connection, &incremental->prepared, (const CatalogIds *)ids->data, error);
  if (added == NULL)
    return FALSE;
  g_autoptr(GPtrArray) removed = take_units(incremental, objects);
  MigharSnapshot *next = mighar_snapshot_merge(incremental->last, removed, added);
  for (guint i = 0; i < added->len; i++) {
    const MigharObject *object = g_ptr_array_index(added, i);
    add_to_unit(incremental, (MigharObject *)mighar_snapshot_find(next, object->kind, object->name));
  }
  set_last(incremental, next);
  return TRUE;
}

/* What is read anew needs not be told what has changed: the next look finds that, and reads some of it again.
 */
MigharSnapshot *incremental_read(Incremental *incremental, PGconn *connection, MigharReading reading,
                                 GError **error)
{
  const Changes *changes = incremental->changes;
  end_rehearsal(incremental, connection);
  if (reading == MIGHAR_READ_ANEW && incremental->last != NULL)
    changes_pass_over(incremental->changes);
  else if (!changes_follow(incremental->changes, connection, error))
    return NULL;
  gboolean whole = reading == MIGHAR_READ_ANEW || incremental->last == NULL || changes_unknown(changes) ||
                   (changes_renamed(changes) && incremental->apart > 0);
  if (!(whole ? take_whole(incremental, ask_whole(incremental, connection, error))
              : read_changes(incremental, connection, error)))
    return NULL;
  return mighar_snapshot_ref(incremental->last);
}

MigharSnapshot *incremental_read_whole(Incremental *incremental, Whole *whole)
{
  if (incremental->last == NULL)
    return NULL;
  changes_pass_over(incremental->changes);
  return take_whole(incremental, whole_read(whole, incremental->last))
             ? mighar_snapshot_ref(incremental->last)
             : NULL;
}

void incremental_expect(Incremental *incremental, const char *end)
{
  changes_expect(incremental->changes, end);
}

gboolean incremental_touched(Incremental *incremental, PGconn *connection, gboolean follow,
                             MigharTouched *touched, GError **error)
{
  end_rehearsal(incremental, connection);
  return (!follow || changes_follow(incremental->changes, connection, error)) &&
         changes_touched(incremental->changes, connection, touched, error);
}

gboolean incremental_may_have_children(const Incremental *incremental, guint32 table)
{
  return changes_may_have_children(incremental->changes, table);
}

gboolean incremental_note_sessions(Incremental *incremental)
{
  return changes_note_sessions(incremental->changes);
}

gboolean incremental_keeps_sessions(Incremental *incremental)
{
  return changes_keep_sessions(incremental->changes);
}

gboolean incremental_keeps_rows(Incremental *incremental)
{
  return changes_keep_rows(incremental->changes);
}
