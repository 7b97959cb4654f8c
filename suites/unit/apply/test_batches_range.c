/* Which rows a batch has. */
#include "batches_range.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void a_row_is_compared_beside_what_an_index_is_asked(void **state)
{
  static const struct {
    const char *column, *behind, *until, *expected;
  } cases[] = {
      {"x.id", "10", "20", "x.id > 10 AND x.id <= 20"},
      {"id", NULL, "20", "id <= 20"},
      {"(x.t, x.n)", "('a', '7')", "('b', '3')",
       "x.t >= 'a' AND x.t <= 'b' AND ((x.t, x.n) > ('a', '7')) IS TRUE AND ((x.t, x.n) <= ('b', '3')) IS "
       "TRUE"},
      {"(t, n)", "('it''s, (a', '7')", "('it''s, (a', '30')",
       "t = 'it''s, (a' AND n >= '7' AND n <= '30' AND ((t, n) > ('it''s, (a', '7')) IS TRUE"
       " AND ((t, n) <= ('it''s, (a', '30')) IS TRUE"},
      {"(t, n)", NULL, "('b', '3')", "t <= 'b' AND ((t, n) <= ('b', '3')) IS TRUE"},
      {"(a, b, c)", "(1, 2, 3)", "(1, 4, 0)",
       "a = 1 AND b >= 2 AND b <= 4 AND ((a, b, c) > (1, 2, 3)) IS TRUE AND ((a, b, c) <= (1, 4, 0)) IS "
       "TRUE"},
      {"(a, b)", "(1, 2)", "(1, 2)",
       "a = 1 AND b = 2 AND ((a, b) > (1, 2)) IS TRUE AND ((a, b) <= (1, 2)) IS TRUE"},
      {"(a, b)", ":behind", ":until", "(a, b) > :behind AND (a, b) <= :until"},
  };
  (void)state;
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *range =
        batches_guarded_range(MIGHAR_DIALECT_POSTGRES, cases[i].column, cases[i].behind, cases[i].until);
    assert_string_equal(range, cases[i].expected);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_row_is_compared_beside_what_an_index_is_asked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
