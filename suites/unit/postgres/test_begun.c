/* Connections that are made while there is other work. */
#include "begun.h"
#include "connections.h"
#include "server.h"

static const char options[] = "-c work_mem=1MB";

typedef struct {
  MigharDatabase *database;
  PGconn *other; /* in another database */
  Parameters *parameters;
  GPtrArray *begun;
} Fixture;

static int begin(void **state)
{
  void *database = NULL;
  if (open_database(&database) != 0)
    return -1;
  Fixture *fixture = g_new0(Fixture, 1);
  PostgresServer *server = (PostgresServer *)scratch_server();
  g_autofree char *directory = g_path_get_dirname(server_data_directory(server));
  server_leave(server, ((MigharDatabase *)database)->name);
  fixture->database = database;
  fixture->other = server_connect(server, "postgres", NULL, NULL);
  fixture->parameters = parameters_for_socket(directory);
  fixture->begun = begun_new();
  begun_add(fixture->begun, fixture->parameters, fixture->database->name, NULL);
  begun_add(fixture->begun, fixture->parameters, fixture->database->name, options);
  *state = fixture;
  return 0;
}

static int end(void **state)
{
  Fixture *fixture = *state;
  g_ptr_array_unref(fixture->begun);
  parameters_free(fixture->parameters);
  PQfinish(fixture->other);
  close_database((void **)&fixture->database);
  g_free(fixture);
  return 0;
}

static PGconn *take(Fixture *fixture, const char *database, const char *wanted)
{
  return begun_take(fixture->begun, fixture->parameters, database, wanted);
}

static void each_is_for_who_asks_for_the_same(void **state)
{
  Fixture *fixture = *state;
  const char *name = fixture->database->name;
  assert_null(take(fixture, "postgres", NULL));
  assert_null(take(fixture, name, "-c work_mem=2MB"));
  g_autoptr(PGconn) set = take(fixture, name, options), plain = take(fixture, name, NULL);
  g_autofree char *memory = ask(set, "SHOW work_mem"), *usual = ask(plain, "SHOW work_mem");
  assert_string_equal(memory, "1MB");
  assert_string_equal(usual, "4MB");
  assert_null(take(fixture, name, NULL));
}

static void the_first_one_can_be_asked_before_it_is_taken(void **state)
{
  Fixture *fixture = *state;
  PGconn *first = begun_first(fixture->begun, fixture->parameters);
  g_autofree char *one = ask(first, "SELECT 1");
  assert_string_equal(one, "1");
  g_autoptr(PGconn) taken = take(fixture, fixture->database->name, NULL);
  assert_ptr_equal(taken, first);
}

/* How many sessions there are in the database, as a query that gives a row where it is so many. Free with
 * g_free(). */
static char *count_sessions(const Fixture *fixture, guint n)
{
  return g_strdup_printf("SELECT 1 FROM pg_stat_activity WHERE datname = '%s' HAVING count(*) = %u",
                         fixture->database->name, n);
}

/* As a migration may do with all sessions but its own. */
static void what_the_server_has_ended_is_not_handed_over(void **state)
{
  Fixture *fixture = *state;
  g_autofree char *two = count_sessions(fixture, 2), *none = count_sessions(fixture, 0);
  g_autofree char *end = g_strdup_printf(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'", fixture->database->name);
  wait_for(fixture->other, two);
  command(fixture->other, end);
  wait_for(fixture->other, none);
  assert_null(take(fixture, fixture->database->name, NULL));
  assert_null(take(fixture, fixture->database->name, options));
}

static void a_database_that_is_left_can_be_dropped(void **state)
{
  Fixture *fixture = *state;
  g_autofree char *none = count_sessions(fixture, 0);
  begun_end(fixture->begun, fixture->parameters, "postgres");
  assert_int_equal(fixture->begun->len, 2);
  begun_end(fixture->begun, fixture->parameters, fixture->database->name);
  assert_int_equal(fixture->begun->len, 0);
  g_autofree char *is_so = ask(fixture->other, none);
  assert_non_null(is_so);
}

static void nothing_becomes_of_a_database_that_is_not_there(void **state)
{
  Fixture *fixture = *state;
  begun_add(fixture->begun, fixture->parameters, "nowhere", NULL);
  assert_null(take(fixture, "nowhere", NULL));
}

#define with_begun(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
  const struct CMUnitTest tests[] = {
      with_begun(each_is_for_who_asks_for_the_same),
      with_begun(the_first_one_can_be_asked_before_it_is_taken),
      with_begun(what_the_server_has_ended_is_not_handed_over),
      with_begun(a_database_that_is_left_can_be_dropped),
      with_begun(nothing_becomes_of_a_database_that_is_not_there),
  };
  return cmocka_run_group_tests(tests, start_server, stop_server);
}
