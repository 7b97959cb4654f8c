/* A server of mighar's own and scratch databases on it, to try things on. */
#pragma once

#include "postgres.h"

#include <mighar/error.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static GPtrArray *scratch_servers;

static inline MigharServer *scratch_server(void)
{
  return g_ptr_array_index(scratch_servers, 0);
}

/* For cmocka's setup of a group: the newest server of this machine; where there is none, tests are skipped.
 */
static inline int start_server(void **state G_GNUC_UNUSED)
{
  g_autofree char *missing = NULL;
  GError *error = NULL;
  const char *directories[] = {g_getenv("SUITES_POSTGRES_BIN"), NULL};
  MigharServerOptions options = {.binary_directories = directories};
  scratch_servers = mighar_postgres_driver.find_servers(&options, &missing, &error);
  if (error != NULL)
    print_error("%s\n", error->message);
  return scratch_servers != NULL ? 0 : -1;
}

static inline int stop_server(void **state G_GNUC_UNUSED)
{
  g_ptr_array_unref(scratch_servers);
  return 0;
}

static inline MigharDatabase *create_on(MigharServer *server)
{
  GError *error = NULL;
  MigharDatabase *database = mighar_postgres_driver.create(server, &error);
  if (error != NULL)
    fail_msg("%s", error->message);
  assert_non_null(database);
  return database;
}

/* For cmocka's setup and teardown of a test: *state is a MigharDatabase. */
static inline int open_database(void **state)
{
  if (scratch_servers->len == 0)
    skip();
  *state = create_on(scratch_server());
  return 0;
}

static inline int close_database(void **state)
{
  mighar_postgres_driver.drop(*state);
  return 0;
}

static inline MigharScript *script_new(const char *sql, gboolean transaction)
{
  MigharScript *script = mighar_script_new("x.sql", 1, sql, strlen(sql));
  g_array_unref(script->statements);
  script->statements = mighar_sql_split(MIGHAR_DIALECT_POSTGRES, sql, strlen(sql), 1);
  script->transaction = transaction;
  return script;
}

static inline void execute(MigharDatabase *database, const char *sql, gboolean transaction,
                           MigharOutcome *outcome)
{
  g_autoptr(MigharScript) script = script_new(sql, transaction);
  GError *error = NULL;
  gboolean executed = mighar_postgres_driver.execute(database, script, outcome, &error);
  if (error != NULL)
    fail_msg("%s\nin: %s", error->message, sql);
  assert_true(executed);
}

/* Runs what has to work, as it is written. */
static inline void run(MigharDatabase *database, const char *sql)
{
  g_auto(MigharOutcome) outcome = {0};
  execute(database, sql, FALSE, &outcome);
  if (!outcome.applied)
    fail_msg("%s\nin: %s", outcome.message, sql);
}

/* The message that running it as it is written ends with; "" when it works. Free with g_free(). */
static inline char *run_to_failure(MigharDatabase *database, const char *sql)
{
  g_auto(MigharOutcome) outcome = {0};
  execute(database, sql, FALSE, &outcome);
  return g_strdup(outcome.applied ? "" : outcome.message);
}

/* Asserts that an expression of SQL is true in the session of the database. */
static inline void assert_sql(MigharDatabase *database, const char *expression)
{
  g_autofree char *sql = g_strdup_printf(
      "DO $assert$ BEGIN IF (%s) IS NOT TRUE THEN RAISE EXCEPTION 'it is not so'; END IF; END $assert$",
      expression);
  g_autofree char *message = run_to_failure(database, sql);
  if (*message != '\0')
    fail_msg("%s: %s", message, expression);
}

static inline void reset(MigharDatabase *database)
{
  GError *error = NULL;
  assert_true(mighar_postgres_driver.reset(database, &error));
  assert_null(error);
}

/* Removes what scratch databases have left on their server. */
static inline void purge(void)
{
  GError *error = NULL;
  gboolean purged = mighar_postgres_driver.purge(scratch_server(), &error);
  if (error != NULL)
    fail_msg("%s", error->message);
  assert_true(purged);
}

/* pattern: as of g_pattern_match_simple() */
static inline void assert_text(const char *text, const char *pattern)
{
  if (text == NULL || !g_pattern_match_simple(pattern, text))
    fail_msg("'%s' is not like '%s'", text != NULL ? text : "(none)", pattern);
}

#define on_a_database(test) cmocka_unit_test_setup_teardown(test, open_database, close_database)
