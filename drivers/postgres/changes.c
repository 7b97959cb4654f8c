#include "changes.h"

#include "followed.h"
#include "mirror.h"
#include "session.h"
#include "wal.h"

#include <mighar/error.h>
#include <stdlib.h>
#include <string.h>

/* More log than this since the last look is not worth reading. */
#define MOST_LOG (32 * 1024 * 1024)

/* A catalog and what has happened to its rows in the stretch of log that is being read. */
typedef struct {
  const Followed *how; /* NULL: whatever happens to it, nothing can be told */
  Mirror *mirror;
  GHashTable *rows; /* block << 16 | row, as gint64, to whether it began in this stretch */
} Catalog;

/* What has happened to one object. */
typedef struct {
  gint64 key;    /* class << 32 | id */
  guint32 shape; /* the sum of digests of what has come, less those of what has gone */
  int made;      /* its own rows that have come, less those that have gone */
  gboolean lost; /* a row with a shape has gone: not only were parts added */
} Dirty;

struct Changes {
  gboolean ready;     /* position and mirrors are right */
  gboolean forbidden; /* this user may not read the log */
  gboolean prepared, prepared_rows;
  gboolean unknown, renamed;
  WalFormat format;
  guint32 database, timeline;
  guint64 position;
  GHashTable *catalogs; /* file number to Catalog */
  GHashTable *dirty;    /* Dirty */
  GHashTable *files;    /* file number to id of a table, itself or by its TOAST table */
  GHashTable *names;    /* id of a table to its name */
  GHashTable *unlogged; /* ids of tables */
  GHashTable *touched;  /* ids of tables */
  GHashTable *touched_names;
  gboolean touched_all;
};

#define KEY(class, id) ((gint64)(class) << 32 | (gint64)(id))

static void free_catalog(gpointer data)
{
  Catalog *catalog = data;
  mirror_free(catalog->mirror);
  g_hash_table_unref(catalog->rows);
  g_free(catalog);
}

static GHashTable *new_set(void)
{
  return g_hash_table_new(g_direct_hash, g_direct_equal);
}

Changes *changes_new(void)
{
  Changes *changes = g_new0(Changes, 1);
  changes->unknown = changes->touched_all = TRUE;
  changes->catalogs = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, free_catalog);
  changes->dirty = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_free);
  changes->files = new_set();
  changes->names = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
  changes->unlogged = new_set();
  changes->touched = new_set();
  changes->touched_names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  return changes;
}

void changes_free(Changes *changes)
{
  if (changes == NULL)
    return;
  g_hash_table_unref(changes->catalogs);
  g_hash_table_unref(changes->dirty);
  g_hash_table_unref(changes->files);
  g_hash_table_unref(changes->names);
  g_hash_table_unref(changes->unlogged);
  g_hash_table_unref(changes->touched);
  g_hash_table_unref(changes->touched_names);
  g_free(changes);
}

static guint32 number(const PGresult *result, int row, int column)
{
  return (guint32)strtoul(PQgetvalue(result, row, column), NULL, 10);
}

static guint64 long_number(const PGresult *result, int row, int column)
{
  return g_ascii_strtoull(PQgetvalue(result, row, column), NULL, 10);
}

/* Objects */

static void touch(Changes *changes, guint32 id)
{
  g_hash_table_add(changes->touched, GUINT_TO_POINTER(id));
}

static Dirty *find_dirty(Changes *changes, guint32 class, guint32 id)
{
  gint64 key = KEY(class, id);
  Dirty *dirty = g_hash_table_lookup(changes->dirty, &key);
  if (dirty == NULL) {
    dirty = g_new0(Dirty, 1);
    dirty->key = key;
    g_hash_table_add(changes->dirty, dirty);
  }
  return dirty;
}

static gboolean is_by_id(guint32 class)
{
  static const guint32 classes[] = {CLASS_TYPE, CLASS_ROUTINE, CLASS_RELATION, CLASS_CONSTRAINT,
                                    CLASS_RULE, CLASS_TRIGGER, CLASS_POLICY,   CLASS_STATISTICS};
  for (guint i = 0; i < G_N_ELEMENTS(classes); i++)
    if (classes[i] == class)
      return TRUE;
  return FALSE;
}

