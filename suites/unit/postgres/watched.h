/* A scratch database whose schema and touched tables are held against what a second session sees. */
#pragma once

#include "../snapshot_text.h"
#include "catalog.h"
#include "database.h"
#include "difference.h"
#include "incremental.h"
#include "scratch.h"
#include "server.h"
#include "session.h"

/* A database with a second pair of eyes. */
typedef struct {
  MigharDatabase *database;
  PGconn *eyes;
  MigharSnapshot *known; /* what they saw last */
  GHashTable *rows;      /* name of a table to a digest of its rows */
  guint compared;
} Watched;

static inline int compare_identities(const MigharSnapshot *a, const MigharSnapshot *b)
{
  for (guint i = 0; i < a->objects->len; i++) {
    const MigharObject *left = g_ptr_array_index(a->objects, i), *right = g_ptr_array_index(b->objects, i);
    if (g_strcmp0(left->identity, right->identity) != 0)
      fail_msg("%s %s has identity %s and not %s", left->kind, left->name, left->identity, right->identity);
  }
  return 0;
}

/* What is read with something known is the same. */
static inline void look_again(Watched *watched, const MigharSnapshot *expected)
{
  MigharSnapshot *again = catalog_read(watched->eyes, watched->known, NULL);
  assert_non_null(again);
  assert_true(mighar_snapshot_equal(again, expected));
  compare_identities(again, expected);
  g_clear_pointer(&watched->known, mighar_snapshot_unref);
  watched->known = again;
}

static inline void compare(Watched *watched, const char *after)
{
  GError *error = NULL;
  g_autoptr(MigharSnapshot) found =
      mighar_postgres_driver.snapshot(watched->database, MIGHAR_READ_CHANGES, &error);
  if (found == NULL)
    fail_msg("%s\nafter: %s", error->message, after);
  g_autoptr(MigharSnapshot) expected = catalog_read(watched->eyes, NULL, &error);
  if (expected == NULL)
    fail_msg("%s\nafter: %s", error->message, after);
  g_autoptr(GPtrArray) differences = list_differences(expected, found);
  for (guint i = 0; i < differences->len; i++)
    print_error("  %s\n", (const char *)g_ptr_array_index(differences, i));
  if (differences->len > 0)
    fail_msg("%u differences after: %s", differences->len, after);
  g_autofree char *expected_text = snapshot_to_text(expected);
  g_autofree char *found_text = snapshot_to_text(found);
  assert_string_equal(expected_text, found_text);
  compare_identities(expected, found);
  look_again(watched, expected);
  watched->compared++;
}

static inline PGconn *open_eyes(MigharDatabase *database)
{
  GError *error = NULL;
  PGconn *eyes = server_connect((PostgresServer *)database->server, database->name,
                                "-c role=none -c statement_timeout=0", &error);
  if (eyes == NULL || !catalog_prepare(eyes, &error))
    fail_msg("%s", error->message);
  return eyes;
}

static inline Watched watch_on(MigharServer *server)
{
  MigharDatabase *database = create_on(server);
  return (Watched){.database = database,
                   .eyes = open_eyes(database),
                   .rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free)};
}

static inline Watched watch(void)
{
  return watch_on(scratch_server());
}

static inline void unwatch(Watched *watched)
{
  session_close(watched->eyes);
  g_clear_pointer(&watched->known, mighar_snapshot_unref);
  g_hash_table_unref(watched->rows);
  mighar_postgres_driver.drop(watched->database);
}

static inline guint count_whole(const Watched *watched)
{
  return incremental_whole(((PostgresDatabase *)watched->database)->incremental);
}

static inline GHashTable *digest_rows(const Watched *watched)
{
  static const char query[] =
      "SELECT c.oid::regclass::text,"
      "       md5((xpath('/table', query_to_xml(format('SELECT md5(string_agg(md5(t::text), %L ORDER BY "
      "t::text))"
      " FROM %s t', '', c.oid::regclass), true, false, '')))::text)"
      "  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
      " WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
      "   AND (c.relkind <> 'm' OR c.relispopulated)";
  GError *error = NULL;
  g_autoptr(PGresult) found = session_query(watched->eyes, query, &error);
  if (found == NULL)
    fail_msg("%s", error->message);
  GHashTable *rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  for (int i = 0; i < PQntuples(found); i++)
    g_hash_table_insert(rows, g_strdup(PQgetvalue(found, i, 0)), g_strdup(PQgetvalue(found, i, 1)));
  return rows;
}

static inline void compare_rows(Watched *watched, const char *after)
{
  GError *error = NULL;
  g_auto(MigharTouched) touched = {0};
  if (!mighar_postgres_driver.touched(watched->database, &touched, &error))
    fail_msg("%s\nafter: %s", error->message, after);
  GHashTable *now = digest_rows(watched);
  GHashTableIter all;
  gpointer name, digest;
  g_hash_table_iter_init(&all, now);
  while (g_hash_table_iter_next(&all, &name, &digest))
    if (g_strcmp0(g_hash_table_lookup(watched->rows, name), digest) != 0 && !touched.all &&
        !g_hash_table_contains(touched.tables, name))
      fail_msg("%s is not named as touched after: %s", (char *)name, after);
  g_hash_table_iter_init(&all, watched->rows);
  while (g_hash_table_iter_next(&all, &name, NULL))
    if (!g_hash_table_contains(now, name) && !touched.all && !g_hash_table_contains(touched.tables, name))
      fail_msg("%s, which is gone, is not named as touched after: %s", (char *)name, after);
  g_hash_table_unref(watched->rows);
  watched->rows = now;
}

static inline void apply(Watched *watched, const char *sql)
{
  g_auto(MigharOutcome) outcome = {0};
  reset(watched->database);
  execute(watched->database, sql, FALSE, &outcome);
  assert_true(outcome.applied);
}

static inline void apply_each(Watched *watched, const char *const *statements, guint n)
{
  for (guint i = 0; i < n; i++) {
    apply(watched, statements[i]);
    compare(watched, statements[i]);
  }
}
