/* "-- mighar:" comments. */
#include "project.h"

#define KNOWN                                                                                                \
  "hint: known are -- mighar: irreversible <reason>, -- mighar: allow <check> <reason>, "                    \
  "-- mighar: loses <table>[.<column>] <reason>, -- mighar: batch <key> <size> [<pause>], "                  \
  "-- mighar: no transaction"

static void stand_in_the_file_of_either_direction(void **state)
{
  (void)state;
  write_file("m/1_x.up.sql", "-- mighar: allow data the column was never used\n"
                             "SELECT 1; --mighar:allow  locks \t small   table\n"
                             "-- mighar: loses users.phone nobody called\n");
  write_file("m/1_x.down.sql", "SELECT 1;\n    --- Mighar : IRREVERSIBLE it drops rows");
  assert_loads("m", NULL, "postgres",
               "postgres golang-migrate m\n"
               "1 x m/1_x.up.sql\n"
               "  allow data of m/1_x.up.sql:1: the column was never used\n"
               "  allow locks of m/1_x.up.sql:2: small table\n"
               "  loses users.phone of m/1_x.up.sql:3: nobody called\n"
               "  irreversible of m/1_x.down.sql:2: it drops rows\n"
               "  up of m/1_x.up.sql:1\n"
               "    #0 2:1 SELECT 1\n"
               "  down of m/1_x.down.sql:1\n"
               "    #0 1:1 SELECT 1\n");
}

static void stand_anywhere_in_a_goose_file(void **state)
{
  (void)state;
  write_file("m/1_x.sql", "-- mighar: irreversible a\n-- +goose Up\n-- mighar: allow replay b\nSELECT 1\n"
                          "-- mighar: allow keep c\n;\n-- mighar: allow data d\n");
  assert_loads("m", NULL, "postgres",
               "postgres goose m\n"
               "1 x m/1_x.sql\n"
               "  irreversible of m/1_x.sql:1: a\n"
               "  allow replay of m/1_x.sql:3: b\n"
               "  allow keep of m/1_x.sql:5: c\n"
               "  allow data of m/1_x.sql:7: d\n"
               "  up of m/1_x.sql:2, transaction\n"
               "    #0 4:1 SELECT 1\n");
}

static void only_comments_count(void **state)
{
  (void)state;
  write_file("m/1_x.up.sql",
             "SELECT '\n-- mighar: nonsense\n', $$\n-- mighar: nonsense\n$$, \"\n-- mighar: nonsense\n\";\n"
             "/*\n-- mighar: nonsense\n*/\n"
             "-- mighar is a tool\n-- see mighar: nonsense\n-- migharx: nonsense\n");
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) chains = load_with("m", NULL, "postgres", &error);
  if (chains == NULL)
    fail_msg("%s", error->message);
  const MigharChain *chain = g_ptr_array_index(chains, 0);
  const MigharMigration *migration = g_ptr_array_index(chain->migrations, 0);
  assert_int_equal(migration->directives->len, 0);
}

static void must_be_known_and_complete(void **state)
{
  (void)state;
  static const struct {
    const char *text, *message;
  } rows[] = {
      {"SELECT 1;\n-- mighar: irreversable x\n",
       "m/1_x.up.sql:2: unknown directive 'irreversable x'\n" KNOWN},
      {"-- mighar:\n", "m/1_x.up.sql:1: unknown directive ''\n" KNOWN},
      {"-- mighar: no\n", "m/1_x.up.sql:1: unknown directive 'no'\n" KNOWN},
      {"-- mighar: allowed data x\n", "m/1_x.up.sql:1: unknown directive 'allowed data x'\n" KNOWN},
      {"-- mighar: irreversible\r\n", "m/1_x.up.sql:1: 'irreversible' gives no reason\n"
                                      "hint: -- mighar: irreversible <reason>"},
      {"-- mighar: allow \n",
       "m/1_x.up.sql:1: 'allow' names no check\nhint: -- mighar: allow <check> <reason>"},
      {"-- mighar: allow data\n", "m/1_x.up.sql:1: 'allow data' gives no reason\n"
                                  "hint: -- mighar: allow <check> <reason>"},
      {"-- mighar: loses\n", "m/1_x.up.sql:1: 'loses' names no table or column\n"
                             "hint: -- mighar: loses <table>[.<column>] <reason>"},
      {"-- mighar: loses users.phone\n", "m/1_x.up.sql:1: 'loses users.phone' gives no reason\n"
                                         "hint: -- mighar: loses <table>[.<column>] <reason>"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    write_file("m/1_x.up.sql", rows[i].text);
    assert_refuses("m", NULL, "sqlite", MIGHAR_ERROR_USAGE, rows[i].message);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      project_test(stand_in_the_file_of_either_direction),
      project_test(stand_anywhere_in_a_goose_file),
      project_test(only_comments_count),
      project_test(must_be_known_and_complete),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
