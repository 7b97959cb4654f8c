#include "changes_private.h"
#include "session.h"

#include <string.h>

/* Rows as they are */

enum { PLACE, OWNERS, SHAPE = OWNERS + 2 * MIRROR_OWNERS, PART, CONTENT, LETTER, FIRST_EXTRA };
enum { FILE_NUMBER = FIRST_EXTRA, RELATION_KIND, PERSISTENCE, RELATION_NAME };

char *changes_catalog_sql(const Followed *how, const char *condition)
{
  gboolean relations = how->self == CLASS_RELATION;
  g_auto(GStrv) parts = g_strsplit(condition, "%s", 2);
  g_autofree char *wanted = g_strjoinv(how->wanted, parts);
  return g_strdup_printf(
      "SELECT x.ctid, %s, %s%s%s, %s, coalesce(hashtextextended(%s, 0), 0), %s%s FROM %s x WHERE %s",
      how->owners, how->shape != NULL ? "hashtext(concat_ws(' ', " : "0",
      how->shape != NULL ? how->shape : "", how->shape != NULL ? "))" : "",
      how->part != NULL ? how->part : "0", how->content != NULL ? how->content : "NULL",
      how->letter != NULL ? how->letter : "NULL",
      relations ? ", x.relfilenode, x.relkind, x.relpersistence, x.oid::regclass" : "", how->catalog, wanted);
}

static gboolean is_table(char kind)
{
  return strchr("rpmf", kind) != NULL;
}

static void note_relation(Changes *changes, const PGresult *rows, int row, const MirrorRow *content)
{
  char kind = *PQgetvalue(rows, row, RELATION_KIND);
  guint32 table = kind == 't' ? content->ids[1] : content->ids[0];
  if (kind != 't' && !is_table(kind))
    return;
  /* A new file is one that was written from the start. */
  if (g_hash_table_insert(changes->files, GUINT_TO_POINTER(number(rows, row, FILE_NUMBER)),
                          GUINT_TO_POINTER(table)))
    changes_touch(changes, table);
  if (kind == 't')
    return;
  changes_note_name(changes, table, PQgetvalue(rows, row, RELATION_NAME));
  /* What is written to an unlogged table, or to another server, is in no log. */
  if (*PQgetvalue(rows, row, PERSISTENCE) != 'p' || kind == 'f')
    g_hash_table_add(changes->unlogged, GUINT_TO_POINTER(table));
}

/* An index behind a constraint is told by that. */
static char letter_of_relation(const MirrorRow *content)
{
  return strchr("iI", content->letter) != NULL && content->ids[1] != 0 ? '-' : content->letter;
}

static void read_place(const char *text, guint32 *block, guint16 *row)
{
  char *end;
  *block = (guint32)strtoul(text + 1, &end, 10);
  *row = (guint16)strtoul(end + 1, NULL, 10);
}

static void read_row(const PGresult *rows, int row, MirrorRow *content)
{
  *content =
      (MirrorRow){.present = TRUE,
                  .shape = number(rows, row, SHAPE),
                  .part = (gint16)atoi(PQgetvalue(rows, row, PART)),
                  .content = (guint64)g_ascii_strtoll(PQgetvalue(rows, row, CONTENT), NULL, 10),
                  .letter = PQgetisnull(rows, row, LETTER) ? ANY_LETTER : *PQgetvalue(rows, row, LETTER)};
  for (int i = 0; i < MIRROR_OWNERS; i++) {
    content->classes[i] = number(rows, row, OWNERS + 2 * i);
    content->ids[i] = number(rows, row, OWNERS + 2 * i + 1);
  }
}

void changes_mirror_rows(Changes *changes, Catalog *catalog, const PGresult *rows, gboolean first)
{
  for (int i = 0; i < PQntuples(rows); i++) {
    MirrorRow content;
    guint32 block;
    guint16 row;
    read_place(PQgetvalue(rows, i, PLACE), &block, &row);
    read_row(rows, i, &content);
    if (catalog->how->self == CLASS_RELATION) {
      note_relation(changes, rows, i, &content);
      content.letter = letter_of_relation(&content);
    }
    mirror_set(catalog->mirror, block, row, &content);
    changes_note_letter(changes, catalog->how, &content, 1);
    changes_note_parent(changes, catalog, &content, 1);
    if (!first)
      changes_note_row(changes, catalog->how, &content, 1);
  }
}

/* The log */

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

