/* What engines make of sources, on both of them: the same rows. */
#include "database.h"

#include <mighar/error.h>

static const char *const engines[] = {"postgres", "sqlite"};

static const char *const schema =
    "CREATE TABLE parents (a INTEGER, b VARCHAR(10), PRIMARY KEY (a, b));"
    "INSERT INTO parents VALUES (3, 'c'), (1, 'a'), (2, 'it''s');"
    "CREATE TABLE t (n INTEGER PRIMARY KEY, word VARCHAR(40), code VARCHAR(20), day DATE, at TIMESTAMP,"
    " a INTEGER, b VARCHAR(10), FOREIGN KEY (a, b) REFERENCES parents);"
    "CREATE TABLE defaults (d INTEGER DEFAULT 7)";

/* A table of the schema, described; the array owns it. */
static const MigharTable *find_table(const GPtrArray *tables, const char *name)
{
  for (guint i = 0; i < tables->len; i++) {
    const MigharTable *table = g_ptr_array_index(tables, i);
    if (g_str_has_suffix(table->name, name))
      return table;
  }
  fail_msg("there is no table %s", name);
  return NULL;
}

typedef struct {
  Fixture *fixture;
  GPtrArray *tables;
  const MigharTable *table;
  GPtrArray *sources;
  MigharRefusal refusal;
  guint64 written;
  gboolean taken;
} Work;

static void work_open(Work *work, Fixture *fixture)
{
  run_sql(fixture, schema);
  read_schema(fixture);
  *work = (Work){.fixture = fixture,
                 .tables = fixture->driver->rows->tables(fixture->schema, NULL),
                 .sources = g_ptr_array_new_with_free_func(g_free)};
  work->table = find_table(work->tables, "t");
}

static void work_close(Work *work)
{
  mighar_refusal_clear(&work->refusal);
  g_ptr_array_unref(work->sources);
  g_ptr_array_unref(work->tables);
}

static MigharSource *add(Work *work, const char *column, MigharSourceKind kind)
{
  MigharSource *source = g_new0(MigharSource, 1);
  int index = mighar_table_column(work->table, column);
  assert_true(index >= 0);
  source->column = g_ptr_array_index(work->table->columns, index);
  source->kind = kind;
  g_ptr_array_add(work->sources, source);
  return source;
}

/* A number of its own in each row. */
static void add_numbers(Work *work)
{
  add(work, "n", MIGHAR_SOURCE_COUNT);
}

static void begin(Work *work)
{
  g_autoptr(GError) error = NULL;
  assert_true(work->fixture->driver->rows->begin(work->fixture->database, &error));
}

static void end(Work *work)
{
  g_autoptr(GError) error = NULL;
  g_auto(MigharRefusal) refusal = {0};
  assert_true(work->fixture->driver->rows->end(work->fixture->database, &refusal, &error));
}

static gboolean try_to_generate(Work *work, guint64 first, guint64 n, gboolean lenient, GError **error)
{
  MigharGeneration generation = {
      .table = work->table, .sources = work->sources, .first = first, .n = n, .lenient = lenient};
  mighar_refusal_clear(&work->refusal);
  return work->fixture->driver->rows->generate(work->fixture->database, &generation, &work->written,
                                               &work->taken, &work->refusal, error);
}

/* Taken or not, the database is still there. */
static void generate(Work *work, guint64 first, guint64 n, gboolean lenient)
{
  g_autoptr(GError) error = NULL;
  if (!try_to_generate(work, first, n, lenient, &error))
    fail_msg("%s", error->message);
}

static void must_write(Work *work, guint64 first, guint64 n)
{
  generate(work, first, n, FALSE);
  if (!work->taken)
    fail_msg("%s: %s", work->fixture->driver->engine->name, work->refusal.message);
  assert_int_equal(work->written, n);
}

