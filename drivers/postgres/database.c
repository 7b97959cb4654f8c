#include "database.h"

#include "catalog.h"
#include "incremental.h"
#include "rows_ahead.h"
#include "session.h"
#include "traits.h"
#include "wal_source.h"
#include "whole.h"

#include <string.h>

PostgresServer *database_server(PostgresDatabase *database)
{
  return (PostgresServer *)database->base.server;
}

/* What was known of the schema goes with it. */
static void database_close_observer(PostgresDatabase *database)
{
  g_clear_pointer(&database->observer, session_close);
  g_clear_pointer(&database->whole, whole_free);
  g_clear_pointer(&database->incremental, incremental_free);
}

static void free_database(PostgresDatabase *database)
{
  database_close_session(database);
  database_close_observer(database);
  session_close(database->writer);
  mighar_refusal_clear(&database->refusal);
  database_forget_ahead(database);
  g_free(database->base.name);
  g_free(database);
}

/* template0 is what the server's makers made, whatever else is on the server. Copying files is faster than
 * logging blocks, but has the whole server write a checkpoint: on mighar's own that is nothing. */
static gboolean run_create(PostgresServer *server, const char *name, const char *template, GError **error)
{
  g_autoptr(GRecMutexLocker) lock G_GNUC_UNUSED = server_lock(server);
  server_drop_doomed(server);
  PGconn *administration = server_administration(server, error);
  if (administration == NULL)
    return FALSE;
  gboolean copies_files = server_is_own(server) && server_version(server) >= 150000;
  char *quoted_name = PQescapeIdentifier(administration, name, strlen(name));
  char *quoted_template = PQescapeIdentifier(administration, template, strlen(template));
  g_autofree char *command = g_strdup_printf("CREATE DATABASE %s TEMPLATE %s%s", quoted_name, quoted_template,
                                             copies_files ? " STRATEGY file_copy" : "");
  PQfreemem(quoted_name);
  PQfreemem(quoted_template);
  return session_command(administration, command, error);
}

/* Takes name over. */
static PostgresDatabase *database_new(PostgresServer *server, char *name)
{
  PostgresDatabase *database = g_new0(PostgresDatabase, 1);
  database->base.server = (MigharServer *)server;
  database->base.name = name;
  return database;
}

static PostgresDatabase *create_from(PostgresServer *server, const char *template, GError **error)
{
  g_autofree char *name = server_new_name(server);
  return run_create(server, name, template, error) ? database_new(server, g_steal_pointer(&name)) : NULL;
}

MigharDatabase *database_create(MigharServer *handle, GError **error)
{
  PostgresServer *server = (PostgresServer *)handle;
  const char *spare = server_take_spare(server);
  PostgresDatabase *database =
      spare != NULL ? database_new(server, g_strdup(spare)) : create_from(server, "template0", error);
  if (database == NULL)
    return NULL;
  database->answers = spare != NULL ? server_answers(server) : NULL;
  database->is_first = server_is_own(server);
  if (spare == NULL && database->is_first)
    server_begin_sessions(server, database->base.name);
  return &database->base;
}

void database_drop(MigharDatabase *database)
{
  if (database == NULL)
    return;
  PostgresDatabase *dropped = (PostgresDatabase *)database;
  PostgresServer *server = database_server(dropped);
  PGconn *const sessions[DATABASE_SESSIONS] = {dropped->session, dropped->observer, dropped->writer,
                                               whole_leave(g_steal_pointer(&dropped->whole))};
  dropped->session = dropped->observer = dropped->writer = NULL;
  server_drop(server, database->name, sessions);
  free_database(dropped);
}

char *database_keep(MigharDatabase *database, GError **error)
{
  char *commands = server_keep(database_server((PostgresDatabase *)database), database->name, error);
  if (commands != NULL)
    free_database((PostgresDatabase *)database);
  return commands;
}

static gboolean open_observer(PostgresDatabase *database, GError **error)
{
  if (database->incremental == NULL)
    database->incremental =
        incremental_new(server_data_directory(database_server(database)), database->answers);
  if (database->observer != NULL)
    return TRUE;
  database->stirred = TRUE;
  g_autoptr(PGconn) observer =
      server_connect(database_server(database), database->base.name, session_observing, error);
  if (observer == NULL)
    return FALSE;
  if (!catalog_set(observer, error)) {
    server_tell_end(database_server(database), observer, error);
    return FALSE;
  }
  database->observer = g_steal_pointer(&observer);
  incremental_reconnected(database->incremental);
  return TRUE;
}

/* What is asked of the observer, into what it answers. */
typedef gboolean (*Look)(PostgresDatabase *database, gpointer answer, GError **error);

/* Another look with a new connection: a server that recovered from a crash has ended the old one. */
static gboolean observe(PostgresDatabase *database, Look look, gpointer answer, GError **error)
{
  gboolean reused = database->observer != NULL;
  g_autoptr(GError) problem = NULL;
  if (open_observer(database, &problem) && look(database, answer, &problem))
    return TRUE;
  if (reused && PQstatus(database->observer) != CONNECTION_OK) {
    g_clear_error(&problem);
    database_close_observer(database);
    if (open_observer(database, &problem) && look(database, answer, &problem))
      return TRUE;
  }
  if (database->observer != NULL)
    server_tell_end(database_server(database), database->observer, &problem);
  g_propagate_error(error, g_steal_pointer(&problem));
  return FALSE;
}

