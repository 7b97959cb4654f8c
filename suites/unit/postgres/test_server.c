/* Finding servers: of mighar's own, given by their programs, and those that exist. */
#include "cluster.h"
#include "scratch.h"

#include <glib/gstdio.h>
#include <unistd.h>

static GPtrArray *find(const char *url, const char *const *directories, char **missing, GError **error)
{
  MigharServerOptions options = {.url = url, .binary_directories = directories};
  return mighar_postgres_driver.find_servers(&options, missing, error);
}

/* Asserts that no server is found, with an error that is like the pattern and does not hold the secret. */
static void assert_refused_as(MigharErrorCode code, const char *url, const char *directory,
                              const char *pattern, const char *secret)
{
  g_autoptr(GError) error = NULL;
  const char *directories[] = {directory, NULL};
  char *missing = NULL;
  GPtrArray *servers = find(url, directory != NULL ? directories : NULL, &missing, &error);
  assert_null(servers);
  assert_null(missing);
  assert_true(g_error_matches(error, MIGHAR_ERROR, (gint)code));
  print_message("%s\n", error->message);
  if (!g_pattern_match_simple(pattern, error->message))
    fail_msg("'%s' is not like '%s'", error->message, pattern);
  if (secret != NULL)
    assert_null(strstr(error->message, secret));
}

static void assert_refused(const char *url, const char *directory, const char *pattern, const char *secret)
{
  assert_refused_as(MIGHAR_ERROR_ENVIRONMENT, url, directory, pattern, secret);
}

static Cluster *cluster; // the server that exists

static int start_cluster(void **state)
{
  g_autoptr(GPtrArray) found = programs_search();
  GError *error = NULL;
  if (found->len == 0)
    return start_server(state);
  cluster = cluster_start(g_ptr_array_index(found, 0), &error);
  if (cluster == NULL || !cluster_wait(cluster, &error))
    return -1;
  cluster_confirm(cluster);
  return start_server(state);
}

static int stop_cluster(void **state)
{
  cluster_free(cluster);
  return stop_server(state);
}

static int need_servers(void **state G_GNUC_UNUSED)
{
  if (cluster == NULL)
    skip();
  return 0;
}

static char *cluster_url(const char *user, const char *database)
{
  g_autofree char *host = g_uri_escape_string(cluster_directory(cluster), NULL, FALSE);
  return g_strdup_printf("postgresql://%s:s3cr%%65t@%s/%s", user, host, database);
}

static GPtrArray *connect_as(const char *user)
{
  g_autofree char *url = cluster_url(user, "");
  GError *error = NULL;
  GPtrArray *servers = find(url, NULL, NULL, &error);
  if (error != NULL)
    fail_msg("%s", error->message);
  assert_int_equal(servers->len, 1);
  return servers;
}

static void the_newest_server_is_found(void **state G_GNUC_UNUSED)
{
  MigharServer *server = scratch_server();
  assert_int_equal(scratch_servers->len, 1);
  assert_ptr_equal(server->driver, &mighar_postgres_driver);
  assert_true(g_regex_match_simple("^[1-9][0-9](\\.[0-9]+|beta.*|devel|rc.*)$", server->version, 0, 0));
  assert_true(g_str_has_prefix(server->where, "a server of its own, in /"));
}

static void each_directory_is_a_server(void **state G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) found = programs_search();
  const char *directory = ((Programs *)g_ptr_array_index(found, 0))->directory;
  const char *directories[] = {directory, directory, NULL};
  GError *error = NULL;
  g_autoptr(GPtrArray) servers = find(NULL, directories, NULL, &error);
  assert_null(error);
  assert_int_equal(servers->len, 2);
  for (guint i = 0; i < 2; i++)
    mighar_postgres_driver.drop(create_on(g_ptr_array_index(servers, i)));
}

static char *write_program(const char *directory, const char *name, const char *text)
{
  char *path = g_build_filename(directory, name, NULL);
  assert_true(g_file_set_contents(path, text, -1, NULL));
  assert_int_equal(g_chmod(path, 0755), 0);
  return path;
}

