/* Many rows: made by the engine, all of them taken, the same each time, in memory that does not grow with
 * them. 20,000 of them; MIGHAR_TEST_ROWS asks for others. */
#include "database.h"

#include <mighar/error.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define MEMORY_MIB 64

static const char *const engines[] = {"postgres", "sqlite"};

static guint64 wanted_rows(void)
{
  const char *asked = g_getenv("MIGHAR_TEST_ROWS");
  return asked != NULL ? g_ascii_strtoull(asked, NULL, 10) : 20000;
}

static char *read_corpus(const char *engine)
{
  g_autofree char *path = g_strdup_printf("%s/unit/seed/many_%s.sql", SUITES_FOLDER, engine);
  char *sql = NULL;
  assert_true(g_file_get_contents(path, &sql, NULL, NULL));
  return sql;
}

static MigharSeeding *fill_many(Fixture *fixture, guint64 seed, guint64 rows)
{
  g_autoptr(GError) error = NULL;
  MigharSeedOptions options = {.seed = seed, .rows = rows};
  read_schema(fixture);
  MigharSeeding *seeding =
      mighar_seed(fixture->database, fixture->schema, MIGHAR_SEED_FILL, NULL, NULL, &options, &error);
  check_error(error);
  return seeding;
}

static const MigharUnfilled *find_unfilled(const MigharSeeding *seeding, const char *table)
{
  for (guint i = 0; i < seeding->unfilled->len; i++) {
    const MigharUnfilled *unfilled = g_ptr_array_index(seeding->unfilled, i);
    if (g_str_equal(unfilled->table, table))
      return unfilled;
  }
  return NULL;
}

static guint64 count_all(Fixture *fixture, const char *table)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  guint64 count = 0;
  g_ptr_array_add(names, (gpointer)table);
  fixture->driver->rows->count(fixture->database, names, G_MAXINT64, &count, &error);
  check_error(error);
  return count;
}

/* Each table */

static void check_table(Fixture *fixture, const MigharSeeding *seeding, const MigharTable *table,
                        GString *wrong)
{
  guint64 wanted = table->parent != NULL ? wanted_rows() / 2 : wanted_rows();
  guint64 rows = count_all(fixture, table->name);
  const MigharUnfilled *unfilled = find_unfilled(seeding, table->name);
  gboolean few = strstr(table->name, "few_") != NULL;
  gboolean good = few ? rows > 0 && rows < wanted && unfilled != NULL && unfilled->rows == rows &&
                            *unfilled->reason != '\0'
                      : rows == wanted && unfilled == NULL;
  if (!good)
    g_string_append_printf(wrong, "\n%s: %" G_GUINT64_FORMAT " rows (%s)", table->name, rows,
                           unfilled != NULL ? unfilled->reason : "all that were wanted");
}

static void check_positions(Fixture *fixture, GString *wrong)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) positions = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_position_free);
  const MigharSequences all = {.schema = fixture->schema, .positions = positions};
  fixture->driver->rows->read(fixture->database, NULL, 0, &all, &error);
  check_error(error);
  assert_true(positions->len > 0);
  for (guint i = 0; i < positions->len; i++) {
    const MigharPosition *position = g_ptr_array_index(positions, i);
    if (position->used)
      g_string_append_printf(wrong, "\n%s would hand out %s, which is used", position->name, position->next);
  }
}

static void fills(Fixture *fixture)
{
  g_autoptr(MigharSeeding) seeding = fill_many(fixture, 1, wanted_rows());
  g_autoptr(GPtrArray) tables = fixture->driver->rows->tables(fixture->schema, NULL);
  g_autoptr(GString) wrong = g_string_new(NULL);
  for (guint i = 0; i < tables->len; i++)
    check_table(fixture, seeding, g_ptr_array_index(tables, i), wrong);
  check_positions(fixture, wrong);
  if (wrong->len > 0)
    fail_msg("%s", wrong->str);
}

