#include "schema.h"

#include "catalog.h"
#include "database.h"
#include "names.h"
#include "properties.h"

/* Of the header of a database file: what a migration can set there and set back, and the number that SQLite
 * counts up with every change of the schema, also of those that are rolled back in the end
 * (https://www.sqlite.org/fileformat.html#schema_cookie). */
typedef struct {
  gint64 schema_version, user_version, application_id;
} Header;

struct SqliteSchema {
  Catalog catalog;
  Header header;
  gboolean version_holds;
  MigharSnapshot *snapshot; /* NULL at first */
};

SqliteSchema *sqlite_schema_new(void)
{
  SqliteSchema *schema = g_new0(SqliteSchema, 1);
  catalog_init(&schema->catalog);
  return schema;
}

void sqlite_schema_free(SqliteSchema *schema)
{
  if (schema == NULL)
    return;
  catalog_clear(&schema->catalog);
  mighar_snapshot_unref(schema->snapshot);
  g_free(schema);
}

void sqlite_schema_forget_version(SqliteSchema *schema)
{
  if (schema != NULL)
    schema->version_holds = FALSE;
}

static gboolean read_number(sqlite3 *connection, const char *sql, gint64 *number, GError **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  if (sqlite3_prepare_v2(connection, sql, -1, &statement, NULL) != SQLITE_OK ||
      sqlite3_step(statement) != SQLITE_ROW) {
    sqlite_set_error(error, connection, "cannot read the schema");
    return FALSE;
  }
  *number = sqlite3_column_int64(statement, 0);
  return TRUE;
}

static gboolean read_header(sqlite3 *connection, Header *header, GError **error)
{
  return read_number(connection, "PRAGMA main.schema_version", &header->schema_version, error) &&
         read_number(connection, "PRAGMA main.user_version", &header->user_version, error) &&
         read_number(connection, "PRAGMA main.application_id", &header->application_id, error);
}

static char *nonzero_text(gint64 number)
{
  return number != 0 ? g_strdup_printf("%" G_GINT64_FORMAT, number) : NULL;
}

static void add_database(GPtrArray *objects, const Header *header)
{
  g_autoptr(GArray) properties = properties_new();
  properties_add(properties, "application_id", nonzero_text(header->application_id));
  properties_add(properties, "user_version", nonzero_text(header->user_version));
  add_object(objects, "database", "main", NULL, properties);
}

static MigharSnapshot *make_snapshot(MigharSnapshot *old, const CatalogChanges *changes)
{
  if (old != NULL)
    return mighar_snapshot_merge(old, changes->removed, changes->added);
  return mighar_snapshot_new(g_ptr_array_ref(changes->added));
}

/* last: that was read before; or NULL. tables: a set of names that those of tables that are made or altered
 * are added to; or NULL. */
static gboolean follow(SqliteSchema *schema, const Header *header, const MigharSnapshot *last,
                       sqlite3 *connection, GHashTable *tables, GError **error)
{
  g_auto(CatalogChanges) changes = {0};
  if (!catalog_follow(&schema->catalog, last, connection, &changes, error)) {
    g_clear_pointer(&schema->snapshot, mighar_snapshot_unref);
    return FALSE;
  }
  add_database(changes.added, header);
  MigharSnapshot *snapshot = make_snapshot(schema->snapshot, &changes);
  mighar_snapshot_unref(schema->snapshot);
  schema->snapshot = snapshot;
  schema->header = *header;
  for (guint i = 0; tables != NULL && i < changes.tables->len; i++)
    g_hash_table_add(tables, g_strdup(g_ptr_array_index(changes.tables, i)));
  return TRUE;
}

static gboolean is_known(const SqliteSchema *schema, const Header *header)
{
  return schema->version_holds && schema->snapshot != NULL &&
         schema->header.schema_version == header->schema_version &&
         schema->header.user_version == header->user_version &&
         schema->header.application_id == header->application_id;
}

/* A script that sets the version itself, or writes to the schema by hand, has changed its session. Other
 * processes may do so to a file without a trace. */
static gboolean can_follow(const SqliteDatabase *database)
{
  return database->file == NULL && !database->session.changed;
}

static SqliteSchema *read_anew(const MigharSnapshot *last, sqlite3 *connection, GError **error)
{
  g_autoptr(SqliteSchema) schema = sqlite_schema_new();
  Header header;
  if (!read_header(connection, &header, error) || !follow(schema, &header, last, connection, NULL, error))
    return NULL;
  return g_steal_pointer(&schema);
}

/* Brings what is known to what there is. Where nothing was known, nothing has been made or altered. */
static gboolean catch_up(SqliteDatabase *database, sqlite3 *connection, GError **error)
{
  GHashTable *tables = database->schema != NULL ? database->session.written : NULL;
  if (database->schema == NULL)
    database->schema = sqlite_schema_new();
  SqliteSchema *schema = database->schema;
  schema->version_holds = schema->version_holds && can_follow(database);
  Header header;
  if (!read_header(connection, &header, error) ||
      (!is_known(schema, &header) && !follow(schema, &header, schema->snapshot, connection, tables, error)))
    return FALSE;
  schema->version_holds = can_follow(database);
  return TRUE;
}

gboolean sqlite_schema_begin(SqliteDatabase *database, GError **error)
{
  return database->schema != NULL || catch_up(database, database->connection, error);
}

/* From here on, what there is is followed, and not what there was taken to be: of that nothing stays but
 * objects that are found again. */
static gboolean begin_anew(SqliteDatabase *database, sqlite3 *connection, GError **error)
{
  g_autoptr(MigharSnapshot) last = mighar_snapshot_ref(database->schema->snapshot);
  g_clear_pointer(&database->schema, sqlite_schema_free);
  database->schema = read_anew(last, connection, error);
  if (database->schema == NULL)
    return FALSE;
  database->schema->version_holds = can_follow(database);
  return TRUE;
}

MigharSnapshot *sqlite_snapshot(MigharDatabase *handle, MigharReading reading, GError **error)
{
  SqliteDatabase *database = (SqliteDatabase *)handle;
  sqlite3 *connection = sqlite_connection(database, error);
  if (connection == NULL)
    return NULL;
  // all is read anew, whatever was asked for
  gboolean is_first = database->schema == NULL || database->schema->snapshot == NULL;
  if (!catch_up(database, connection, error) ||
      (reading == MIGHAR_READ_ANEW && !is_first && !begin_anew(database, connection, error)))
    return NULL;
  return mighar_snapshot_ref(database->schema->snapshot);
}

/* Tables that a script made or altered are known by what is in the schema now; those that it wrote to, by
 * what its statements were about to write to. */
gboolean sqlite_touched(MigharDatabase *handle, MigharTouched *touched, GError **error)
{
  SqliteDatabase *database = (SqliteDatabase *)handle;
  sqlite3 *connection = sqlite_connection(database, error);
  if (connection == NULL || !catch_up(database, connection, error))
    return FALSE;
  SqliteSession *session = &database->session;
  *touched = (MigharTouched){.all = session->rows_unknown || database->file != NULL};
  if (!touched->all)
    touched->tables = g_hash_table_ref(session->written);
  sqlite_session_begin_writing(session);
  return TRUE;
}
