/* A scratch database to try things on. */
#pragma once

#include "../snapshot_text.h"
#include "sqlite.h"

#include <mighar/error.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static inline GPtrArray *find_servers(void)
{
  char *missing = NULL;
  GError *error = NULL;
  MigharServerOptions options = {0};
  GPtrArray *servers = mighar_sqlite_driver.find_servers(&options, &missing, &error);
  assert_null(error);
  assert_null(missing);
  assert_int_equal(servers->len, 1);
  return servers;
}

/* For cmocka's setup and teardown of a test: *state is a MigharDatabase. */
static inline int open_database(void **state)
{
  static GPtrArray *servers; // as long as the program
  if (servers == NULL)
    servers = find_servers();
  GError *error = NULL;
  *state = mighar_sqlite_driver.create(g_ptr_array_index(servers, 0), &error);
  assert_null(error);
  assert_non_null(*state);
  return 0;
}

static inline int close_database(void **state)
{
  mighar_sqlite_driver.drop(*state);
  return 0;
}

static inline MigharScript *script_new(const char *sql, gboolean transaction)
{
  MigharScript *script = mighar_script_new("x.sql", 1, sql, strlen(sql));
  g_array_unref(script->statements);
  script->statements = mighar_sql_split(MIGHAR_DIALECT_SQLITE, sql, strlen(sql), 1);
  script->transaction = transaction;
  return script;
}

static inline void execute(MigharDatabase *database, const char *sql, gboolean transaction,
                           MigharOutcome *outcome)
{
  g_autoptr(MigharScript) script = script_new(sql, transaction);
  GError *error = NULL;
  assert_true(mighar_sqlite_driver.execute(database, script, outcome, &error));
  assert_null(error);
}

/* Runs what has to work, as it is written. */
static inline void run(MigharDatabase *database, const char *sql)
{
  g_auto(MigharOutcome) outcome = {0};
  execute(database, sql, FALSE, &outcome);
  if (!outcome.applied)
    fail_msg("%s\nin: %s", outcome.message, sql);
}

static inline void reset(MigharDatabase *database)
{
  GError *error = NULL;
  assert_true(mighar_sqlite_driver.reset(database, &error));
  assert_null(error);
}

static inline MigharSnapshot *snapshot(MigharDatabase *database)
{
  GError *error = NULL;
  MigharSnapshot *taken = mighar_sqlite_driver.snapshot(database, MIGHAR_READ_ANEW, &error);
  if (error != NULL)
    fail_msg("%s", error->message);
  return taken;
}

/* Without what each object is a part of. */
static inline char *snapshot_text(MigharDatabase *database)
{
  g_autoptr(MigharSnapshot) taken = snapshot(database);
  g_autofree char *text = snapshot_to_text(taken);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_autoptr(GString) told = g_string_new(NULL);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    if (!g_str_has_prefix(lines[i], "  part of: "))
      g_string_append_printf(told, "%s\n", lines[i]);
  return g_string_free(g_steal_pointer(&told), FALSE);
}
