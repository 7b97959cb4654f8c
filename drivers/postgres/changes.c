#include "changes_private.h"
#include "present.h"
#include "session.h"

#include <mighar/error.h>
#include <stdlib.h>
#include <string.h>

static void free_catalog(gpointer data)
{
  Catalog *catalog = data;
  mirror_free(catalog->mirror);
  g_free(catalog->logged);
  g_hash_table_unref(catalog->rows);
  g_free(catalog);
}

static void free_place(gpointer place)
{
  g_free((guint8 *)((Place *)place)->values.bytes);
  g_free(place);
}

Catalog *changes_new_catalog(Mirror *mirror)
{
  Catalog *catalog = g_new0(Catalog, 1);
  catalog->mirror = mirror;
  catalog->rows = g_hash_table_new_full(g_int64_hash, g_int64_equal, free_place, NULL);
  return catalog;
}

static GHashTable *new_set(void)
{
  return g_hash_table_new(g_direct_hash, g_direct_equal);
}

Changes *changes_new(const char *directory, Answers *answers)
{
  Changes *changes = g_new0(Changes, 1);
  changes->answers = answers;
  wal_source_init(&changes->source, directory);
  changes->unknown = changes->touched_all = TRUE;
  changes->catalogs = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, free_catalog);
  changes->committed = new_set();
  changes->dirty = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, changes_free_dirty);
  changes->letters = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_hash_table_unref);
  changes->prepared = g_hash_table_new(g_str_hash, g_str_equal);
  changes->files = new_set();
  changes->names = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
  changes->parents =
      g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, (GDestroyNotify)g_array_unref);
  changes->unlogged = new_set();
  changes->touched = new_set();
  changes->touched_names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  return changes;
}

void changes_free(Changes *changes)
{
  if (changes == NULL)
    return;
  wal_source_clear(&changes->source);
  g_free(changes->end);
  g_clear_pointer(&changes->present, g_hash_table_unref);
  g_hash_table_unref(changes->catalogs);
  g_hash_table_unref(changes->committed);
  g_hash_table_unref(changes->dirty);
  g_hash_table_unref(changes->letters);
  g_hash_table_unref(changes->prepared);
  g_hash_table_unref(changes->files);
  g_hash_table_unref(changes->names);
  g_hash_table_unref(changes->parents);
  g_hash_table_unref(changes->unlogged);
  g_hash_table_unref(changes->touched);
  g_hash_table_unref(changes->touched_names);
  g_free(changes);
}

void changes_reconnected(Changes *changes)
{
  g_hash_table_remove_all(changes->prepared);
}

/* The beginning */

typedef struct {
  Changes *changes;
  Catalog *catalog;
} Filling;

static void take_row(const PGresult *row, void *data)
{
  const Filling *filling = data;
  changes_mirror_rows(filling->changes, filling->catalog, row, TRUE);
}

static gboolean fill(Changes *changes, PGconn *connection, Catalog *catalog, GError **error)
{
  g_autofree char *sql = changes_catalog_sql(catalog->how, "%s");
  return session_query_rows(connection, sql, take_row, &(Filling){changes, catalog}, error);
}

static const Followed *find_followed(const char *name)
{
  for (const Followed *how = followed; how->catalog != NULL; how++)
    if (g_str_equal(how->catalog, name))
      return how;
  return NULL;
}

/* Whatever a table is called, it has a row type of the same name; and one whose rows are written anew has one
 * more meanwhile. */
static const char *const calm[] = {"pg_attrdef", "pg_attribute", "pg_class", "pg_constraint",
                                   "pg_depend",  "pg_enum",      "pg_index", "pg_description",
                                   "pg_proc",    "pg_trigger",   NULL};

static gboolean add_catalogs(Changes *changes, PGconn *connection, GError **error)
{
  static const char query[] = "SELECT relname, pg_relation_filenode(oid) FROM pg_class"
                              " WHERE oid < 16384 AND relkind = 'r' AND relnamespace = 11";
  g_autoptr(PGresult) found = answers_query(changes->answers, connection, query, error);
  g_autoptr(PGresult) columns = answers_query(changes->answers, connection, logged_query, error);
  for (int i = 0; found != NULL && columns != NULL && i < PQntuples(found); i++) {
    const char *name = PQgetvalue(found, i, 0);
    if (g_strv_contains(not_followed, name))
      continue;
    Catalog *catalog = changes_new_catalog(mirror_new());
    catalog->how = find_followed(name);
    catalog->begins_sessions = g_str_equal(name, "pg_db_role_setting") || g_str_equal(name, "pg_language");
    catalog->names_tables = g_str_equal(name, "pg_namespace");
    catalog->lists_databases = g_str_equal(name, "pg_database");
    catalog->is_calm = g_strv_contains(calm, name);
    catalog->inherits = g_str_equal(name, "pg_inherits");
    catalog->logged = logged_new(name, columns);
    g_hash_table_insert(changes->catalogs, GUINT_TO_POINTER(number(found, i, 1)), catalog);
    if (catalog->how != NULL && present_has(changes->present, name) &&
        !fill(changes, connection, catalog, error))
      return FALSE;
  }
  return found != NULL && columns != NULL;
}

gboolean changes_prepare(Changes *changes, PGconn *connection, const char *name, const char *sql)
{
  if (g_hash_table_contains(changes->prepared, name))
    return TRUE;
  g_autoptr(PGresult) prepared = PQprepare(connection, name, sql, 0, NULL);
  if (PQresultStatus(prepared) != PGRES_COMMAND_OK)
    return FALSE;
  g_hash_table_add(changes->prepared, (gpointer)name);
  return TRUE;
}

