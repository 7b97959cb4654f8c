/* One migration at a time: the tools' keys, the advisory lock, the lease. */
#include "connections.h"

#include "target_key.h"
#include "target_lease.h"
#include "target_lock.h"

#define KEY 4097083626

static void remember(void *data, const char *holder)
{
  g_string_append_printf(data, "%s\n", holder);
}

/* The keys of golang-migrate, sqlx and Flyway were computed by their own definitions, in Python. */
static void tools_find_their_own_keys(void **state)
{
  const struct {
    const char *format;
    gint64 key;
  } cases[] = {
      {"goose", 4097083626},      {"golang-migrate", 1787120056}, {"sqlx", 3469795979745788610},
      {"sqitch", 75474063},       {"tern", 9628173550095224},     {"flyway", 77432636129763},
      {"dbmate", 0x6d6967686172}, {NULL, 0x6d6967686172},
  };
  const TargetKeyParts parts = {"app", "public", "schema_migrations"};
  (void)state;
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    assert_int_equal(target_key(cases[i].format, &parts), cases[i].key);
}

static void a_holder_is_named_and_waited_for(void **state)
{
  g_autoptr(PGconn) first = connect_to(*state);
  g_autoptr(PGconn) second = connect_to(*state);
  g_autoptr(GString) told = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  TargetLockOptions options = {.key = KEY, .seconds = 0.4, .waiting = remember, .data = told};
  command(first, "SET application_name TO 'the other one'");
  assert_true(target_lock_take(first, &options, NULL));
  assert_string_equal(told->str, "");
  assert_false(target_lock_take(second, &options, &error));
  g_autofree char *process = g_strdup_printf("process %d, application 'the other one'", PQbackendPID(first));
  assert_non_null(strstr(error->message, process));
  assert_non_null(strstr(error->message, "--lock-wait"));
  assert_true(g_str_has_prefix(told->str, process));
  assert_null(strchr(strchr(told->str, '\n') + 1, '\n')); // told once
  assert_int_equal(PQtransactionStatus(second), PQTRANS_IDLE);
  target_lock_release(first, KEY);
  assert_true(target_lock_take(second, &options, NULL));
}

static void keys_beyond_32_bits_find_their_holder(void **state)
{
  g_autoptr(PGconn) first = connect_to(*state);
  g_autoptr(PGconn) second = connect_to(*state);
  g_autoptr(GError) error = NULL;
  TargetLockOptions options = {.key = G_GINT64_CONSTANT(-9628173550095224)};
  assert_true(target_lock_take(first, &options, NULL));
  assert_false(target_lock_take(second, &options, &error));
  g_autofree char *process = g_strdup_printf("process %d", PQbackendPID(first));
  assert_non_null(strstr(error->message, process));
}

typedef struct {
  PGconn *connection;
  gboolean poll; /* else wait in the server */
  gboolean taken;
} Waiter;

static gpointer wait_for_lock(gpointer data)
{
  Waiter *waiter = data;
  TargetLockOptions options = {.key = KEY, .seconds = 60};
  waiter->taken = waiter->poll
                      ? target_lock_take(waiter->connection, &options, NULL)
                      : session_command(waiter->connection, "SELECT pg_advisory_lock(4097083626)", NULL);
  return NULL;
}

/* Whether CREATE INDEX CONCURRENTLY of the lock's holder ends while somebody waits for the lock. */
static gboolean builds_beside_waiter(MigharDatabase *database, gboolean poll)
{
  g_autoptr(PGconn) holder = connect_to(database);
  g_autoptr(PGconn) other = connect_to(database);
  TargetLockOptions options = {.key = KEY};
  Waiter waiter = {other, poll, FALSE};
  command(holder, "DROP TABLE IF EXISTS t; CREATE TABLE t(a int)");
  assert_true(target_lock_take(holder, &options, NULL));
  GThread *thread = g_thread_new("waiter", wait_for_lock, &waiter);
  g_autofree char *waits =
      g_strdup_printf("SELECT 1 FROM pg_stat_activity WHERE pid = %d AND query ~ 'advisory' AND %s",
                      PQbackendPID(other), poll ? "state = 'idle'" : "wait_event_type = 'Lock'");
  wait_for(holder, waits);
  command(holder, "SET lock_timeout TO '2s'; SET deadlock_timeout TO '200ms'");
  gboolean built = session_command(holder, "CREATE INDEX CONCURRENTLY i ON t(a)", NULL);
  target_lock_release(holder, KEY);
  g_thread_join(thread);
  assert_true(waiter.taken || !built);
  return built;
}

static void who_waits_blocks_no_concurrent_build(void **state)
{
  assert_false(builds_beside_waiter(*state, FALSE));
  assert_true(builds_beside_waiter(*state, TRUE));
}

static TargetLease *take_lease(PGconn *session, double seconds, GString *told, GError **error)
{
  TargetLockOptions options = {.key = KEY, .seconds = seconds, .waiting = remember, .data = told};
  return target_lease_take(session, "public", target_twin_of(session), &options, error);
}

static void a_lease_is_renewed_and_given_up(void **state)
{
  g_autoptr(PGconn) first = connect_to(*state);
  g_autoptr(PGconn) second = connect_to(*state);
  g_autoptr(GString) told = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  target_lease_seconds = 1.5;
  TargetLease *lease = take_lease(first, 0, told, &error);
  assert_non_null(lease);
  assert_null(take_lease(second, 3, told, &error)); // longer than the lease holds without being renewed
  assert_non_null(strstr(error->message, "process "));
  assert_non_null(strstr(told->str, "since "));
  command(first, target_lease_guard(lease));
  target_lease_free(lease, first);
  lease = take_lease(second, 0, told, NULL);
  assert_non_null(lease);
  target_lease_free(lease, second);
  target_lease_seconds = 30;
}

static void a_lease_that_is_lost_guards(void **state)
{
  g_autoptr(PGconn) first = connect_to(*state);
  g_autoptr(PGconn) second = connect_to(*state);
  g_autoptr(GString) told = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  TargetLease *lost = take_lease(first, 0, told, NULL);
  command(second, "UPDATE mighar_lock SET expires = now() - interval '1 s'");
  TargetLease *lease = take_lease(second, 0, told, NULL);
  assert_non_null(lease);
  assert_false(session_command(first, target_lease_guard(lost), &error));
  assert_non_null(strstr(error->message, "lost its lease"));
  target_lease_free(lost, first); // takes nothing from who has it now
  command(second, target_lease_guard(lease));
  target_lease_free(lease, second);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tools_find_their_own_keys),
      cmocka_unit_test_setup_teardown(a_holder_is_named_and_waited_for, open_database, close_database),
      cmocka_unit_test_setup_teardown(keys_beyond_32_bits_find_their_holder, open_database, close_database),
      cmocka_unit_test_setup_teardown(who_waits_blocks_no_concurrent_build, open_database, close_database),
      cmocka_unit_test_setup_teardown(a_lease_is_renewed_and_given_up, open_database, close_database),
      cmocka_unit_test_setup_teardown(a_lease_that_is_lost_guards, open_database, close_database),
  };
  return cmocka_run_group_tests(tests, start_server, stop_server);
}