/* A row has come (1) or gone (-1). */
static void note_row(Changes *changes, const Followed *how, const MirrorRow *row, int way)
{
  for (guint i = 0; i < MIRROR_OWNERS; i++) {
    if (row->ids[i] == 0)
      continue;
    if (!is_by_id(row->classes[i])) {
      changes->unknown = changes->touched_all = TRUE;
      continue;
    }
    Dirty *dirty = find_dirty(changes, row->classes[i], row->ids[i]);
    if (row->classes[i] == CLASS_RELATION)
      touch(changes, row->ids[i]);
    if (i > 0)
      continue;
    if (how->self != 0)
      dirty->made += way;
    dirty->shape += way > 0 ? row->shape : 0u - row->shape;
    dirty->lost = dirty->lost || (way < 0 && how->shape != NULL);
  }
}

/* Rows as they are */

enum { PLACE, OWNERS, SHAPE = OWNERS + 2 * MIRROR_OWNERS, FIRST_EXTRA };
enum { FILE_NUMBER = FIRST_EXTRA, RELATION_KIND, PERSISTENCE, RELATION_NAME };

static char *catalog_sql(const Followed *how, const char *condition)
{
  gboolean relations = g_str_equal(how->catalog, "pg_class");
  return g_strdup_printf("SELECT x.ctid, %s, %s%s%s%s FROM %s x WHERE %s AND %s", how->owners,
                         how->shape != NULL ? "hashtext(concat_ws(' ', " : "0",
                         how->shape != NULL ? how->shape : "", how->shape != NULL ? "))" : "",
                         relations ? ", x.relfilenode, x.relkind, x.relpersistence, x.oid::regclass" : "",
                         how->catalog, how->wanted, condition);
}

static gboolean is_table(char kind)
{
  return strchr("rpmf", kind) != NULL;
}

static void note_name(Changes *changes, guint32 id, const char *name)
{
  const char *old = g_hash_table_lookup(changes->names, GUINT_TO_POINTER(id));
  if (g_strcmp0(old, name) == 0)
    return;
  if (old != NULL)
    g_hash_table_add(changes->touched_names, g_strdup(old));
  g_hash_table_insert(changes->names, GUINT_TO_POINTER(id), g_strdup(name));
}

static void note_relation(Changes *changes, const PGresult *rows, int row, const MirrorRow *content)
{
  char kind = *PQgetvalue(rows, row, RELATION_KIND);
  guint32 table = kind == 't' ? content->ids[1] : content->ids[0];
  if (kind != 't' && !is_table(kind))
    return;
  g_hash_table_insert(changes->files, GUINT_TO_POINTER(number(rows, row, FILE_NUMBER)),
                      GUINT_TO_POINTER(table));
  if (kind == 't')
    return;
  note_name(changes, table, PQgetvalue(rows, row, RELATION_NAME));
  /* What is written to an unlogged table, or to another server, is in no log. */
  if (*PQgetvalue(rows, row, PERSISTENCE) != 'p' || kind == 'f')
    g_hash_table_add(changes->unlogged, GUINT_TO_POINTER(table));
}

static void read_place(const char *text, guint32 *block, guint16 *row)
{
  char *end;
  *block = (guint32)strtoul(text + 1, &end, 10);
  *row = (guint16)strtoul(end + 1, NULL, 10);
}

static void mirror_rows(Changes *changes, Catalog *catalog, const PGresult *rows, gboolean first)
{
  for (int i = 0; i < PQntuples(rows); i++) {
    MirrorRow content = {.present = TRUE, .shape = number(rows, i, SHAPE)};
    guint32 block;
    guint16 row;
    read_place(PQgetvalue(rows, i, PLACE), &block, &row);
    for (int j = 0; j < MIRROR_OWNERS; j++) {
      content.classes[j] = number(rows, i, OWNERS + 2 * j);
      content.ids[j] = number(rows, i, OWNERS + 2 * j + 1);
    }
    if (PQnfields(rows) > FIRST_EXTRA)
      note_relation(changes, rows, i, &content);
    mirror_set(catalog->mirror, block, row, &content);
    if (!first)
      note_row(changes, catalog->how, &content, 1);
  }
}

/* The log */