/* What is asked after every leg. */
static gboolean prepare_log(Changes *changes, PGconn *connection)
{
  const char *log = wal_source_query(&changes->source);
  return log != NULL ? changes_prepare(changes, connection, "log", log)
                     : changes_prepare(changes, connection, "end", WAL_SOURCE_END_QUERY);
}

static GHashTable *ask_present(Changes *changes, PGconn *connection, GError **error)
{
  g_autofree char *sql = present_sql(connection);
  g_autoptr(PGresult) known = answers_find(changes->answers, connection, sql);
  if (known != NULL)
    return present_read(known);
  if (!changes_prepare(changes, connection, "present", sql)) {
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "PostgreSQL: %s", PQerrorMessage(connection));
    return NULL;
  }
  g_autoptr(PGresult) found = session_query_prepared(connection, "present", 0, NULL, error);
  if (found == NULL)
    return NULL;
  answers_add(changes->answers, sql, found);
  return present_read(found);
}

GHashTable *changes_present(Changes *changes, PGconn *connection, GError **error)
{
  return changes->present != NULL ? g_steal_pointer(&changes->present)
                                  : ask_present(changes, connection, error);
}

static gboolean find_present(Changes *changes, PGconn *connection)
{
  g_clear_pointer(&changes->present, g_hash_table_unref);
  changes->present = ask_present(changes, connection, NULL);
  return changes->present != NULL;
}

static gboolean find_database(Changes *changes, PGconn *connection)
{
  static const char query[] = "SELECT oid, (ctid::text::point)[0]::int8 << 16 | (ctid::text::point)[1]::int8"
                              "  FROM pg_database WHERE datname = current_database()";
  g_autoptr(PGresult) found = answers_query(changes->answers, connection, query, NULL);
  if (found == NULL)
    return FALSE;
  changes->database = number(found, 0, 0);
  changes->own_row = (gint64)long_number(found, 0, 1);
  return TRUE;
}

/* Everything is unknown up to here. */
static gboolean begin(Changes *changes, PGconn *connection)
{
  changes->unknown = changes->touched_all = changes->other_sessions = TRUE;
  if (changes->forbidden)
    return FALSE;
  g_hash_table_remove_all(changes->catalogs);
  g_hash_table_remove_all(changes->committed);
  g_hash_table_remove_all(changes->dirty);
  g_hash_table_remove_all(changes->letters);
  g_hash_table_remove_all(changes->files);
  g_hash_table_remove_all(changes->parents);
  g_hash_table_remove_all(changes->unlogged);
  changes->too_many = FALSE;
  changes->ready = wal_source_begin(&changes->source, connection, &changes->forbidden) &&
                   find_database(changes, connection) && find_present(changes, connection) &&
                   prepare_log(changes, connection) && add_catalogs(changes, connection, NULL);
  return changes->ready;
}

/* Following */

/* What somebody has committed without waiting for the log to be written is in no file yet. */
static gboolean follow_files(Changes *changes, PGconn *connection)
{
  g_autofree char *end = g_steal_pointer(&changes->end);
  for (guint tries = 0; tries < 3; tries++) {
    if (!wal_source_read_files(&changes->source, changes_told, changes) ||
        !changes_look_at_rows(changes, connection, end == NULL ? &end : NULL))
      return FALSE;
    if (wal_source_has(&changes->source, end))
      return TRUE;
    if (tries > 0 && !wal_source_write(connection))
      return FALSE;
  }
  return FALSE;
}

static gboolean follow(Changes *changes, PGconn *connection)
{
  if (changes->source.directory != NULL)
    return follow_files(changes, connection);
  return wal_source_read(&changes->source, connection, changes_told, changes) &&
         changes_look_at_rows(changes, connection, NULL);
}

void changes_expect(Changes *changes, const char *end)
{
  g_free(changes->end);
  changes->end = g_strdup(end);
}

static gboolean can_follow(const Changes *changes)
{
  return changes->ready && !changes->too_many;
}

void changes_pass_over(Changes *changes)
{
  g_clear_pointer(&changes->present, g_hash_table_unref);
}

gboolean changes_follow(Changes *changes, PGconn *connection, GError **error)
{
  g_clear_pointer(&changes->present, g_hash_table_unref);
  changes->ready = can_follow(changes) && (changes->database != 0 || find_database(changes, connection)) &&
                   prepare_log(changes, connection) && follow(changes, connection) && can_follow(changes) &&
                   changes_add_dependants(changes, connection) &&
                   (changes->own_row >= 0 || find_database(changes, connection));
  if (changes->ready)
    changes_end_stretch(changes);
  else
    begin(changes, connection);
  changes->unsettled = FALSE;
  if (PQstatus(connection) == CONNECTION_OK)
    return TRUE;
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "PostgreSQL: %s", PQerrorMessage(connection));
  return FALSE;
}

/* Sessions */

gboolean changes_read_on(Changes *changes)
{
  if (changes->source.directory == NULL || changes->database == 0)
    return FALSE;
  changes->ready =
      changes->ready && wal_source_read_files(&changes->source, changes_told, changes) && changes->ready;
  return changes->ready;
}

gboolean changes_keep_sessions(Changes *changes)
{
  return changes_read_on(changes) && !changes->other_sessions;
}

gboolean changes_note_sessions(Changes *changes)
{
  gboolean noted = changes_read_on(changes);
  changes->other_sessions = FALSE;
  return noted;
}

gboolean changes_keep_rows(Changes *changes)
{
  return changes_keep_sessions(changes) && !changes->unsettled && g_hash_table_size(changes->unlogged) == 0;
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