/* What an application writes next */
static void leaves_room(Fixture *fixture)
{
  g_autoptr(MigharSeeding) seeding G_GNUC_UNUSED = fill_many(fixture, 1, 1200);
  run_sql(fixture, "INSERT INTO users (email) VALUES ('somebody@example.net')");
  run_sql(fixture, "INSERT INTO tree (parent) VALUES (NULL)");
}

/* The same rows */

typedef struct {
  GChecksum *sum;
  guint n;
} Reading;

static gboolean add_row(const MigharCell *cells, void *data)
{
  const Reading *reading = data;
  for (guint i = 0; i < reading->n; i++)
    if (cells[i].bytes != NULL)
      g_checksum_update(reading->sum, cells[i].bytes, (gssize)cells[i].length);
  return TRUE;
}

/* All rows in the order of the table; a default that is never the same aside. */
static char *digest(Fixture *fixture)
{
  g_autoptr(GPtrArray) tables = fixture->driver->rows->tables(fixture->schema, NULL);
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  g_autoptr(GError) error = NULL;
  for (guint i = 0; i < tables->len; i++) {
    const MigharTable *table = g_ptr_array_index(tables, i);
    g_autoptr(GPtrArray) columns = g_ptr_array_new();
    for (guint c = 0; c < table->columns->len; c++)
      g_ptr_array_add(columns, ((const MigharColumn *)g_ptr_array_index(table->columns, c))->name);
    Reading reading = {sum, columns->len};
    const MigharRead read = {.table = table->name, .columns = columns, .row = add_row, .data = &reading};
    if (!table->partitioned)
      fixture->driver->rows->read(fixture->database, &read, 1, NULL, &error);
    check_error(error);
  }
  return g_strdup(g_checksum_get_string(sum));
}

static void repeats(Fixture *fixture)
{
  static const guint64 seeds[] = {1, 1, 2};
  g_autofree char *sql = read_corpus(fixture->driver->engine->name);
  g_autoptr(GPtrArray) digests = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < G_N_ELEMENTS(seeds); i++) {
    fixture_renew(fixture);
    run_sql(fixture, sql);
    g_autoptr(MigharSeeding) seeding G_GNUC_UNUSED = fill_many(fixture, seeds[i], 1500);
    g_ptr_array_add(digests, digest(fixture));
  }
  assert_string_equal(g_ptr_array_index(digests, 0), g_ptr_array_index(digests, 1));
  assert_string_not_equal(g_ptr_array_index(digests, 0), g_ptr_array_index(digests, 2));
}

/* A table of many rows gets few late ones, and these go again. */
static void late_are_few(Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MigharSeeding) filled G_GNUC_UNUSED = fill_many(fixture, 1, 1200);
  guint64 before = count_all(fixture, "users");
  MigharSeedOptions options = {.seed = 1, .rows = 1200};
  g_autoptr(GHashTable) tables = g_hash_table_new(g_str_hash, g_str_equal);
  gboolean is_sqlite = g_str_equal(fixture->driver->engine->name, "sqlite"), all = FALSE;
  g_hash_table_add(tables, (gpointer)(is_sqlite ? "users" : "public.users"));
  g_autoptr(MigharSeeding) late = mighar_seed(fixture->database, fixture->schema, MIGHAR_SEED_LATE,
                                              fixture->schema, tables, &options, &error);
  check_error(error);
  assert_in_range(count_all(fixture, "users") - before, 1, 100);
  assert_true(mighar_seed_undo(fixture->database, late, NULL, &all, &error));
  assert_true(all);
  assert_int_equal(count_all(fixture, "users"), before);
}

/* The server goes away */

static void end_sessions(void *data, const char *table G_GNUC_UNUSED, guint64 rows,
                         guint64 wanted G_GNUC_UNUSED)
{
  if (rows >= 5000)
    run_sql(data, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                  " WHERE pid <> pg_backend_pid() AND datname = current_database()");
}