static void directories_that_do_not_work_are_told(void **state G_GNUC_UNUSED)
{
  g_autofree char *directory = g_dir_make_tmp("mighar-programs-XXXXXX", NULL);
  assert_int_equal(g_chmod(directory, 0755), 0);
  assert_refused(NULL, "/nonexistent", "no PostgreSQL server in '/nonexistent':*\nhint: *", NULL);
  assert_refused(NULL, directory, "no PostgreSQL server in *no program 'postgres'\nhint: *", NULL);
  g_autofree char *server =
      write_program(directory, "postgres", "#!/bin/sh\necho this is no server >&2; exit 3");
  assert_refused(NULL, directory, "no PostgreSQL server in *no program 'initdb'\nhint: *", NULL);
  g_autofree char *initdb = write_program(directory, "initdb", "#!/bin/sh\necho cannot go on; exit 1");
  assert_refused(NULL, directory, "'*/postgres --version' fails: this is no server", NULL);
  g_free(write_program(directory, "postgres", "#!/bin/sh\necho 'postgres (PostgreSQL) 12.4'"));
  assert_refused(NULL, directory, "the server in * is 'postgres (PostgreSQL) 12.4'\nhint: *", NULL);
  g_free(write_program(directory, "postgres", "#!/bin/sh\necho what; exec true"));
  assert_refused(NULL, directory, "the server in * is 'what'\nhint: *", NULL);
  g_free(write_program(directory, "postgres", "#!/bin/sh\necho 'postgres (PostgreSQL) 16beta1'"));
  assert_refused(NULL, directory, "*does not start: initdb ended with status 1:\n  cannot go on", NULL);
  assert_int_equal(g_chmod(directory, 0700), 0);
  if (geteuid() == 0)
    assert_refused(NULL, directory, "user '*' cannot come to the PostgreSQL server in *\nhint: *", NULL);
  assert_int_equal(g_chmod(directory, 0755), 0);
  g_free(write_program(directory, "initdb", "#!/bin/sh\nexit 0"));
  g_free(write_program(directory, "postgres",
                       "#!/bin/sh\ncase $1 in --version) echo 'postgres (PostgreSQL) 16.1';;"
                       " *) echo 'FATAL:  no' >&2; kill -9 $$;; esac"));
  assert_refused(NULL, directory, "*does not start: the server was ended by signal 9:\n*FATAL:  no", NULL);
  g_remove(server);
  g_remove(initdb);
  assert_int_equal(g_rmdir(directory), 0);
}

static void addresses_that_do_not_work_are_told(void **state G_GNUC_UNUSED)
{
  g_autofree char *nobody = cluster_url("somebody", "postgres");
  g_autofree char *nowhere = cluster_url("postgres", "nowhere");
  assert_refused("postgres://u:s3cret@127.0.0.1:1/db", NULL,
                 "the PostgreSQL server does not let mighar in: *\nhint: *", "s3cret");
  assert_refused(nobody, NULL, "*role \"somebody\" does not exist\nhint: *", "s3cret");
  assert_refused(nowhere, NULL, "*database \"nowhere\" does not exist\nhint: *", "s3cret");
}

static void what_is_no_address_is_a_mistake_of_the_call(void **state G_GNUC_UNUSED)
{
  static const char pattern[] = "the address * cannot be read: *\nhint: *";
  assert_refused_as(MIGHAR_ERROR_USAGE, "postgres://u:s3%cret@127.0.0.1:1/db", NULL, pattern, "cret");
  assert_refused_as(MIGHAR_ERROR_USAGE, "host=x password=s3cret port", NULL, pattern, "s3cret");
  assert_refused_as(MIGHAR_ERROR_USAGE, "localhost", NULL, pattern, NULL);
}

static void a_password_in_the_words_of_the_server_is_hidden(void **state G_GNUC_UNUSED)
{
  g_autofree char *url = cluster_url("postgres", "s3cret");
  assert_refused(url, NULL, "*database \"***\" does not exist*", "s3cret");
}

static void a_user_must_be_allowed_to_create(void **state G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) servers = connect_as("postgres");
  MigharDatabase *database = create_on(g_ptr_array_index(servers, 0));
  run(database, "CREATE ROLE poor LOGIN");
  g_autofree char *url = cluster_url("poor", "postgres");
  assert_refused(url, NULL, "user 'poor' may not create databases*\nhint: ALTER ROLE poor CREATEDB", NULL);
  run(database, "DROP ROLE poor");
  mighar_postgres_driver.drop(database);
}

static void a_server_that_exists_is_used(void **state G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) servers = connect_as("postgres");
  MigharServer *server = g_ptr_array_index(servers, 0);
  g_autofree char *where = g_strdup_printf("on the server at %s:5432", cluster_directory(cluster));
  assert_string_equal(server->where, where);
  MigharDatabase *database = create_on(server);
  run(database, "CREATE TABLE t (a int)");
  MigharDatabase *copy = mighar_postgres_driver.copy(database, NULL);
  assert_sql(copy, "to_regclass('t') IS NOT NULL");
  mighar_postgres_driver.drop(copy);
  mighar_postgres_driver.drop(database);
  assert_true(mighar_postgres_driver.purge(server, NULL));
}