static void told(void *data, const WalEntry *entry)
{
  Changes *changes = data;
  if (entry->database != changes->database && entry->database != 0)
    return;
  gpointer file = GUINT_TO_POINTER(entry->relation), table;
  Catalog *catalog = g_hash_table_lookup(changes->catalogs, file);
  if (catalog == NULL) {
    if (g_hash_table_lookup_extended(changes->files, file, NULL, &table))
      g_hash_table_add(changes->touched, table);
    return;
  }
  if (catalog->how == NULL) {
    changes->unknown = changes->unknown || entry->change != WAL_OTHER;
    changes->touched_all = changes->touched_all || entry->change != WAL_OTHER;
    return;
  }
  if (entry->change == WAL_OTHER) {
    changes->ready = FALSE;
    return;
  }
  gint64 place = (gint64)entry->block << 16 | entry->row;
  if (!g_hash_table_contains(catalog->rows, &place))
    g_hash_table_insert(catalog->rows, g_memdup2(&place, sizeof place),
                        GINT_TO_POINTER(entry->change == WAL_MADE));
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
  note_row(changes, catalog->how, old, -1);
  mirror_set(catalog->mirror, block, row, &none);
  return TRUE;
}

static char *list_places(Changes *changes, Catalog *catalog)
{
  g_autoptr(GString) list = g_string_new("{");
  GHashTableIter rows;
  gpointer place, made;
  g_hash_table_iter_init(&rows, catalog->rows);
  while (g_hash_table_iter_next(&rows, &place, &made)) {
    gint64 at = *(const gint64 *)place;
    if (!take_away(changes, catalog, at, GPOINTER_TO_INT(made)))
      changes->ready = FALSE;
    g_string_append_printf(list, "%s\"(%u,%u)\"", list->len > 1 ? "," : "", (guint)(at >> 16),
                           (guint)(at & 0xFFFF));
  }
  g_string_append_c(list, '}');
  return g_string_free(g_steal_pointer(&list), FALSE);
}

static gboolean ask_rows(Changes *changes, PGconn *connection, const GPtrArray *catalogs)
{
  gboolean sent = TRUE;
  for (guint i = 0; sent && i < catalogs->len; i++) {
    Catalog *catalog = g_ptr_array_index(catalogs, i);
    g_autofree char *places = list_places(changes, catalog);
    const char *const values[] = {places};
    sent = PQsendQueryPrepared(connection, catalog->how->catalog, 1, values, NULL, NULL, 0);
  }
  return sent && PQpipelineSync(connection);
}

