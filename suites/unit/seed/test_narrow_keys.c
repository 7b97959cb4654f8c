/* Keys that CHECKs leave few values to get as many rows as fit. */
#include "database.h"

static const struct {
  const char *engine, *table; /* what it is made of */
  guint rows;                 /* of the five that are wanted */
} cases[] = {
    {"sqlite", "n INTEGER PRIMARY KEY CHECK (n BETWEEN 1 AND 3), v TEXT", 3},
    {"sqlite", "id SMALLINT PRIMARY KEY CHECK (id < 4), v TEXT", 3},
    {"sqlite", "rating INT NOT NULL UNIQUE CHECK (rating IN (1, 2, 3, 4, 5))", 5},
    {"sqlite", "id INTEGER PRIMARY KEY CHECK (id = 1), v TEXT", 1},
    {"sqlite", "id INTEGER PRIMARY KEY CHECK (id >= 5 AND id <= 7), v TEXT", 3},
    {"sqlite", "id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > 1000), v TEXT", 5},
    {"sqlite", "id INTEGER PRIMARY KEY CHECK (id IN (7, 9, 11)), v TEXT", 3},
    {"sqlite", "id INTEGER PRIMARY KEY CHECK (id % 2 = 0), v TEXT", 5},
    {"sqlite",
     "a INT NOT NULL CHECK (a BETWEEN 0 AND 1), b INT NOT NULL CHECK (b BETWEEN 0 AND 1),"
     "c INT NOT NULL CHECK (c BETWEEN 0 AND 1), UNIQUE (a, b, c)",
     5},
    {"postgres", "id boolean PRIMARY KEY DEFAULT true CHECK (id), v text", 1},
    {"postgres", "id int PRIMARY KEY CHECK (id = 1), v text", 1},
    {"postgres", "id serial PRIMARY KEY CHECK (id = 1), v text", 1},
    {"postgres", "id smallint PRIMARY KEY CHECK (id > 0 AND id < 4), v text", 3},
    {"postgres", "id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY CHECK (id > 1000), v text", 5},
    {"postgres", "a int CHECK (a IN (1, 2)), b int CHECK (b IN (1, 2)), PRIMARY KEY (a, b)", 4},
    {"postgres", "k text PRIMARY KEY CHECK (k IN ('a', 'b', 'c'))", 3},
};

static void test_narrow_keys(void **state G_GNUC_UNUSED)
{
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    Fixture fixture;
    if (!fixture_open(&fixture, cases[i].engine))
      skip();
    g_autofree char *create = g_strdup_printf("CREATE TABLE t (%s)", cases[i].table);
    run_sql(&fixture, create);
    g_autoptr(MigharSeeding) filled = fill(&fixture);
    guint64 rows = count_rows(&fixture, g_str_equal(cases[i].engine, "sqlite") ? "t" : "public.t");
    if (rows != cases[i].rows)
      fail_msg("%s: %" G_GUINT64_FORMAT " rows", cases[i].table, rows);
    assert_int_equal(filled->unfilled->len, 0);
    fixture_close(&fixture);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_narrow_keys)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
