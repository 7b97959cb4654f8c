/* What the log tells of the stretch of it that is being read. */
#include "changes_private.h"

#include <string.h>

/* Of one catalog. So many change when a chain goes down as a whole, and not in a leg of its own: their places
 * alone would be megabytes. */
#define MOST_ROWS 10000

/* Until then a row that has come and was not found, as it is undone, is known when it ends. */
void changes_end_stretch(Changes *changes)
{
  GHashTableIter catalogs;
  gpointer catalog;
  g_hash_table_iter_init(&catalogs, changes->catalogs);
  while (g_hash_table_iter_next(&catalogs, NULL, &catalog))
    g_hash_table_remove_all(((Catalog *)catalog)->rows);
  g_hash_table_remove_all(changes->committed);
}

static void give_up(Changes *changes)
{
  changes->too_many = TRUE;
  changes_end_stretch(changes);
}

static gint64 place_of(const WalEntry *entry)
{
  return (gint64)entry->block << 16 | entry->row;
}

static Place *find_place(Catalog *catalog, const WalEntry *entry)
{
  gint64 at = place_of(entry);
  Place *place = g_hash_table_lookup(catalog->rows, &at);
  if (place == NULL) {
    place = g_new(Place, 1);
    *place = (Place){.at = at, .made = entry->change == WAL_MADE};
    g_hash_table_add(catalog->rows, place);
  }
  place->made |= place->asked && entry->change == WAL_MADE;
  place->asked = FALSE;
  return place;
}

/* Rows of which more is to be kept are asked for. */
enum { MOST_KEPT = 300, LONGEST_KEPT = 1024 };

static void forget_values(Place *place)
{
  g_free((guint8 *)place->values.bytes);
  place->values = (WalValues){0};
}

/* What a version has of the one before it is known when that is. */
static void keep_values(const Catalog *catalog, Place *place, const WalEntry *entry)
{
  static const Place none;
  gint64 at = (gint64)entry->block << 16 | entry->before;
  const Place *found = entry->before != 0 ? g_hash_table_lookup(catalog->rows, &at) : NULL;
  const WalValues *before = &(found != NULL ? found : &none)->values, *values = &entry->values;
  gsize kept = entry->head + entry->tail, length = kept + values->length;
  if (catalog->logged == NULL || values->bytes == NULL || before->length < kept || length > LONGEST_KEPT ||
      g_hash_table_size(catalog->rows) > MOST_KEPT)
    return;
  guint8 *bytes = g_malloc(length + 1);
  if (kept > 0) {
    memcpy(bytes, before->bytes, entry->head);
    memcpy(bytes + length - entry->tail, before->bytes + before->length - entry->tail, entry->tail);
  }
  memcpy(bytes + entry->head, values->bytes, values->length);
  place->values = (WalValues){bytes, length, values->nulls};
}

/* A version that another one follows may have parts of that. */
static void note_version(const Catalog *catalog, Place *place, const WalEntry *entry)
{
  place->ended_by = entry->change == WAL_ENDED ? entry->transaction : 0;
  place->made_by = entry->change == WAL_MADE ? entry->transaction : 0;
  if (!entry->followed)
    forget_values(place);
  if (entry->change == WAL_MADE)
    keep_values(catalog, place, entry);
}

static void note_place(Changes *changes, Catalog *catalog, const WalEntry *entry)
{
  if (changes->too_many)
    return;
  note_version(catalog, find_place(catalog, entry), entry);
  catalog->stirred = TRUE;
  if (g_hash_table_size(catalog->rows) > MOST_ROWS)
    give_up(changes);
}

/* Databases come and go beside this one; where its own row changes, the new one is not known at once. */
static gboolean is_of_another(Changes *changes, const Catalog *catalog, const WalEntry *entry)
{
  if (!catalog->lists_databases || changes->own_row < 0)
    return FALSE;
  if (entry->change == WAL_MADE || place_of(entry) != changes->own_row)
    return TRUE;
  changes->own_row = -1;
  return FALSE;
}

/* What all databases share is no table's, and sessions in others change it at any time. */
static void note_untold(Changes *changes, const Catalog *catalog, const WalEntry *entry)
{
  if (entry->change == WAL_OTHER || is_of_another(changes, catalog, entry))
    return;
  changes->unknown = TRUE;
  changes->touched_all = changes->touched_all || entry->database != 0;
}

/* A file that is of no table that is known is an index's, or a new one's. */
static void note_written(Changes *changes, const WalEntry *entry)
{
  gpointer table;
  if (!g_hash_table_lookup_extended(changes->files, GUINT_TO_POINTER(entry->relation), NULL, &table))
    return;
  g_hash_table_add(changes->touched, table);
  gboolean is_there = entry->change == WAL_MADE || (entry->change == WAL_ENDED && entry->followed);
  changes->unsettled = changes->unsettled || !is_there;
}

void changes_told(void *data, const WalEntry *entry)
{
  Changes *changes = data;
  if (entry->change == WAL_COMMITTED)
    g_hash_table_add(changes->committed, GUINT_TO_POINTER(entry->transaction));
  if (entry->change == WAL_COMMITTED || (entry->database != changes->database && entry->database != 0))
    return;
  if (entry->change == WAL_TRUNCATED) {
    changes->unsettled = TRUE;
    return;
  }
  Catalog *catalog = g_hash_table_lookup(changes->catalogs, GUINT_TO_POINTER(entry->relation));
  if (catalog == NULL) {
    note_written(changes, entry);
    return;
  }
  changes->unsettled = changes->unsettled || !catalog->is_calm;
  changes->other_sessions = changes->other_sessions || catalog->begins_sessions;
  changes->names_stale = changes->names_stale || (catalog->names_tables && entry->change != WAL_MADE);
  if (catalog->how == NULL) {
    note_untold(changes, catalog, entry);
    return;
  }
  if (entry->change == WAL_OTHER) {
    changes->ready = FALSE;
    return;
  }
  note_place(changes, catalog, entry);
}