static void must_be_refused(Work *work, guint64 first, guint64 n, MigharRefusedKind kind)
{
  generate(work, first, n, FALSE);
  assert_false(work->taken);
  assert_int_equal(work->written, 0);
  assert_int_equal(work->refusal.kind, kind);
  assert_non_null(work->refusal.message);
}

static void assert_column(Work *work, const char *column, const char *expected)
{
  g_autofree char *texts = read_texts(work->fixture, work->table->name, column);
  assert_string_equal(texts, expected);
}

/* Each kind of source */

static void add_references(Work *work, guint64 every)
{
  const MigharReference *reference = g_ptr_array_index(work->table->references, 0);
  static const char *const columns[] = {"a", "b"};
  for (guint i = 0; i < G_N_ELEMENTS(columns); i++) {
    MigharSource *source = add(work, columns[i], MIGHAR_SOURCE_ROW);
    source->reference = reference;
    source->part = i;
    source->rows = 3;
    source->every = every;
  }
}

static void makes_each_kind(Work *work)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new();
  g_ptr_array_add(words, (char *)"it's \"x\" \\ %");
  g_ptr_array_add(words, NULL);
  add(work, "n", MIGHAR_SOURCE_COUNT)->base = 1000;
  add(work, "word", MIGHAR_SOURCE_LIST)->values = words;
  MigharSource *code = add(work, "code", MIGHAR_SOURCE_TEXT);
  *code = (MigharSource){.column = code->column,
                         .kind = MIGHAR_SOURCE_TEXT,
                         .prefix = (char *)"a'",
                         .suffix = (char *)"-z",
                         .digits = 3,
                         .hexadecimal = TRUE};
  add(work, "day", MIGHAR_SOURCE_TIME)->start = (char *)"2024-02-26 00:00:00";
  add(work, "at", MIGHAR_SOURCE_TIME)->start = (char *)"2023-12-31 23:59:58";
  add_references(work, 2);
  must_write(work, 2, 5);
  end(work);
  assert_column(work, "n", "1002|1003|1004|1005|1006");
  assert_column(work, "word", "NULL|NULL|it's \"x\" \\ %|it's \"x\" \\ %|it's \"x\" \\ %");
  assert_column(work, "code", "a'002-z|a'003-z|a'004-z|a'005-z|a'006-z");
  assert_column(work, "day", "2024-02-28|2024-02-29|2024-03-01|2024-03-02|2024-03-03");
  assert_column(work, "at",
                "2024-01-01 00:00:00|2024-01-01 00:00:01|2024-01-01 00:00:02|2024-01-01 00:00:03|"
                "2024-01-01 00:00:04");
  assert_column(work, "a", "1|2|2|3|3"); // 2/2, 3/2, 4/2, 5/2 and, once more from the first, 6/2
  assert_column(work, "b", "a|c|c|it's|it's");
}

static char *make_awkward(const void *data G_GNUC_UNUSED, guint64 n)
{
  return n == 2 ? NULL : g_strdup_printf("%" G_GUINT64_FORMAT "\ttab\nline\\N\\.\r", n);
}

/* Whatever stands in it, it arrives as it is. */
static void writes_what_is_made(Work *work)
{
  add_numbers(work);
  add(work, "word", MIGHAR_SOURCE_MADE)->make = make_awkward;
  must_write(work, 1, 3);
  must_write(work, 4, 10000); // several messages
  end(work);
  assert_int_equal(count_rows(work->fixture, work->table->name), 10003);
  run_sql(work->fixture, "DELETE FROM t WHERE n > 3");
  assert_column(work, "word", "NULL|1\ttab\nline\\N\\.\r|3\ttab\nline\\N\\.\r");
}

static void makes_rows_of_nothing(Work *work)
{
  work->table = find_table(work->tables, "defaults");
  must_write(work, 0, 3);
  end(work);
  assert_column(work, "d", "7|7|7");
}

/* What is refused */