/* Without a superuser. */
static void a_poor_user_is_enough(void **state G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) servers = connect_as("postgres");
  MigharDatabase *database = create_on(g_ptr_array_index(servers, 0));
  run(database, "CREATE ROLE maker LOGIN CREATEDB");
  GPtrArray *poor_servers = connect_as("maker");
  MigharDatabase *poor = create_on(g_ptr_array_index(poor_servers, 0));
  run(poor, "CREATE SCHEMA s; CREATE TABLE s.t (a int)");
  reset(poor);
  MigharDatabase *copy = mighar_postgres_driver.copy(poor, NULL);
  GError *error = NULL;
  g_autoptr(MigharSnapshot) snapshot = mighar_postgres_driver.snapshot(copy, MIGHAR_READ_ANEW, &error);
  if (error != NULL)
    fail_msg("%s", error->message);
  assert_non_null(mighar_snapshot_find(snapshot, "table", "s.t"));
  mighar_postgres_driver.drop(copy);
  mighar_postgres_driver.drop(poor);
  assert_true(mighar_postgres_driver.purge(g_ptr_array_index(poor_servers, 0), NULL));
  g_ptr_array_unref(poor_servers);
  run(database, "DROP ROLE maker");
  mighar_postgres_driver.drop(database);
}

/* Roles of others stay, whenever they came. */
static void only_roles_of_migrations_are_purged(void **state G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) others = connect_as("postgres");
  g_autoptr(GPtrArray) servers = connect_as("postgres");
  MigharDatabase *other = create_on(g_ptr_array_index(others, 0));
  MigharServer *server = g_ptr_array_index(servers, 0);
  MigharDatabase *database = create_on(server);
  run(database, "CREATE ROLE Migrated; CREATE ROLE owner_elsewhere");
  run(other, "CREATE ROLE stranger; CREATE TABLE t (a int); ALTER TABLE t OWNER TO owner_elsewhere");
  run(database, "SELECT 'another script'");
  mighar_postgres_driver.drop(database);
  assert_true(mighar_postgres_driver.purge(server, NULL));
  assert_sql(other, "(SELECT string_agg(rolname, ' ' ORDER BY rolname) = 'owner_elsewhere postgres stranger'"
                    "   FROM pg_roles WHERE rolname NOT LIKE 'pg\\_%')");
  run(other, "DROP TABLE t; DROP ROLE stranger, owner_elsewhere");
  mighar_postgres_driver.drop(other);
}

/* A database that nobody dropped goes with the server. */
static void what_was_forgotten_is_dropped(void **state G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) others = connect_as("postgres");
  MigharDatabase *other = create_on(g_ptr_array_index(others, 0));
  GPtrArray *servers = connect_as("postgres");
  MigharDatabase *forgotten = create_on(g_ptr_array_index(servers, 0));
  g_autofree char *gone =
      g_strdup_printf("NOT EXISTS (SELECT FROM pg_database WHERE datname = '%s')", forgotten->name);
  g_autofree char *there = g_strdup_printf("NOT %s", gone);
  assert_sql(other, there);
  g_ptr_array_unref(servers);
  assert_sql(other, gone);
  g_free(forgotten->name);
  g_free(forgotten);
  mighar_postgres_driver.drop(other);
}

static void a_kept_database_stays_on_its_server(void **state G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) others = connect_as("postgres");
  MigharDatabase *other = create_on(g_ptr_array_index(others, 0));
  GPtrArray *servers = connect_as("postgres");
  MigharDatabase *forgotten = create_on(g_ptr_array_index(servers, 0));
  MigharDatabase *kept = create_on(g_ptr_array_index(servers, 0));
  g_autofree char *name = g_strdup(kept->name);
  g_autofree char *there = g_strdup_printf("EXISTS (SELECT FROM pg_database WHERE datname = '%s')", name);
  g_autofree char *commands = mighar_postgres_driver.keep(kept, NULL);
  print_message("%s\n", commands);
  assert_null(strstr(commands, "s3cret"));
  g_ptr_array_unref(servers);
  g_free(forgotten->name);
  g_free(forgotten);
  assert_sql(other, there);
  assert_int_equal(system(strchr(commands, '\n') + 1), 0);
  g_autofree char *gone = g_strdup_printf("NOT %s", there);
  assert_sql(other, gone);
  mighar_postgres_driver.drop(other);
}

#define with_servers(test) cmocka_unit_test_setup(test, need_servers)

int main(void)
{
  const struct CMUnitTest tests[] = {
      with_servers(the_newest_server_is_found),
      with_servers(each_directory_is_a_server),
      with_servers(directories_that_do_not_work_are_told),
      with_servers(addresses_that_do_not_work_are_told),
      with_servers(what_is_no_address_is_a_mistake_of_the_call),
      with_servers(a_password_in_the_words_of_the_server_is_hidden),
      with_servers(a_user_must_be_allowed_to_create),
      with_servers(a_server_that_exists_is_used),
      with_servers(a_poor_user_is_enough),
      with_servers(only_roles_of_migrations_are_purged),
      with_servers(what_was_forgotten_is_dropped),
      with_servers(a_kept_database_stays_on_its_server),
  };
  return cmocka_run_group_tests(tests, start_cluster, stop_cluster);
}