static void note_place(Changes *changes, Catalog *catalog, const WalEntry *entry)
{
  if (changes->too_many)
    return;
  find_place(catalog, entry)->ended_by = entry->change == WAL_ENDED ? entry->transaction : 0;
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

/* A row of the server's own that has changed is not in the mirror and did not begin in this stretch. */
static gboolean take_away(Changes *changes, Catalog *catalog, gint64 place, gboolean made)
{
  static const MirrorRow none;
  guint32 block = (guint32)(place >> 16);
  guint16 row = (guint16)(place & 0xFFFF);
  const MirrorRow *old = mirror_get(catalog->mirror, block, row);
  if (old == NULL)
    return made;
  changes_note_row(changes, catalog->how, old, -1);
  changes_note_letter(changes, catalog->how, old, -1);
  changes_note_parent(changes, catalog, old, -1);
  mirror_set(catalog->mirror, block, row, &none);
  return TRUE;
}

/* Nobody needs to look. */
static gboolean is_gone(const Changes *changes, const Place *place)
{
  return place->ended_by != 0 && g_hash_table_contains(changes->committed, GUINT_TO_POINTER(place->ended_by));
}

/* Those that may hold a row, after what was there is taken away. NULL: none does. */
static char *list_places(Changes *changes, Catalog *catalog)
{
  g_autoptr(GString) list = g_string_new(NULL);
  GHashTableIter rows;
  gpointer key;
  g_hash_table_iter_init(&rows, catalog->rows);
  while (g_hash_table_iter_next(&rows, &key, NULL)) {
    Place *place = key;
    if (place->asked)
      continue;
    place->asked = TRUE;
    if (!take_away(changes, catalog, place->at, place->made))
      changes->ready = FALSE;
    if (!is_gone(changes, place))
      g_string_append_printf(list, "%c\"(%u,%u)\"", list->len > 0 ? ',' : '{', (guint)(place->at >> 16),
                             (guint)(place->at & 0xFFFF));
  }
  if (list->len == 0)
    return NULL;
  g_string_append_c(list, '}');
  return g_string_free(g_steal_pointer(&list), FALSE);
}

static gboolean is_prepared(const Changes *changes, const Followed *how)
{
  return g_hash_table_contains(changes->prepared, how->catalog);
}

/* CASE keeps the planner from an index of ids, by which it would go through all of them. */
static gboolean send_preparation(PGconn *connection, const Followed *how)
{
  g_autofree char *sql = changes_catalog_sql(how, "x.ctid = ANY ($1::tid[]) AND CASE WHEN %s THEN true END");
  return PQsendPrepare(connection, how->catalog, sql, 0, NULL);
}

static gboolean ask_rows(Changes *changes, PGconn *connection, const GPtrArray *catalogs, gboolean ask_end)
{
  gboolean sent = !ask_end || PQsendQueryPrepared(connection, "end", 0, NULL, NULL, NULL, 0);
  for (guint i = 0; sent && i < catalogs->len; i++) {
    Catalog *catalog = g_ptr_array_index(catalogs, i);
    g_autofree char *places = list_places(changes, catalog);
    const char *const values[] = {places};
    catalog->asked = places != NULL;
    sent = !catalog->asked ||
           ((is_prepared(changes, catalog->how) || send_preparation(connection, catalog->how)) &&
            PQsendQueryPrepared(connection, catalog->how->catalog, 1, values, NULL, NULL, 0));
  }
  return sent && PQpipelineSync(connection);
}

static gboolean take_end(PGconn *connection, char **end)
{
  g_autoptr(PGresult) answer = session_next_result(connection);
  if (PQresultStatus(answer) != PGRES_TUPLES_OK)
    return FALSE;
  *end = g_strdup(PQgetvalue(answer, 0, 0));
  return TRUE;
}

static gboolean take_preparation(Changes *changes, PGconn *connection, const Followed *how)
{
  if (is_prepared(changes, how))
    return TRUE;
  g_autoptr(PGresult) answer = session_next_result(connection);
  if (PQresultStatus(answer) != PGRES_COMMAND_OK)
    return FALSE;
  g_hash_table_add(changes->prepared, (gpointer)how->catalog);
  return TRUE;
}

static gboolean take_answer(Changes *changes, PGconn *connection, Catalog *catalog)
{
  if (!catalog->asked)
    return TRUE;
  if (!take_preparation(changes, connection, catalog->how))
    return FALSE;
  g_autoptr(PGresult) rows = session_next_result(connection);
  if (PQresultStatus(rows) != PGRES_TUPLES_OK)
    return FALSE;
  changes_mirror_rows(changes, catalog, rows, FALSE);
  return TRUE;
}

static gboolean take_rows(Changes *changes, PGconn *connection, const GPtrArray *catalogs)
{
  for (guint i = 0; i < catalogs->len; i++) {
    Catalog *catalog = g_ptr_array_index(catalogs, i);
    if (!take_answer(changes, connection, catalog))
      return FALSE;
    catalog->stirred = FALSE;
  }
  return TRUE;
}

static GPtrArray *list_changed(Changes *changes)
{
  GPtrArray *changed = g_ptr_array_new();
  GHashTableIter catalogs;
  gpointer catalog;
  g_hash_table_iter_init(&catalogs, changes->catalogs);
  while (g_hash_table_iter_next(&catalogs, NULL, &catalog))
    if (((Catalog *)catalog)->stirred)
      g_ptr_array_add(changed, catalog);
  return changed;
}

gboolean changes_look_at_rows(Changes *changes, PGconn *connection, char **end)
{
  g_autoptr(GPtrArray) catalogs = list_changed(changes);
  if (catalogs->len == 0 && end == NULL)
    return TRUE;
  if (!PQenterPipelineMode(connection))
    return FALSE;
  gboolean looked = ask_rows(changes, connection, catalogs, end != NULL) &&
                    (end == NULL || take_end(connection, end)) && take_rows(changes, connection, catalogs);
  session_end_pipeline(connection);
  return looked;
}