/* All of a part or nothing of it; what came before stays, and what comes after goes on. */
static void refuses_parts(Work *work)
{
  add_numbers(work);
  must_write(work, 10, 5);
  must_be_refused(work, 5, 10, MIGHAR_REFUSED_UNIQUE);
  must_write(work, 20, 5);
  end(work);
  assert_column(work, "n", "10|11|12|13|14|20|21|22|23|24");
}

static void passes_over_what_is_there(Work *work)
{
  add_numbers(work);
  must_write(work, 10, 5);
  generate(work, 8, 4, TRUE);
  assert_true(work->taken);
  assert_int_equal(work->written, 2);
  generate(work, 8, 4, TRUE);
  assert_true(work->taken);
  assert_int_equal(work->written, 0);
  end(work);
  assert_column(work, "n", "10|11|12|13|14|8|9");
}

static void refuses_no_such_rows(Work *work)
{
  add_numbers(work);
  add(work, "a", MIGHAR_SOURCE_COUNT);
  g_autoptr(GPtrArray) values = g_ptr_array_new();
  g_ptr_array_add(values, (char *)"nobody");
  add(work, "b", MIGHAR_SOURCE_LIST)->values = values;
  must_be_refused(work, 1, 10, MIGHAR_REFUSED_REFERENCE);
  end(work);
  assert_int_equal(count_rows(work->fixture, work->table->name), 0);
}

static void refuses_made_ones(Work *work)
{
  add_numbers(work);
  add(work, "word", MIGHAR_SOURCE_MADE)->make = make_awkward;
  must_write(work, 50000, 1);
  must_be_refused(work, 49000, 20000, MIGHAR_REFUSED_UNIQUE); // in the middle of a COPY
  must_write(work, 1, 1);
  end(work);
  assert_column(work, "n", "1|50000");
}

/* A server that goes away */

static char *make_until_it_is_gone(const void *data, guint64 n)
{
  if (n == 5000)
    run_sql((Fixture *)data, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                             " WHERE pid <> pg_backend_pid() AND datname = current_database()");
  return g_strdup("x");
}

static void is_lost_in_the_middle(Work *work)
{
  g_autoptr(GError) error = NULL;
  add_numbers(work);
  MigharSource *word = add(work, "word", MIGHAR_SOURCE_MADE);
  word->make = make_until_it_is_gone;
  word->data = work->fixture;
  assert_false(try_to_generate(work, 1, 100000, FALSE, &error));
  assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_ENVIRONMENT));
  assert_int_equal(count_rows(work->fixture, work->table->name), 0);
}

/* Each begins in a transaction. */
static void run_on(const char *engine, void (*test)(Work *work))
{
  Fixture fixture;
  Work work;
  if (!fixture_open(&fixture, engine))
    skip();
  work_open(&work, &fixture);
  begin(&work);
  test(&work);
  work_close(&work);
  fixture_close(&fixture);
}

static void test_is_lost_in_the_middle(void **state G_GNUC_UNUSED)
{
  run_on("postgres", is_lost_in_the_middle);
}

#define ON_ALL(name)                                                                                         \
  static void test_##name(void **state G_GNUC_UNUSED)                                                        \
  {                                                                                                          \
    for (guint i = 0; i < G_N_ELEMENTS(engines); i++)                                                        \
      run_on(engines[i], name);                                                                              \
  }

ON_ALL(makes_each_kind)
ON_ALL(writes_what_is_made)
ON_ALL(makes_rows_of_nothing)
ON_ALL(refuses_parts)
ON_ALL(passes_over_what_is_there)
ON_ALL(refuses_no_such_rows)
ON_ALL(refuses_made_ones)

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_makes_each_kind),           cmocka_unit_test(test_writes_what_is_made),
      cmocka_unit_test(test_makes_rows_of_nothing),     cmocka_unit_test(test_refuses_parts),
      cmocka_unit_test(test_passes_over_what_is_there), cmocka_unit_test(test_refuses_no_such_rows),
      cmocka_unit_test(test_refuses_made_ones),         cmocka_unit_test(test_is_lost_in_the_middle),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
