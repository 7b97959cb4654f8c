#include "session.h"

#include "names.h"

static gboolean is_listed(const char *name, const char *const *list)
{
  for (guint i = 0; list[i] != NULL; i++)
    if (g_ascii_strcasecmp(name, list[i]) == 0)
      return TRUE;
  return FALSE;
}

/* What these do to a value or with it is in the database or nowhere. Of every other PRAGMA that is given a
 * value it is taken for granted that it is a setting. */
static gboolean is_lasting(const char *pragma)
{
  static const char *const names[] = {
      "application_id", "foreign_key_check", "foreign_key_list", "incremental_vacuum", "index_info",
      "index_list",     "index_xinfo",       "integrity_check",  "optimize",           "quick_check",
      "table_info",     "table_list",        "table_xinfo",      "user_version",       NULL,
  };
  return is_listed(pragma, names);
}

static gboolean is_of_process(const char *pragma)
{
  static const char *const names[] = {
      "data_store_directory", "hard_heap_limit", "soft_heap_limit", "temp_store_directory", NULL,
  };
  return is_listed(pragma, names);
}

static int watch_pragma(SqliteSession *session, const char *pragma, const char *value)
{
  if (is_of_process(pragma))
    return SQLITE_IGNORE;
  if (value == NULL || is_lasting(pragma))
    return SQLITE_OK;
  session->changed = TRUE;
  if (g_ascii_strcasecmp(pragma, "writable_schema") == 0)
    session->schema_edited = session->rows_unknown = TRUE;
  return SQLITE_OK;
}

/* SQLite tells of a statement's own table, of those that its triggers and foreign keys lead to, and of one
 * that is to be emptied as a whole. Names that are told are spelled as they were declared. */
static void watch_writing(SqliteSession *session, const char *table, const char *database)
{
  if (g_strcmp0(database, "main") != 0 || g_str_has_prefix(table, "sqlite_"))
    return;
  char *name = name_quote(table);
  if (g_hash_table_contains(session->written, name))
    g_free(name);
  else
    g_hash_table_add(session->written, name);
}

/* https://www.sqlite.org/c3ref/c_alter_table.html says what first and second are for each action. Whatever
 * temporary object is made is a row in the schema of the database "temp". */
static int watch(void *data, int action, const char *first, const char *second, const char *database,
                 const char *trigger G_GNUC_UNUSED)
{
  SqliteSession *session = data;
  switch (action) {
  case SQLITE_PRAGMA:
    return watch_pragma(session, first, second);
  case SQLITE_ATTACH:
    session->changed = TRUE;
    return SQLITE_OK;
  case SQLITE_INSERT:
    session->changed |= g_strcmp0(database, "temp") == 0;
    watch_writing(session, first, database);
    return SQLITE_OK;
  case SQLITE_UPDATE:
  case SQLITE_DELETE:
    watch_writing(session, first, database);
    return SQLITE_OK;
  default:
    return SQLITE_OK;
  }
}

void sqlite_session_begin_writing(SqliteSession *session)
{
  sqlite_session_clear(session);
  session->written = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  session->rows_unknown = session->schema_edited;
}

void sqlite_session_clear(SqliteSession *session)
{
  g_clear_pointer(&session->written, g_hash_table_unref);
}

void sqlite_session_watch(SqliteSession *session, sqlite3 *connection)
{
  session->changed = FALSE;
  session->schema_edited = FALSE;
  if (session->written == NULL)
    sqlite_session_begin_writing(session);
  sqlite3_set_authorizer(connection, watch, session);
}
