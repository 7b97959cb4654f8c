/* A real scratch database of either engine, and what tests do with it. */
#pragma once

#include <mighar/driver.h>
#include <mighar/rows.h>
#include <mighar/seed.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

typedef struct {
  const MigharDriver *driver;
  GPtrArray *servers;
  MigharDatabase *database;
  MigharSnapshot *schema;
} Fixture;

static void check_error(GError *error)
{
  if (error != NULL)
    fail_msg("%s", error->message);
}

static inline void run_sql(Fixture *fixture, const char *sql)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) statements = mighar_sql_split(fixture->driver->engine->dialect, sql, strlen(sql), 1);
  MigharScript script = {.text = (char *)sql, .statements = statements};
  g_auto(MigharOutcome) outcome = {0};
  fixture->driver->execute(fixture->database, &script, &outcome, &error);
  check_error(error);
  if (!outcome.applied)
    fail_msg("%s (statement %d)", outcome.message, outcome.failed);
}

static inline void read_schema(Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_clear_pointer(&fixture->schema, mighar_snapshot_unref);
  fixture->schema = fixture->driver->snapshot(fixture->database, MIGHAR_READ_ANEW, &error);
  check_error(error);
}

/* FALSE when the engine is not there. */
static inline gboolean fixture_open(Fixture *fixture, const char *engine)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *missing = NULL;
  MigharServerOptions options = {0};
  *fixture = (Fixture){.driver = mighar_driver_find(engine)};
  fixture->servers = fixture->driver->find_servers(&options, &missing, &error);
  check_error(error);
  if (fixture->servers->len == 0)
    return FALSE;
  fixture->database = fixture->driver->create(g_ptr_array_index(fixture->servers, 0), &error);
  check_error(error);
  return TRUE;
}

static inline void fixture_renew(Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  fixture->driver->drop(fixture->database);
  fixture->database = fixture->driver->create(g_ptr_array_index(fixture->servers, 0), &error);
  check_error(error);
}

static inline void fixture_close(Fixture *fixture)
{
  g_clear_pointer(&fixture->schema, mighar_snapshot_unref);
  fixture->driver->drop(fixture->database);
  g_ptr_array_unref(fixture->servers);
}

static inline MigharSeeding *seed_with(Fixture *fixture, MigharSeedPurpose purpose,
                                       const MigharSnapshot *before, GHashTable *tables, guint64 seed)
{
  g_autoptr(GError) error = NULL;
  MigharSeedOptions options = {.seed = seed, .rows = 5};
  MigharSeeding *seeding =
      mighar_seed(fixture->database, fixture->schema, purpose, before, tables, &options, &error);
  check_error(error);
  return seeding;
}

static inline MigharSeeding *fill(Fixture *fixture)
{
  read_schema(fixture);
  return seed_with(fixture, MIGHAR_SEED_FILL, NULL, NULL, 1);
}

static inline guint64 count_rows(Fixture *fixture, const char *table)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  guint64 count = 0;
  g_ptr_array_add(names, (gpointer)table);
  fixture->driver->rows->count(fixture->database, names, 1000000, &count, &error);
  check_error(error);
  return count;
}

static gboolean add_text(const MigharCell *cells, void *data)
{
  g_ptr_array_add(data, mighar_cell_text(&cells[0]));
  return TRUE;
}

/* One column of a table, sorted; NULL as "NULL". Free with g_free(). */
static int compare_texts(gconstpointer a, gconstpointer b)
{
  return g_strcmp0(*(char *const *)a, *(char *const *)b);
}

static inline char *read_texts(Fixture *fixture, const char *table, const char *column)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) columns = g_ptr_array_new();
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(columns, (gpointer)column);
  const MigharRead read = {.table = table, .columns = columns, .row = add_text, .data = texts};
  fixture->driver->rows->read(fixture->database, &read, 1, NULL, &error);
  check_error(error);
  g_ptr_array_sort(texts, compare_texts);
  GString *all = g_string_new(NULL);
  for (guint i = 0; i < texts->len; i++) {
    const char *text = g_ptr_array_index(texts, i);
    g_string_append_printf(all, "%s%s", i > 0 ? "|" : "", text != NULL ? text : "NULL");
  }
  return g_string_free(all, FALSE);
}