static gboolean take_rows(Changes *changes, PGconn *connection, const GPtrArray *catalogs)
{
  for (guint i = 0; i < catalogs->len; i++) {
    Catalog *catalog = g_ptr_array_index(catalogs, i);
    g_autoptr(PGresult) rows = session_next_result(connection);
    if (PQresultStatus(rows) != PGRES_TUPLES_OK)
      return FALSE;
    mirror_rows(changes, catalog, rows, FALSE);
    g_hash_table_remove_all(catalog->rows);
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
    if (g_hash_table_size(((Catalog *)catalog)->rows) > 0)
      g_ptr_array_add(changed, catalog);
  return changed;
}

/* The rows that the log has named, as they are now. FALSE: they cannot be had. */
static gboolean look_at_rows(Changes *changes, PGconn *connection)
{
  g_autoptr(GPtrArray) catalogs = list_changed(changes);
  if (catalogs->len == 0)
    return TRUE;
  if (!PQenterPipelineMode(connection))
    return FALSE;
  gboolean looked = ask_rows(changes, connection, catalogs) && take_rows(changes, connection, catalogs);
  session_end_pipeline(connection);
  return looked;
}

/* Where the log ends, and some of it from a place in a file on. */
static const char position_query[] =
    "SELECT pg_wal_lsn_diff(l.written, '0/0'), pg_wal_lsn_diff(l.inserted, '0/0'),"
    "       CASE WHEN pg_wal_lsn_diff(l.written, '0/0') > $2::numeric"
    "            THEN pg_read_binary_file($1, $3::int8,"
    "                   least($4::int8, (pg_wal_lsn_diff(l.written, '0/0') - $2::numeric)::int8)) END"
    "  FROM (SELECT pg_current_wal_insert_lsn() AS inserted, pg_current_wal_flush_lsn() AS written OFFSET 0) "
    "AS l";

/* A committed transaction of whoever has switched synchronous_commit off is not in a file yet. */
static gboolean write_log(PGconn *connection, GError **error)
{
  return session_command(connection, "SELECT pg_logical_emit_message(true, 'mighar', '')", error);
}

/* NULL when it cannot be had. */
static PGresult *ask_log(const Changes *changes, PGconn *connection)
{
  guint64 segment = changes->format.segment, per_id = G_GUINT64_CONSTANT(0x100000000) / segment;
  guint64 file = changes->position / segment, offset = changes->position % segment;
  g_autofree char *path = g_strdup_printf("pg_wal/%08X%08X%08X", changes->timeline, (guint)(file / per_id),
                                          (guint)(file % per_id));
  g_autofree char *from = g_strdup_printf("%" G_GUINT64_FORMAT, changes->position);
  g_autofree char *start = g_strdup_printf("%" G_GUINT64_FORMAT, offset);
  g_autofree char *left = g_strdup_printf("%" G_GUINT64_FORMAT, segment - offset);
  const char *const values[] = {path, from, start, left};
  PGresult *answer = PQexecPrepared(connection, "log", 4, values, NULL, NULL, 0);
  if (PQresultStatus(answer) == PGRES_TUPLES_OK)
    return answer;
  PQclear(answer);
  return NULL;
}

/* Appends what has come since. FALSE when it cannot be had. */
static gboolean fetch_log(Changes *changes, PGconn *connection, GByteArray *log)
{
  for (gboolean asked_to_write = FALSE;;) {
    g_autoptr(PGresult) answer = ask_log(changes, connection);
    if (answer == NULL)
      return FALSE;
    guint64 written = wal_position(long_number(answer, 0, 0), changes->format.segment);
    guint64 inserted = wal_position(long_number(answer, 0, 1), changes->format.segment);
    if (!PQgetisnull(answer, 0, 2)) {
      size_t length;
      unsigned char *bytes = PQunescapeBytea((const unsigned char *)PQgetvalue(answer, 0, 2), &length);
      g_byte_array_append(log, bytes, (guint)length);
      PQfreemem(bytes);
      changes->position += length;
      if (length == 0 || log->len > MOST_LOG)
        return FALSE;
    }
    if (changes->position < written)
      continue;
    if (inserted <= written || asked_to_write)
      return TRUE;
    if (!write_log(connection, NULL))
      return FALSE;
    asked_to_write = TRUE;
  }
}

/* The beginning */

static gboolean fill(Changes *changes, PGconn *connection, Catalog *catalog, GError **error)
{
  g_autofree char *sql = catalog_sql(catalog->how, "true");
  g_autoptr(PGresult) rows = session_query(connection, sql, error);
  if (rows == NULL)
    return FALSE;
  mirror_rows(changes, catalog, rows, TRUE);
  return TRUE;
}

static const Followed *find_followed(const char *name)
{
  for (const Followed *how = followed; how->catalog != NULL; how++)
    if (g_str_equal(how->catalog, name))
      return how;
  return NULL;
}

static gboolean add_catalogs(Changes *changes, PGconn *connection, GError **error)
{
  static const char query[] = "SELECT relname, pg_relation_filenode(oid) FROM pg_class"
                              " WHERE oid < 16384 AND relkind = 'r' AND relnamespace = 11";
  g_autoptr(PGresult) found = session_query(connection, query, error);
  for (int i = 0; found != NULL && i < PQntuples(found); i++) {
    const char *name = PQgetvalue(found, i, 0);
    if (g_strv_contains(not_followed, name))
      continue;
    Catalog *catalog = g_new0(Catalog, 1);
    catalog->how = find_followed(name);
    catalog->mirror = mirror_new();
    catalog->rows = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    g_hash_table_insert(changes->catalogs, GUINT_TO_POINTER(number(found, i, 1)), catalog);
    if (catalog->how != NULL && !fill(changes, connection, catalog, error))
      return FALSE;
  }
  return found != NULL;
}

static gboolean prepare(PGconn *connection, const char *name, const char *sql)
{
  g_autoptr(PGresult) prepared = PQprepare(connection, name, sql, 0, NULL);
  return PQresultStatus(prepared) == PGRES_COMMAND_OK;
}

/* Once a connection. */
static gboolean prepare_all(Changes *changes, PGconn *connection)
{
  changes->prepared = changes->prepared || prepare(connection, "log", position_query);
  for (const Followed *how = followed; changes->prepared && !changes->prepared_rows && how->catalog != NULL;
       how++) {
    g_autofree char *sql = catalog_sql(how, "x.ctid = ANY ($1::tid[])");
    changes->prepared = prepare(connection, how->catalog, sql);
  }
  changes->prepared_rows = changes->prepared;
  return changes->prepared;
}

static gboolean find_position(Changes *changes, PGconn *connection, GError **error)
{
  static const char query[] =
      "SELECT pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0'),"
      "       (SELECT oid FROM pg_database WHERE datname = current_database()),"
      "       (SELECT timeline_id FROM pg_control_checkpoint()),"
      "       (SELECT bytes_per_wal_segment FROM pg_control_init()),"
      "       has_function_privilege('pg_read_binary_file(text,int8,int8)', 'EXECUTE'),"
      "       current_setting('wal_block_size')";
  if (!write_log(connection, error))
    return FALSE;
  g_autoptr(PGresult) found = session_query(connection, query, error);
  if (found == NULL)
    return FALSE;
  changes->format = (WalFormat){PQserverVersion(connection), long_number(found, 0, 3)};
  changes->position = wal_position(long_number(found, 0, 0), changes->format.segment);
  changes->database = number(found, 0, 1);
  changes->timeline = number(found, 0, 2);
  changes->forbidden = *PQgetvalue(found, 0, 4) != 't' || number(found, 0, 5) != WAL_PAGE;
  return TRUE;
}

/* Everything is unknown up to here. */
static gboolean begin(Changes *changes, PGconn *connection)
{
  changes->unknown = changes->touched_all = TRUE;
  if (changes->forbidden)
    return FALSE;
  g_hash_table_remove_all(changes->catalogs);
  g_hash_table_remove_all(changes->dirty);
  g_hash_table_remove_all(changes->files);
  g_hash_table_remove_all(changes->unlogged);
  if (!find_position(changes, connection, NULL) || !prepare_all(changes, connection))
    changes->forbidden = TRUE;
  changes->ready = !changes->forbidden && add_catalogs(changes, connection, NULL);
  return changes->ready;
}

/* Dependants */

/* What holds names of an object that has another one now, or another shape: all that depends on it, and for
 * a relation that only has more columns, what is written as a query. What comes with an object in the same
 * text is that object. */
static const char dependants[] =
    "WITH RECURSIVE d (class, id, all_of_them) AS ("
    "SELECT * FROM unnest($1::oid[], $2::oid[], $3::bool[]) "
    "UNION "
    "SELECT e.* FROM d CROSS JOIN LATERAL ("
    "  SELECT p.classid, p.objid, p.classid <> 2618 FROM pg_depend p"
    "   WHERE p.refclassid = d.class AND p.refobjid = d.id"
    "     AND (d.all_of_them OR p.classid IN (1247, 1255, 2618, 3256)) "
    "  UNION ALL "
    "  SELECT p.refclassid, p.refobjid, p.refclassid = 1247 FROM pg_depend p"
    "   WHERE p.classid = d.class AND p.objid = d.id"
    "     AND (d.class = 2618 AND p.deptype = 'i' AND p.refclassid = 1259"
    "          OR d.class = 2604 AND p.deptype IN ('a', 'i') AND p.refclassid = 1259"
    "          OR d.class = 1259 AND p.deptype = 'i' AND p.refclassid IN (1247, 2606))) AS e)"
    "SELECT DISTINCT class, id FROM d";

static gboolean add_dependants(Changes *changes, PGconn *connection, GError **error)
{
  g_autoptr(GString) classes = g_string_new("{"), ids = g_string_new("{"), all = g_string_new("{");
  GHashTableIter dirty;
  gpointer value;
  g_hash_table_iter_init(&dirty, changes->dirty);
  while (g_hash_table_iter_next(&dirty, &value, NULL)) {
    Dirty *one = value;
    if (one->shape != 0 && one->made == 0) {
      const char *comma = classes->len > 1 ? "," : "";
      g_string_append_printf(classes, "%s%u", comma, (guint)(one->key >> 32));
      g_string_append_printf(ids, "%s%u", comma, (guint)(one->key & 0xFFFFFFFF));
      g_string_append_printf(all, "%s%s", comma, one->lost ? "t" : "f");
      changes->renamed = changes->renamed || one->lost;
    }
    one->shape = 0;
    one->made = 0;
    one->lost = FALSE;
  }
  if (classes->len == 1)
    return TRUE;
  g_string_append_c(classes, '}');
  g_string_append_c(ids, '}');
  g_string_append_c(all, '}');
  const char *const values[] = {classes->str, ids->str, all->str};
  g_autoptr(PGresult) found = session_query_with(connection, dependants, 3, values, error);
  for (int i = 0; found != NULL && i < PQntuples(found); i++) {
    guint32 class = number(found, i, 0), id = number(found, i, 1);
    if (is_by_id(class))
      find_dirty(changes, class, id);
    if (class == CLASS_RELATION)
      touch(changes, id);
  }
  return found != NULL;
}

gboolean changes_follow(Changes *changes, PGconn *connection, GError **error)
{
  g_autoptr(GByteArray) log = g_byte_array_new();
  guint64 from = changes->position;
  if (!changes->ready || !fetch_log(changes, connection, log) ||
      !wal_read(&changes->format, log->data, log->len, from, told, changes))
    changes->ready = FALSE;
  if (changes->ready && (!look_at_rows(changes, connection) || !add_dependants(changes, connection, NULL)))
    changes->ready = FALSE;
  if (!changes->ready)
    begin(changes, connection);
  if (PQstatus(connection) == CONNECTION_OK)
    return TRUE;
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "PostgreSQL: %s", PQerrorMessage(connection));
  return FALSE;
}

