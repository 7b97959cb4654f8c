/* A server of mighar's own: what applications find on it, and what is told when it ends. */
#include "scratch.h"
#include "server.h"
#include "session.h"

static int need_servers(void **state G_GNUC_UNUSED)
{
  if (scratch_servers->len == 0)
    skip();
  return 0;
}

static GPtrArray *find_own(GError **error)
{
  const MigharServerOptions options = {0};
  char *missing = NULL;
  return mighar_postgres_driver.find_servers(&options, &missing, error);
}

/* What the user has set for psql. */
static const char *const variables[][2] = {
    {"PGHOST", "/nonexistent"},       {"PGPORT", "1"},
    {"PGUSER", "somebody"},           {"PGDATABASE", "nowhere"},
    {"PGOPTIONS", "-c work_mem=1MB"}, {"PGTZ", "Asia/Tokyo"},
    {"PGDATESTYLE", "German"},        {"PGSERVICE", "none"},
    {"PGCLIENTENCODING", "LATIN1"},   {"PGGEQO", "off"},
    {"PGDATA", "/nonexistent"},
};

static void the_environment_of_clients_has_no_say(void **state G_GNUC_UNUSED)
{
  for (guint i = 0; i < G_N_ELEMENTS(variables); i++)
    g_setenv(variables[i][0], variables[i][1], TRUE);
  GError *error = NULL;
  GPtrArray *servers = find_own(&error);
  if (error != NULL)
    fail_msg("%s", error->message);
  MigharDatabase *database = create_on(g_ptr_array_index(servers, 0));
  assert_sql(database, "current_setting('TimeZone') = 'UTC' AND current_setting('DateStyle') = 'ISO, MDY'");
  assert_sql(database, "current_setting('work_mem') = '4MB' AND current_setting('geqo') = 'on'");
  assert_sql(database, "current_setting('client_encoding') = 'UTF8'");
  mighar_postgres_driver.drop(database);
  g_ptr_array_unref(servers);
  for (guint i = 0; i < G_N_ELEMENTS(variables); i++) {
    assert_string_equal(g_getenv(variables[i][0]), variables[i][1]);
    g_unsetenv(variables[i][0]);
  }
}

static void databases_are_as_an_application_finds_them(void **state G_GNUC_UNUSED)
{
  MigharDatabase *database = create_on(scratch_server());
  assert_sql(database, "current_setting('server_encoding') = 'UTF8' AND upper('äé') = 'ÄÉ' AND 'Z' < 'a'");
  assert_sql(database,
             "current_setting('wal_level') = 'logical' AND current_setting('listen_addresses') = ''");
  assert_sql(database, "current_setting('application_name') = 'mighar' AND session_user = 'postgres'");
  assert_sql(database, "current_setting('lc_messages') = 'C' AND current_setting('TimeZone') = 'UTC'");
  mighar_postgres_driver.drop(database);
}

static void the_end_of_the_server_is_an_error(void **state G_GNUC_UNUSED)
{
  GError *error = NULL;
  GPtrArray *servers = find_own(&error);
  assert_null(error);
  MigharDatabase *database = create_on(g_ptr_array_index(servers, 0));
  g_autoptr(MigharScript) script =
      script_new("COPY (SELECT 1) TO PROGRAM 'kill -9 $(head -n 1 postmaster.pid); sleep 1'", FALSE);
  g_auto(MigharOutcome) outcome = {0};
  assert_false(mighar_postgres_driver.execute(database, script, &outcome, &error));
  assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_ENVIRONMENT));
  print_message("%s\n", error->message);
  assert_non_null(strstr(error->message, "is gone: the server was ended by signal 9"));
  g_clear_error(&error);
  assert_null(mighar_postgres_driver.snapshot(database, MIGHAR_READ_ANEW, &error));
  assert_non_null(error);
  g_clear_error(&error);
  assert_null(mighar_postgres_driver.create(g_ptr_array_index(servers, 0), &error));
  assert_non_null(error);
  g_clear_error(&error);
  mighar_postgres_driver.drop(database);
  g_ptr_array_unref(servers);
}

/* Also to whoever has only connected. */
static void a_connection_that_is_lost_with_the_server_tells_of_that(void **state G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) servers = find_own(&error);
  assert_null(error);
  PostgresServer *server = g_ptr_array_index(servers, 0);
  g_autoptr(PGconn) connection = server_connect(server, "postgres", NULL, &error), other = NULL;
  assert_non_null(connection);
  assert_false(session_command(connection, "SELECT pg_terminate_backend(pg_backend_pid())", &error));
  server_tell_end(server, connection, &error);
  assert_non_null(strstr(error->message, "terminating connection"));
  g_clear_error(&error);
  other = server_connect(server, "postgres", NULL, &error);
  assert_false(session_command(
      other, "COPY (SELECT 1) TO PROGRAM 'kill -9 $(head -n 1 postmaster.pid); sleep 1'", &error));
  server_tell_end(server, other, &error);
  assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_ENVIRONMENT));
  assert_non_null(strstr(error->message, "is gone: the server was ended by signal 9"));
}

#define with_servers(test) cmocka_unit_test_setup(test, need_servers)

int main(void)
{
  const struct CMUnitTest tests[] = {
      with_servers(the_environment_of_clients_has_no_say),
      with_servers(databases_are_as_an_application_finds_them),
      with_servers(the_end_of_the_server_is_an_error),
      with_servers(a_connection_that_is_lost_with_the_server_tells_of_that),
  };
  return cmocka_run_group_tests(tests, start_server, stop_server);
}