static void test_lost_server(void **state G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  Fixture fixture;
  if (!fixture_open(&fixture, "postgres"))
    skip();
  run_sql(&fixture, "CREATE TABLE t (id serial PRIMARY KEY, name text UNIQUE)");
  read_schema(&fixture);
  MigharSeedOptions options = {.seed = 1, .rows = 20000, .progress = end_sessions, .data = &fixture};
  assert_null(mighar_seed(fixture.database, fixture.schema, MIGHAR_SEED_FILL, NULL, NULL, &options, &error));
  assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_ENVIRONMENT));
  assert_int_equal(count_all(&fixture, "public.t"), 0);
  g_autoptr(MigharSeeding) again G_GNUC_UNUSED = fill_many(&fixture, 1, 2000);
  assert_int_equal(count_all(&fixture, "public.t"), 2000);
  fixture_close(&fixture);
}

/* Memory */

static const char *const large =
    "CREATE TABLE users (id INTEGER PRIMARY KEY, email VARCHAR(60) NOT NULL UNIQUE, name TEXT, born DATE,"
    " score NUMERIC(9, 2), note TEXT)";

static long peak_kib(void)
{
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

/* How much the peak of a process rises with many rows; that of a database in memory holds these, too. */
static long measure(const char *engine, guint64 rows)
{
  Fixture fixture;
  if (!fixture_open(&fixture, engine))
    return -1;
  run_sql(&fixture, large);
  g_autoptr(MigharSeeding) few G_GNUC_UNUSED = fill_many(&fixture, 1, 100);
  long before = peak_kib();
  g_autoptr(MigharSeeding) many G_GNUC_UNUSED = fill_many(&fixture, 1, rows);
  long rise = peak_kib() - before;
  gboolean complete = count_all(&fixture, "users") == rows;
  fixture_close(&fixture);
  return complete ? rise / 1024 : G_MAXLONG;
}

static long measure_apart(const char *engine, guint64 rows)
{
  int pipes[2];
  long mib = 0;
  assert_int_equal(pipe(pipes), 0);
  pid_t child = fork();
  if (child == 0) {
    mib = measure(engine, rows);
    _exit(write(pipes[1], &mib, sizeof mib) == sizeof mib ? 0 : 1);
  }
  close(pipes[1]);
  assert_int_equal(read(pipes[0], &mib, sizeof mib), sizeof mib);
  close(pipes[0]);
  waitpid(child, NULL, 0);
  return mib;
}

static void test_memory(void **state G_GNUC_UNUSED)
{
  /* What a row of the table above is in a file of SQLite, its indexes included: measured, and half again. */
  long database = (long)(wanted_rows() * 300 / 1024 / 1024);
  assert_in_range(measure_apart("postgres", wanted_rows()) + 1, 0, MEMORY_MIB + 1);
  assert_in_range(measure_apart("sqlite", wanted_rows()), 0, MEMORY_MIB + database);
}

static void run_on_all(void (*test)(Fixture *fixture))
{
  for (guint i = 0; i < G_N_ELEMENTS(engines); i++) {
    Fixture fixture;
    if (!fixture_open(&fixture, engines[i]))
      skip();
    g_autofree char *sql = read_corpus(engines[i]);
    run_sql(&fixture, sql);
    test(&fixture);
    fixture_close(&fixture);
  }
}

static void test_fills(void **state G_GNUC_UNUSED)
{
  run_on_all(fills);
}

static void test_leaves_room(void **state G_GNUC_UNUSED)
{
  run_on_all(leaves_room);
}

static void test_repeats(void **state G_GNUC_UNUSED)
{
  run_on_all(repeats);
}

static void test_late_are_few(void **state G_GNUC_UNUSED)
{
  run_on_all(late_are_few);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_memory),  cmocka_unit_test(test_fills),        cmocka_unit_test(test_leaves_room),
      cmocka_unit_test(test_repeats), cmocka_unit_test(test_late_are_few), cmocka_unit_test(test_lost_server),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