/* One that was begun in time: to wait for one would cost more than it gains. */
static void begin_whole(PostgresDatabase *database)
{
  gboolean later;
  if (database->whole_begun || !incremental_is_small(database->incremental))
    return;
  g_autofree char *options = catalog_options();
  PGconn *connection = server_take_begun(database_server(database), database->base.name, options, &later);
  database->whole_begun = !later;
  database->whole = connection != NULL ? whole_new(connection) : NULL;
}

void database_rehearse(PostgresDatabase *database)
{
  if (!database->is_first || database->observer == NULL || database->incremental == NULL)
    return;
  incremental_rehearse(database->incremental, database->observer);
  begin_whole(database);
}

/* Not where new sessions start with settings, or a script may have said so. */
static gboolean commits_are_waited_for(const PostgresDatabase *database)
{
  return database->noted && g_strcmp0(database->circumstances, "") == 0 && !database->may_be_late;
}

/* Then all there is to know is in the log's files, wherever these end. */
static void expect_log(PostgresDatabase *database)
{
  if (commits_are_waited_for(database) && !database->undone)
    incremental_expect(database->incremental, "0");
}

typedef struct {
  MigharReading reading;
  MigharSnapshot *snapshot;
} SchemaAsked;

/* The two sessions share the work while there is little to read. Then one of them knows most of it. */
#define MOST_APART 200

static MigharSnapshot *read_whole(PostgresDatabase *database)
{
  if (database->whole == NULL)
    return NULL;
  MigharSnapshot *snapshot = incremental_read_whole(database->incremental, database->whole);
  if (snapshot == NULL || snapshot->objects->len > MOST_APART)
    g_clear_pointer(&database->whole, whole_free);
  return snapshot;
}

static gboolean look_at_schema(PostgresDatabase *database, gpointer answer, GError **error)
{
  SchemaAsked *reading = answer;
  expect_log(database);
  reading->snapshot = reading->reading == MIGHAR_READ_ANEW ? read_whole(database) : NULL;
  if (reading->snapshot == NULL)
    reading->snapshot = incremental_read(database->incremental, database->observer, reading->reading, error);
  if (reading->snapshot != NULL && reading->reading != MIGHAR_READ_ANEW)
    database->stirred = FALSE;
  return reading->snapshot != NULL;
}

MigharSnapshot *database_snapshot(MigharDatabase *database, MigharReading reading, GError **error)
{
  SchemaAsked wanted = {.reading = reading};
  observe((PostgresDatabase *)database, look_at_schema, &wanted, error);
  return wanted.snapshot;
}

/* What is known of it can be told of a copy. Nothing is lost where it cannot be had. */
static void look_before_copy(PostgresDatabase *original)
{
  SchemaAsked wanted = {.reading = MIGHAR_READ_CHANGES};
  if (server_is_own(database_server(original)))
    observe(original, look_at_schema, &wanted, NULL);
  g_clear_pointer(&wanted.snapshot, mighar_snapshot_unref);
}

MigharDatabase *database_copy(MigharDatabase *source, GError **error)
{
  PostgresDatabase *original = (PostgresDatabase *)source;
  PostgresServer *server = database_server(original);
  database_close_session(original);
  look_before_copy(original);
  server_leave(server, source->name);
  g_clear_pointer(&original->observer, session_close);
  g_clear_pointer(&original->whole, whole_free);
  g_clear_pointer(&original->writer, session_close);
  g_autoptr(GRecMutexLocker) lock G_GNUC_UNUSED = server_lock(server);
  PostgresDatabase *copy = create_from(server, source->name, error);
  if (copy == NULL)
    return NULL;
  copy->may_be_late = original->may_be_late;
  if (original->incremental != NULL)
    copy->incremental = incremental_copy(original->incremental);
  PGconn *administration = server_administration(server, error);
  if (administration == NULL || !traits_copy(administration, source->name, copy->base.name, error)) {
    database_drop(&copy->base);
    return NULL;
  }
  return &copy->base;
}

static gboolean look_at_touched(PostgresDatabase *database, gpointer answer, GError **error)
{
  expect_log(database);
  if (!incremental_touched(database->incremental, database->observer, database->stirred, answer, error))
    return FALSE;
  database->stirred = FALSE;
  return TRUE;
}

const char *database_end_sql(PostgresDatabase *database, guint *n)
{
  gboolean has_log = server_data_directory(database_server(database)) != NULL;
  *n = has_log ? 2 : 1;
  return has_log ? "COMMIT; " WAL_SOURCE_END_QUERY : "COMMIT";
}

void database_forget_ahead(PostgresDatabase *database)
{
  g_clear_pointer(&database->ahead, ahead_free);
}

gboolean database_may_have_children(const PostgresDatabase *database, guint32 table)
{
  return database->incremental == NULL || incremental_may_have_children(database->incremental, table);
}

void database_wrote(PostgresDatabase *database, const char *log_end)
{
  if (database->incremental != NULL)
    incremental_expect(database->incremental, log_end);
}

gboolean database_keeps_rows(MigharDatabase *handle)
{
  PostgresDatabase *database = (PostgresDatabase *)handle;
  return commits_are_waited_for(database) && database->incremental != NULL &&
         incremental_keeps_rows(database->incremental);
}

gboolean database_touched(MigharDatabase *database, MigharTouched *touched, GError **error)
{
  return observe((PostgresDatabase *)database, look_at_touched, touched, error);
}
