/* What the runner looks after besides migrations: who blocks, how far it is, unusable indexes, backups. */
#include "connections.h"
#include "pg_dump.h"

#include "target_backup.h"
#include "target_blockers.h"
#include "target_indexes.h"
#include "target_progress.h"
#include "target_watch.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

static void a_blocker_is_described(void **state)
{
  g_autoptr(PGconn) blocker = connect_to(*state);
  g_autoptr(PGconn) blocked = connect_to(*state);
  g_autoptr(PGconn) observer = connect_to(*state);
  command(blocker, "CREATE TABLE t(a int); SET application_name TO 'dump'");
  command(blocker, "BEGIN; LOCK TABLE t IN ACCESS SHARE MODE");
  assert_null(target_blockers_describe(observer, PQbackendPID(blocked)));
  assert_int_equal(PQsendQuery(blocked, "ALTER TABLE t ADD b int"), 1);
  wait_for(observer, "SELECT 1 FROM pg_locks WHERE NOT granted");
  g_autofree char *text = target_blockers_describe(observer, PQbackendPID(blocked));
  assert_non_null(text);
  assert_true(g_str_has_prefix(text, "waiting for AccessExclusiveLock on t of process "));
  assert_non_null(strstr(text, "application 'dump'"));
  assert_non_null(strstr(text, "idle in transaction"));
  command(blocker, "ROLLBACK");
}

static void remember(void *data, const char *text)
{
  g_string_append_printf(data, "%s\n", text);
}

static void a_watch_tells_of_blockers(void **state)
{
  g_autoptr(PGconn) blocker = connect_to(*state);
  g_autoptr(PGconn) blocked = connect_to(*state);
  g_autoptr(GString) told = g_string_new(NULL);
  TargetWatchHooks hooks = {.blocked = remember, .data = told};
  command(blocker, "CREATE TABLE t(a int)");
  command(blocker, "BEGIN; LOCK TABLE t");
  TargetWatch *watch = target_watch_new(target_twin_of(blocked), PQbackendPID(blocked), &hooks);
  target_watch_begin(watch);
  command(blocked, "SET lock_timeout TO '2500ms'");
  assert_false(session_command(blocked, "SELECT a FROM t", NULL));
  target_watch_end(watch);
  target_watch_free(watch);
  assert_true(g_str_has_prefix(told->str, "waiting for AccessShareLock on t of process "));
}

static void a_watch_of_nothing_long_costs_no_connection(void **state)
{
  g_autoptr(PGconn) connection = connect_to(*state);
  g_autoptr(GString) told = g_string_new(NULL);
  TargetWatchHooks hooks = {.blocked = remember, .data = told};
  TargetWatch *watch = target_watch_new(target_twin_of(connection), PQbackendPID(connection), &hooks);
  target_watch_begin(watch);
  target_watch_end(watch);
  g_usleep(1500 * 1000);
  g_autofree char *others =
      ask(connection, "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'mighar watch'");
  assert_string_equal(others, "0");
  target_watch_free(watch);
}

static void a_copy_tells_how_far_it_is(void **state)
{
  g_autoptr(PGconn) copying = connect_to(*state);
  g_autoptr(PGconn) observer = connect_to(*state);
  if (PQserverVersion(observer) < 140000)
    skip();
  command(observer, "CREATE TABLE t AS SELECT repeat('x', 900) FROM generate_series(1, 30000)");
  assert_null(target_progress_describe(observer, PQbackendPID(copying)));
  g_autoptr(PGresult) copy = PQexec(copying, "COPY t TO STDOUT");
  assert_int_equal(PQresultStatus(copy), PGRES_COPY_OUT);
  wait_for(observer, "SELECT 1 FROM pg_stat_progress_copy WHERE tuples_processed > 0");
  g_autofree char *text = target_progress_describe(observer, PQbackendPID(copying));
  assert_non_null(text);
  assert_true(g_str_has_prefix(text, "COPY TO on t: copying, "));
}

static void unusable_indexes_are_found(void **state)
{
  g_autoptr(PGconn) connection = connect_to(*state);
  command(connection, "CREATE TABLE t(a int); INSERT INTO t VALUES (1), (1)");
  command(connection, "CREATE TABLE p(a int) PARTITION BY LIST (a); CREATE INDEX waits ON ONLY p(a)");
  command(connection, "CREATE INDEX good ON t(a)");
  assert_false(session_command(connection, "CREATE UNIQUE INDEX CONCURRENTLY \"Bad\" ON t(a)", NULL));
  g_autoptr(GPtrArray) indexes = target_indexes_invalid(connection, NULL);
  assert_int_equal(indexes->len, 1);
  const TargetIndex *index = g_ptr_array_index(indexes, 0);
  assert_string_equal(index->name, "public.\"Bad\"");
  assert_string_equal(index->table, "public.t");
  command(connection, "DELETE FROM t");
  command(connection, index->rebuild);
  g_autoptr(GPtrArray) left = target_indexes_invalid(connection, NULL);
  assert_int_equal(left->len, 0);
}

