/* What a statement leaves in its session. */
#include "lasting.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void tells_what_lasts(void **state)
{
  (void)state;
  static const char *const statements[] = {
      "SET search_path TO a",
      "set /* x */ role other",
      "SET SESSION AUTHORIZATION other",
      "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
      "RESET ALL",
      "CREATE TEMP TABLE a(b int)",
      "CREATE LOCAL TEMPORARY TABLE a(b int) ON COMMIT DELETE ROWS",
      "SELECT 1 AS a INTO TEMP b",
      "SELECT 1 AS a INTO TEMPORARY TABLE b",
      "WITH x AS (SELECT 1) SELECT * INTO LOCAL TEMP b FROM x",
      "CREATE TABLE pg_temp.a(b int)",
      "PREPARE a AS SELECT 1",
      "DEALLOCATE ALL",
      "DISCARD TEMP",
      "LISTEN a",
      "UNLISTEN *",
      "LOAD 'auto_explain'",
      "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
      "SELECT pg_advisory_lock(1)",
      "SELECT pg_catalog.pg_try_advisory_lock_shared(1)",
      "SELECT pg_catalog.set_config('search_path', '', false)",
  };
  for (guint i = 0; i < G_N_ELEMENTS(statements); i++) {
    const char *hint = find_lasting(statements[i], strlen(statements[i]));
    assert_non_null(hint);
    assert_non_null(strstr(hint, "SET LOCAL"));
  }
}

static void does_not_tell_what_ends_with_the_transaction(void **state)
{
  (void)state;
  static const char *const statements[] = {
      "SET LOCAL search_path TO a",
      "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
      "SET CONSTRAINTS ALL IMMEDIATE",
      "PREPARE TRANSACTION 'a'",
      "CREATE TEMPORARY TABLE a ON COMMIT DROP AS SELECT 1",
      "CREATE TABLE temp(set int)",
      "CREATE TABLE pg_temp.a(b int) ON COMMIT DROP",
      "INSERT INTO temp VALUES (1)",
      "INSERT INTO local SELECT 1",
      "CREATE FUNCTION f() RETURNS int SET search_path = a LANGUAGE sql AS 'SELECT pg_advisory_lock(1)'",
      "ALTER ROLE a SET search_path TO b",
      "DECLARE c CURSOR WITHOUT HOLD FOR SELECT 1",
      "SELECT pg_advisory_xact_lock(1)",
      "SELECT set_config('search_path', '', true)",
      "UPDATE t SET load = 'listen'",
      "",
  };
  for (guint i = 0; i < G_N_ELEMENTS(statements); i++)
    assert_null(find_lasting(statements[i], strlen(statements[i])));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tells_what_lasts),
      cmocka_unit_test(does_not_tell_what_ends_with_the_transaction),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
