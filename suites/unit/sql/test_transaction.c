/* Scripts that begin or end transactions themselves. */
#include <mighar/sql.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct {
  const char *text;
  gboolean sqlite, postgres;
} cases[] = {
    {"", FALSE, FALSE},
    {"select 1; select 2", FALSE, FALSE},
    {"select 1; -- x\n /* y */ Begin; select 2", TRUE, TRUE},
    {"begin immediate transaction", TRUE, TRUE},
    {"commit", TRUE, TRUE},
    {"select 1; COMMIT AND CHAIN", TRUE, TRUE},
    {"end", TRUE, TRUE},
    {"end transaction", TRUE, TRUE},
    {"abort", FALSE, TRUE},
    {"start transaction isolation level serializable", FALSE, TRUE},
    {"start", FALSE, FALSE},
    {"start replication", FALSE, FALSE},
    {"rollback", TRUE, TRUE},
    {"rollback work", TRUE, TRUE},
    {"rollback to a", FALSE, FALSE},
    {"rollback to savepoint a", FALSE, FALSE},
    {"rollback transaction to savepoint a", FALSE, FALSE},
    {"rollback; rollback to a", TRUE, TRUE},
    {"prepare transaction 'a'", FALSE, TRUE},
    {"prepare a as select 1", FALSE, FALSE},
    {"savepoint a; release a", FALSE, FALSE},
    {"select 'begin'; insert into commit values (1)", FALSE, FALSE},
    {"\"begin\"", FALSE, FALSE},
    {"create trigger t after insert on a begin select 1; end", FALSE, TRUE},
    {"create function f() begin atomic select 1; end", TRUE, FALSE},
    {"do $$ begin commit; end $$", TRUE, FALSE},
};

static gboolean controls(MigharDialect dialect, const char *text)
{
  g_autoptr(GArray) statements = mighar_sql_split(dialect, text, strlen(text), 1);
  return mighar_sql_controls_transaction(dialect, text, statements);
}

static gboolean begins(MigharDialect dialect, const char *text)
{
  g_autoptr(GArray) statements = mighar_sql_split(dialect, text, strlen(text), 1);
  return mighar_sql_begins_transaction(dialect, text, statements);
}

static void test_first(void **state)
{
  (void)state;
  static const struct {
    const char *text;
    gboolean sqlite, postgres;
  } rows[] = {
      {"begin; commit", TRUE, TRUE},
      {"select 1; begin immediate", TRUE, TRUE},
      {"start transaction; end", FALSE, TRUE},
      {"commit; begin", FALSE, FALSE},
      {"end; begin; commit", FALSE, FALSE},
      {"rollback; begin", FALSE, FALSE},
      {"rollback to a; begin", TRUE, TRUE},
      {"select 1", FALSE, FALSE},
      {"", FALSE, FALSE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    if (begins(MIGHAR_DIALECT_SQLITE, rows[i].text) != rows[i].sqlite)
      fail_msg("sqlite: %s", rows[i].text);
    if (begins(MIGHAR_DIALECT_POSTGRES, rows[i].text) != rows[i].postgres)
      fail_msg("postgres: %s", rows[i].text);
  }
}

static void test_commands(void **state)
{
  (void)state;
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    if (controls(MIGHAR_DIALECT_SQLITE, cases[i].text) != cases[i].sqlite)
      fail_msg("sqlite: %s", cases[i].text);
    if (controls(MIGHAR_DIALECT_POSTGRES, cases[i].text) != cases[i].postgres)
      fail_msg("postgres: %s", cases[i].text);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_commands),
      cmocka_unit_test(test_first),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