gboolean changes_unknown(const Changes *changes)
{
  return changes->unknown;
}

gboolean changes_renamed(const Changes *changes)
{
  return changes->renamed;
}

GHashTable *changes_objects(const Changes *changes)
{
  return changes->dirty;
}

void changes_seen(Changes *changes)
{
  g_hash_table_remove_all(changes->dirty);
  changes->unknown = changes->forbidden;
  changes->renamed = FALSE;
}

/* Touched tables */

/* Whoever reads a table reads its parts and children, too. */
static const char ancestors[] =
    "WITH RECURSIVE t (id) AS (SELECT unnest($1::oid[])"
    " UNION SELECT i.inhparent FROM t JOIN pg_inherits i ON i.inhrelid = t.id)"
    "SELECT c.oid::regclass FROM t JOIN pg_class c ON c.oid = t.id WHERE c.relkind IN ('r', 'p', 'm', 'f')";

static gboolean name_touched(Changes *changes, PGconn *connection, GError **error)
{
  g_autoptr(GString) ids = g_string_new("{");
  GHashTable *const sets[] = {changes->touched, changes->unlogged};
  for (guint i = 0; i < G_N_ELEMENTS(sets); i++) {
    GHashTableIter all;
    gpointer id;
    g_hash_table_iter_init(&all, sets[i]);
    while (g_hash_table_iter_next(&all, &id, NULL)) {
      const char *name = g_hash_table_lookup(changes->names, id);
      if (name != NULL)
        g_hash_table_add(changes->touched_names, g_strdup(name));
      g_string_append_printf(ids, "%s%u", ids->len > 1 ? "," : "", GPOINTER_TO_UINT(id));
    }
  }
  if (ids->len == 1)
    return TRUE;
  g_string_append_c(ids, '}');
  const char *const values[] = {ids->str};
  g_autoptr(PGresult) found = session_query_with(connection, ancestors, 1, values, error);
  for (int i = 0; found != NULL && i < PQntuples(found); i++)
    g_hash_table_add(changes->touched_names, g_strdup(PQgetvalue(found, i, 0)));
  return found != NULL;
}

gboolean changes_touched(Changes *changes, PGconn *connection, MigharTouched *touched, GError **error)
{
  gboolean all = changes->touched_all || changes->forbidden;
  if (!all && !name_touched(changes, connection, error))
    return FALSE;
  *touched = (MigharTouched){.all = all, .tables = all ? NULL : g_hash_table_ref(changes->touched_names)};
  g_hash_table_unref(changes->touched_names);
  changes->touched_names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_remove_all(changes->touched);
  changes->touched_all = FALSE;
  return TRUE;
}
