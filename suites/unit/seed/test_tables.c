/* Tables that are awkward to fill, on both engines: every one has rows, but those that nobody could fill. */
#include "database.h"

static const char *const engines[] = {"postgres", "sqlite"};

static gboolean is_never(const char *table)
{
  return strstr(table, "never") != NULL;
}

/* PostgreSQL 13 has no multiranges: ranges will do there. */
static char *without_multiranges(const char *sql)
{
  g_auto(GStrv) parts = g_strsplit(sql, "multirange", -1);
  return g_strjoinv("range", parts);
}

static char *read_corpus(const Fixture *fixture, const char *engine)
{
  const MigharServer *server = g_ptr_array_index(fixture->servers, 0);
  g_autofree char *path = g_strdup_printf("%s/unit/seed/%s.sql", SUITES_FOLDER, engine);
  g_autofree char *sql = NULL;
  assert_true(g_file_get_contents(path, &sql, NULL, NULL));
  gboolean old = g_str_equal(engine, "postgres") && g_str_has_prefix(server->version, "13.");
  return old ? without_multiranges(sql) : g_steal_pointer(&sql);
}

static const char *reason_of(const MigharSeeding *seeding, const char *table)
{
  for (guint i = 0; i < seeding->unfilled->len; i++) {
    const MigharUnfilled *unfilled = g_ptr_array_index(seeding->unfilled, i);
    if (g_str_equal(unfilled->table, table))
      return unfilled->reason;
  }
  return NULL;
}

static void check_tables(Fixture *fixture, const MigharSeeding *seeding)
{
  g_autoptr(GPtrArray) tables = fixture->driver->rows->tables(fixture->schema, NULL);
  g_autoptr(GString) wrong = g_string_new(NULL);
  guint few = 0;
  for (guint i = 0; i < tables->len; i++) {
    const MigharTable *table = g_ptr_array_index(tables, i);
    guint64 rows = count_rows(fixture, table->name);
    const char *reason = reason_of(seeding, table->name);
    few += rows > 0 && rows < 5;
    if ((rows == 0) != is_never(table->name) || (rows == 0) != (reason != NULL))
      g_string_append_printf(wrong, "\n%s: %u rows, %s", table->name, (guint)rows, reason);
    if (rows > 0 && rows < 5)
      print_message("%s has %u rows\n", table->name, (guint)rows);
  }
  if (wrong->len > 0)
    fail_msg("%s", wrong->str);
  assert_true(few <= 3);
}

static void run_on(const char *engine, void (*test)(Fixture *fixture, const char *sql))
{
  Fixture fixture;
  if (!fixture_open(&fixture, engine))
    skip();
  g_autofree char *sql = read_corpus(&fixture, engine);
  run_sql(&fixture, sql);
  test(&fixture, sql);
  fixture_close(&fixture);
}

static void fills(Fixture *fixture, const char *sql G_GNUC_UNUSED)
{
  g_autoptr(MigharSeeding) seeding = fill(fixture);
  check_tables(fixture, seeding);
  assert_string_equal(reason_of(seeding, g_str_equal(fixture->driver->engine->name, "sqlite")
                                             ? "never_trigger"
                                             : "public.never_trigger"),
                      "rows are not welcome");
}

/* What had to wait because of a cycle refers to something in the end. */
static void patches(Fixture *fixture, const char *sql G_GNUC_UNUSED)
{
  gboolean is_sqlite = g_str_equal(fixture->driver->engine->name, "sqlite");
  g_autoptr(MigharSeeding) seeding G_GNUC_UNUSED = fill(fixture);
  g_autofree char *parents = read_texts(fixture, is_sqlite ? "tree" : "public.tree", "parent");
  g_autofree char *hens = read_texts(fixture, is_sqlite ? "egg" : "public.egg", "hen");
  assert_string_equal(parents, "NULL|1|2|3|4");
  assert_null(strstr(hens, "NULL|NULL"));
}

static void test_patches(void **state G_GNUC_UNUSED)
{
  for (guint i = 0; i < G_N_ELEMENTS(engines); i++)
    run_on(engines[i], patches);
}

static void test_fills(void **state G_GNUC_UNUSED)
{
  for (guint i = 0; i < G_N_ELEMENTS(engines); i++)
    run_on(engines[i], fills);
}

static char *digest(const MigharSeeding *seeding)
{
  GString *all = g_string_new(NULL);
  for (guint i = 0; i < seeding->written->len; i++) {
    const MigharSeeded *seeded = g_ptr_array_index(seeding->written, i);
    g_string_append_printf(all, "%s:", seeded->table);
    for (guint r = 0; r < seeded->rows->len; r++)
      for (guint c = 0; c < seeded->columns->len; c++)
        g_string_append_printf(all, "%s,", ((char **)g_ptr_array_index(seeded->rows, r))[c]);
  }
  return g_string_free(all, FALSE);
}

static void repeats(Fixture *fixture, const char *sql)
{
  g_autoptr(MigharSeeding) first = fill(fixture);
  fixture_renew(fixture);
  run_sql(fixture, sql);
  g_autoptr(MigharSeeding) second = fill(fixture);
  g_autofree char *one = digest(first), *other = NULL;
  other = digest(second);
  assert_string_equal(one, other);
  fixture_renew(fixture);
  run_sql(fixture, sql);
  read_schema(fixture);
  g_autoptr(MigharSeeding) third = seed_with(fixture, MIGHAR_SEED_FILL, NULL, NULL, 2);
  g_autofree char *different = digest(third);
  assert_string_not_equal(one, different);
}

static void test_repeats(void **state G_GNUC_UNUSED)
{
  for (guint i = 0; i < G_N_ELEMENTS(engines); i++)
    run_on(engines[i], repeats);
}

/* A second time there is nothing to write, but in tables that take fewer rows. */
static void late_rows_go(Fixture *fixture, const char *sql G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MigharSeeding) seeding G_GNUC_UNUSED = fill(fixture);
  g_autoptr(GPtrArray) tables = fixture->driver->rows->tables(fixture->schema, NULL);
  g_autofree guint64 *before = g_new0(guint64, tables->len + 1);
  for (guint i = 0; i < tables->len; i++)
    before[i] = count_rows(fixture, ((MigharTable *)g_ptr_array_index(tables, i))->name);
  g_autoptr(MigharSeeding) late = seed_with(fixture, MIGHAR_SEED_LATE, fixture->schema, NULL, 1);
  assert_true(late->written->len > tables->len / 2);
  gboolean all = FALSE;
  assert_true(mighar_seed_undo(fixture->database, late, NULL, &all, &error));
  check_error(error);
  assert_true(all);
  for (guint i = 0; i < tables->len; i++) {
    const char *name = ((MigharTable *)g_ptr_array_index(tables, i))->name;
    if (strstr(name, "replaced") == NULL && count_rows(fixture, name) != before[i])
      fail_msg("%s had %u rows, has %u", name, (guint)before[i], (guint)count_rows(fixture, name));
  }
}

static void test_late_rows_go(void **state G_GNUC_UNUSED)
{
  for (guint i = 0; i < G_N_ELEMENTS(engines); i++)
    run_on(engines[i], late_rows_go);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_fills),
      cmocka_unit_test(test_patches),
      cmocka_unit_test(test_repeats),
      cmocka_unit_test(test_late_rows_go),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
