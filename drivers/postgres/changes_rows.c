#include "changes_private.h"
#include "session.h"

#include <string.h>

enum { PLACE, OWNERS, SHAPE = OWNERS + 2 * MIRROR_OWNERS, PART, CONTENT, LETTER, FIRST_EXTRA };
enum { FILE_NUMBER = FIRST_EXTRA, RELATION_KIND, PERSISTENCE, RELATION_NAME };

char *changes_catalog_sql(const Followed *how, const char *condition)
{
  gboolean relations = how->self == CLASS_RELATION;
  g_auto(GStrv) parts = g_strsplit(condition, "%s", 2);
  g_autofree char *wanted = g_strjoinv(how->wanted, parts);
  return g_strdup_printf(
      "SELECT x.ctid, %s, concat_ws(' ', %s), %s, coalesce(hashtextextended(%s, 0), 0), %s%s FROM %s x WHERE "
      "%s",
      how->owners, how->shape != NULL ? how->shape : "NULL", how->part != NULL ? how->part : "0",
      how->content != NULL ? how->content : "NULL", how->letter != NULL ? how->letter : "NULL",
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
                  .shape = logged_shape(PQgetvalue(rows, row, SHAPE)),
                  .part = (gint16)atoi(PQgetvalue(rows, row, PART)),
                  .content = (guint64)g_ascii_strtoll(PQgetvalue(rows, row, CONTENT), NULL, 10),
                  .letter = PQgetisnull(rows, row, LETTER) ? ANY_LETTER : *PQgetvalue(rows, row, LETTER)};
  for (int i = 0; i < MIRROR_OWNERS; i++) {
    content->ids[i] = number(rows, row, OWNERS + 2 * i + 1);
    content->classes[i] = number(rows, row, OWNERS + 2 * i);
  }
  mirror_row_tidy(content);
}

static void mirror_row(Changes *changes, Catalog *catalog, guint32 block, guint16 row,
                       const MirrorRow *content)
{
  mirror_set(catalog->mirror, block, row, content);
  changes_note_letter(changes, catalog->how, content, 1);
  changes_note_parent(changes, catalog, content, 1);
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
    mirror_row(changes, catalog, block, row, &content);
    if (!first)
      changes_note_row(changes, catalog->how, &content, 1);
  }
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

static gboolean has_committed(const Changes *changes, guint32 transaction)
{
  return transaction != 0 && g_hash_table_contains(changes->committed, GUINT_TO_POINTER(transaction));
}

/* Nobody needs to look. */
static gboolean is_known(Changes *changes, Catalog *catalog, Place *place)
{
  if (has_committed(changes, place->ended_by))
    return TRUE;
  MirrorRow row;
  if (!has_committed(changes, place->made_by) || place->values.bytes == NULL ||
      !logged_read(catalog->logged, &place->values, &row))
    return FALSE;
  if (row.present) {
    mirror_row(changes, catalog, (guint32)(place->at >> 16), (guint16)(place->at & 0xFFFF), &row);
    changes_note_row(changes, catalog->how, &row, 1);
  }
  return TRUE;
}

/* Takes away what was in places that something has happened to. */
static void take_all_away(Changes *changes, Catalog *catalog)
{
  GHashTableIter rows;
  gpointer key;
  g_hash_table_iter_init(&rows, catalog->rows);
  while (g_hash_table_iter_next(&rows, &key, NULL)) {
    const Place *place = key;
    if (!place->asked && !take_away(changes, catalog, place->at, place->made))
      changes->ready = FALSE;
  }
}

/* Those that may hold a row that is not known. NULL: none does. */
static char *list_places(Changes *changes, Catalog *catalog)
{
  g_autoptr(GString) list = g_string_new(NULL);
  GHashTableIter rows;
  gpointer key;
  g_hash_table_iter_init(&rows, catalog->rows);
  while (g_hash_table_iter_next(&rows, &key, NULL)) {
    Place *place = key;
    if (!place->asked && !is_known(changes, catalog, place))
      g_string_append_printf(list, "%c\"(%u,%u)\"", list->len > 0 ? ',' : '{', (guint)(place->at >> 16),
                             (guint)(place->at & 0xFFFF));
    place->asked = TRUE;
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

/* What has come is noted behind all that has gone: of a version that another one follows the last word is
 * that it is there. */
static gboolean ask_rows(Changes *changes, PGconn *connection, const GPtrArray *catalogs, gboolean ask_end)
{
  gboolean sent = !ask_end || PQsendQueryPrepared(connection, "end", 0, NULL, NULL, NULL, 0);
  for (guint i = 0; i < catalogs->len; i++)
    take_all_away(changes, g_ptr_array_index(catalogs, i));
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
