#include "changes_private.h"
#include "session.h"

#include <mighar/error.h>
#include <stdlib.h>
#include <string.h>

/* More log than this since the last look is not worth reading. */
#define MOST_LOG (32 * 1024 * 1024)

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
  changes->known = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_free);
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
  g_hash_table_unref(changes->known);
  g_hash_table_unref(changes->files);
  g_hash_table_unref(changes->names);
  g_hash_table_unref(changes->unlogged);
  g_hash_table_unref(changes->touched);
  g_hash_table_unref(changes->touched_names);
  g_free(changes);
}

void changes_reconnected(Changes *changes)
{
  changes->prepared = changes->prepared_rows = FALSE;
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
  g_autofree char *sql = changes_catalog_sql(catalog->how, "%s");
  g_autoptr(PGresult) rows = session_query(connection, sql, error);
  if (rows == NULL)
    return FALSE;
  changes_mirror_rows(changes, catalog, rows, TRUE);
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
  changes->prepared = changes->prepared || (prepare(connection, "log", position_query) &&
                                            prepare(connection, "dependants", changes_dependants_sql));
  for (const Followed *how = followed; changes->prepared && !changes->prepared_rows && how->catalog != NULL;
       how++) {
    /* CASE keeps the planner from an index of ids, by which it would go through all of them */
    g_autofree char *sql =
        changes_catalog_sql(how, "x.ctid = ANY ($1::tid[]) AND CASE WHEN %s THEN true END");
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
  g_hash_table_remove_all(changes->known);
  g_hash_table_remove_all(changes->files);
  g_hash_table_remove_all(changes->unlogged);
  if (!find_position(changes, connection, NULL) || !prepare_all(changes, connection))
    changes->forbidden = TRUE;
  changes->ready = !changes->forbidden && add_catalogs(changes, connection, NULL);
  return changes->ready;
}

gboolean changes_follow(Changes *changes, PGconn *connection, GError **error)
{
  g_autoptr(GByteArray) log = g_byte_array_new();
  guint64 from = changes->position;
  if (!changes->ready || !fetch_log(changes, connection, log) ||
      !wal_read(&changes->format, log->data, log->len, from, changes_told, changes))
    changes->ready = FALSE;
  if (changes->ready &&
      (!changes_look_at_rows(changes, connection) || !changes_add_dependants(changes, connection)))
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