static void what_a_rebuild_leaves_is_to_be_dropped(void **state)
{
  g_autoptr(PGconn) connection = connect_to(*state);
  command(connection, "CREATE TABLE t(a int); INSERT INTO t VALUES (1), (1)");
  assert_false(session_command(connection, "CREATE UNIQUE INDEX CONCURRENTLY i ON t(a)", NULL));
  assert_false(session_command(connection, "REINDEX INDEX CONCURRENTLY i", NULL));
  g_autoptr(GPtrArray) indexes = target_indexes_invalid(connection, NULL);
  assert_int_equal(indexes->len, 2);
  const TargetIndex *remnant = g_ptr_array_index(indexes, 1);
  assert_string_equal(remnant->name, "public.i_ccnew");
  assert_null(remnant->rebuild);
  command(connection, remnant->drop);
}

/* A server may be newer than all pg_dumps of this machine. */
static void needs_pg_dump(const MigharDatabase *database)
{
  g_autofree char *folder = pg_dump_find(server_version((PostgresServer *)database->server));
  if (folder == NULL)
    skip();
}

static void a_backup_is_whole_and_private(void **state)
{
  needs_pg_dump(*state);
  g_autoptr(PGconn) connection = connect_to(*state);
  g_autofree char *directory = g_dir_make_tmp("mighar-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(directory, "a b.dump", NULL);
  g_autoptr(TargetTwin) twin = target_twin_of(connection);
  g_autoptr(GError) error = NULL;
  GStatBuf about;
  command(connection, "CREATE TABLE t(a int)");
  target_backup_write(twin, PQserverVersion(connection), path, &error);
  if (error != NULL)
    fail_msg("%s", error->message);
  assert_int_equal(g_stat(path, &about), 0);
  assert_true(about.st_size > 100);
  assert_int_equal(about.st_mode & 0777, 0600);
  assert_false(target_backup_write(twin, PQserverVersion(connection), path, &error));
  assert_non_null(strstr(error->message, "exists already"));
  assert_int_equal(g_unlink(path), 0);
  assert_int_equal(g_rmdir(directory), 0);
}

static void a_backup_that_fails_leaves_nothing(void **state)
{
  needs_pg_dump(*state);
  g_autoptr(PGconn) connection = connect_to(*state);
  g_autofree char *directory = g_dir_make_tmp("mighar-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(directory, "dump", NULL);
  g_autoptr(GError) error = NULL;
  command(connection, "CREATE TABLE t(a int); CREATE VIEW v AS SELECT a FROM t");
  /* pg_dump finds that it cannot write a view's definition out. */
  command(connection, "ALTER TABLE t RENAME TO s; SET allow_system_table_mods TO on;"
                      "DELETE FROM pg_rewrite WHERE ev_class = 'v'::regclass");
  g_autoptr(TargetTwin) twin = target_twin_of(connection);
  assert_false(target_backup_write(twin, PQserverVersion(connection), path, &error));
  assert_non_null(strstr(error->message, "the backup failed: "));
  assert_int_equal(g_rmdir(directory), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(a_blocker_is_described, open_database, close_database),
      cmocka_unit_test_setup_teardown(a_watch_tells_of_blockers, open_database, close_database),
      cmocka_unit_test_setup_teardown(a_watch_of_nothing_long_costs_no_connection, open_database,
                                      close_database),
      cmocka_unit_test_setup_teardown(a_copy_tells_how_far_it_is, open_database, close_database),
      cmocka_unit_test_setup_teardown(unusable_indexes_are_found, open_database, close_database),
      cmocka_unit_test_setup_teardown(what_a_rebuild_leaves_is_to_be_dropped, open_database, close_database),
      cmocka_unit_test_setup_teardown(a_backup_is_whole_and_private, open_database, close_database),
      cmocka_unit_test_setup_teardown(a_backup_that_fails_leaves_nothing, open_database, close_database),
  };
  return cmocka_run_group_tests(tests, start_server, stop_server);
}
