#include "target.h"

#include "postgres.h"

#include <mighar/error.h>
#include <stdlib.h>
#include <string.h>

static const char circumstances[] =
    "SELECT current_user, pg_catalog.current_schema(), pg_catalog.current_schemas(false)::text,"
    "       pg_catalog.current_setting('transaction_read_only') = 'on'";

static PGconn *connect_to(const char *url, GError **error)
{
  g_autofree char *otherwise = NULL;
  g_autoptr(Parameters) parameters = parameters_from_url(url, &otherwise, error);
  if (parameters == NULL)
    return NULL;
  PQconninfoOption *options = PQconninfoParse(url, NULL);
  const char *name = NULL;
  for (const PQconninfoOption *option = options; option != NULL && option->keyword != NULL; option++)
    if (g_str_equal(option->keyword, "dbname") && option->val != NULL && *option->val != '\0')
      name = option->val;
  g_autoptr(PGconn) connection = parameters_connect(parameters, name, NULL);
  PQconninfoFree(options);
  if (PQstatus(connection) == CONNECTION_OK)
    return g_steal_pointer(&connection);
  g_autofree char *words = parameters_problem(parameters, connection);
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, "see whether psql connects with the same URL",
                   "cannot connect to the PostgreSQL database: %s", words);
  return NULL;
}

/* An array of names as the server writes it; names that it quotes hold commas, quotes or braces. */
static char **parse_names(const char *text)
{
  GPtrArray *names = g_ptr_array_new();
  g_autoptr(GString) name = g_string_new(NULL);
  gboolean quoted = FALSE;
  for (const char *c = text + 1; *c != '\0'; c++)
    if (*c == '\\' && c[1] != '\0')
      g_string_append_c(name, *++c);
    else if (*c == '"')
      quoted = !quoted;
    else if (quoted || (*c != ',' && *c != '}'))
      g_string_append_c(name, *c);
    else if (name->len > 0) {
      g_ptr_array_add(names, g_strdup(name->str));
      g_string_truncate(name, 0);
    }
  g_ptr_array_add(names, NULL);
  return (char **)g_ptr_array_free(names, FALSE);
}

static gboolean describe(PostgresTarget *target, GError **error)
{
  g_autoptr(PGresult) row = session_query(target->session, circumstances, error);
  if (row == NULL)
    return FALSE;
  const char *version = PQparameterStatus(target->session, "server_version");
  target->base.version = g_strndup(version, strcspn(version, " "));
  target->base.where =
      g_strdup_printf("on the server at %s:%s", PQhost(target->session), PQport(target->session));
  target->base.name = g_strdup(PQdb(target->session));
  target->base.user = g_strdup(PQgetvalue(row, 0, 0));
  target->base.schema = PQgetisnull(row, 0, 1) ? NULL : g_strdup(PQgetvalue(row, 0, 1));
  target->base.schemas = parse_names(PQgetvalue(row, 0, 2));
  target->base.read_only = g_str_equal(PQgetvalue(row, 0, 3), "t");
  return TRUE;
}

/* Then the process that answers is another one than libpq was told of when it connected. */
static gboolean is_pooled(PGconn *session)
{
  g_autoptr(PGresult) row = session_query(session, "SELECT pg_catalog.pg_backend_pid()", NULL);
  return row != NULL && atoi(PQgetvalue(row, 0, 0)) != PQbackendPID(session);
}

static gboolean reopen(MigharTarget *handle, GError **error)
{
  PostgresTarget *target = (PostgresTarget *)handle;
  g_clear_pointer(&target->watch, target_watch_free);
  g_clear_pointer(&target->session, PQfinish);
  g_queue_clear_full(&target->ahead, g_free);
  target->locked = FALSE;
  target->session = connect_to(target->base.url, error);
  if (target->session == NULL)
    return FALSE;
  target->between = is_pooled(target->session);
  target->settings.pooled = target->settings.pooled || target->between;
  if (!target_reset(target, error))
    return FALSE;
  target->watch = target_new_watch(target);
  return TRUE;
}

static void close_target(MigharTarget *handle)
{
  PostgresTarget *target = (PostgresTarget *)handle;
  if (target == NULL)
    return;
  target_unlock(handle);
  target_watch_free(target->watch);
  session_close(target->session);
  g_queue_clear_full(&target->ahead, g_free);
  g_free(target->base.url);
  g_free(target->base.version);
  g_free(target->base.where);
  g_free(target->base.name);
  g_free(target->base.user);
  g_free(target->base.schema);
  g_strfreev(target->base.schemas);
  g_free(target);
}

static MigharTarget *open_target(const char *url, const MigharTargetSettings *settings, GError **error)
{
  PostgresTarget *target = g_new0(PostgresTarget, 1);
  target->base.driver = &mighar_postgres_driver;
  target->base.url = g_strdup(url);
  target->settings = *settings;
  if (reopen(&target->base, error) && describe(target, error))
    return &target->base;
  close_target(&target->base);
  return NULL;
}

static MigharTargetRows *query(MigharTarget *handle, const char *sql, GError **error)
{
  g_autoptr(PGresult) result = session_query(((PostgresTarget *)handle)->session, sql, error);
  if (result == NULL)
    return NULL;
  MigharTargetRows *rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);

  for (int i = 0; i < PQntuples(result); i++) {
    GPtrArray *row = g_ptr_array_new_with_free_func(g_free);
    for (int j = 0; j < PQnfields(result); j++)
      g_ptr_array_add(row, PQgetisnull(result, i, j) ? NULL : g_strdup(PQgetvalue(result, i, j)));
    g_ptr_array_add(rows, row);
  }
  return rows;
}

static gboolean run(MigharTarget *handle, const char *const *statements, GError **error)
{
  PostgresTarget *target = (PostgresTarget *)handle;
  g_autofree char *body = g_strjoinv(";\n", (char **)statements);
  g_autofree char *message =
      g_strdup_printf("BEGIN;\nSET LOCAL synchronous_commit TO DEFAULT;\n%s;\nCOMMIT", body);
  gboolean done = session_command(target->session, message, error);
  if (!done && PQtransactionStatus(target->session) != PQTRANS_IDLE)
    session_command(target->session, "ROLLBACK", NULL);
  return done;
}

const MigharTargetDriver postgres_target = {
    .open = open_target,
    .close = close_target,
    .reopen = reopen,
    .query = query,
    .run = run,
    .execute = target_execute,
    .can_send = target_can_send,
    .send = target_send,
    .receive = target_receive,
    .settle = target_settle,
    .render = target_render,
    .seconds = "EXTRACT(epoch FROM pg_catalog.clock_timestamp() - pg_catalog.transaction_timestamp())",
    .elapsed = "EXTRACT(epoch FROM pg_catalog.clock_timestamp() - started_at)",
    .utc = "+00",
    .now = "pg_catalog.clock_timestamp()",
    .lock = target_lock,
    .unlock = target_unlock,
    .backup = target_backup,
    .find_invalid = target_find_invalid,
    .mend_invalid = target_mend_invalid,
    .remove_invalid = target_remove_invalid,
    .run_alone = target_run_alone,
    .sibling = target_sibling,
    .replication = target_replication,
};
