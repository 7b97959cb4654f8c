/* Flyway: four kinds of files, dotted versions, placeholders, settings beside a file. */
#include "project.h"

static void versions_have_parts_and_are_undone(void **state)
{
  (void)state;
  write_file("db/V1_10__more.sql", "SELECT 1;\nSELECT 2;\n");
  write_file("db/V1.2__users.SQL", "SELECT 3;");
  write_file("db/U1_2__users.sql", "SELECT 4;");
  write_file("db/V2.sql", "BEGIN; COMMIT;");
  assert_loads("db", NULL, "postgres",
               "postgres flyway db\n"
               "1.2 users db/V1.2__users.SQL\n"
               "  up of db/V1.2__users.SQL:1, transaction\n"
               "    #0 1:1 SELECT 3\n"
               "  down of db/U1_2__users.sql:1, transaction\n"
               "    #0 1:1 SELECT 4\n"
               "1.10 more db/V1_10__more.sql\n"
               "  up of db/V1_10__more.sql:1, transaction\n"
               "    #0 1:1 SELECT 1\n"
               "    #1 2:1 SELECT 2\n"
               "2  db/V2.sql\n"
               "  up of db/V2.sql:1\n"
               "    #0 1:1 BEGIN\n"
               "    #1 1:8 COMMIT\n");
}

static void repeatable_ones_come_last_by_their_descriptions(void **state)
{
  (void)state;
  write_file("db/R__a2_view.sql", "SELECT 1;");
  write_file("db/R__a_view.sql", "-- mighar: irreversible because\nSELECT 2;");
  write_file("db/V9__x.sql", "");
  assert_loads(
      "db", NULL, "postgres",
      "postgres flyway db\n"
      "9 x db/V9__x.sql\n"
      "  up of db/V9__x.sql:1, transaction\n"
      "R__a_view  db/R__a_view.sql\n"
      "  irreversible of db/R__a_view.sql:1: because\n"
      "  up of db/R__a_view.sql:1, transaction\n"
      "    #0 2:1 SELECT 2\n"
      "R__a2_view  db/R__a2_view.sql\n"
      "  irreversible of db/R__a2_view.sql:1: a repeatable migration, which flyway runs anew and never "
      "undoes\n"
      "  up of db/R__a2_view.sql:1, transaction\n"
      "    #0 1:1 SELECT 1\n");
}

static void a_new_database_starts_with_the_highest_baseline(void **state)
{
  (void)state;
  static const char *const names[] = {"db/V1__a.sql", "db/U1__a.sql", "db/B1__a.sql", "db/V3_0__c.sql",
                                      "db/B3__c.sql", "db/V4__d.sql", "db/R__r.sql"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    write_file(names[i], "");
  assert_loads(
      "db", NULL, "sqlite",
      "sqlite flyway db\n"
      "3 c db/B3__c.sql\n"
      "  irreversible of db/B3__c.sql:1: a baseline, which flyway never undoes\n"
      "  up of db/B3__c.sql:1, transaction\n"
      "4 d db/V4__d.sql\n"
      "  up of db/V4__d.sql:1, transaction\n"
      "R__r  db/R__r.sql\n"
      "  irreversible of db/R__r.sql:1: a repeatable migration, which flyway runs anew and never undoes\n"
      "  up of db/R__r.sql:1, transaction\n"
      "! db/B3__c.sql: is what flyway starts a new database with; not read, because it stands for them: "
      "'B1__a.sql', 'U1__a.sql', 'V1__a.sql' and 1 more\n"
      "hint: to verify them, leave the baseline out of the directory\n");
}

static void load_one(const char *engine, GPtrArray **chains, const MigharMigration **migration)
{
  g_autoptr(GError) error = NULL;
  *chains = load_with("db", NULL, engine, &error);
  if (*chains == NULL)
    fail_msg("%s", error->message);
  const MigharChain *chain = g_ptr_array_index(*chains, 0);
  *migration = g_ptr_array_index(chain->migrations, 0);
}

static void statements_that_cannot_run_in_one_switch_the_transaction_off(void **state)
{
  (void)state;
  static const struct {
    const char *engine, *text, *settings;
    gboolean transaction;
    guint n_warnings;
  } rows[] = {
      {"postgres", "create unique index concurrently i on t (a);", "", FALSE, 0},
      {"postgres", "DROP INDEX CONCURRENTLY i;", "", FALSE, 0},
      {"postgres", "CREATE INDEX i ON t (a);", "", TRUE, 0},
      {"postgres", "-- x\nVACUUM (ANALYZE) t;", "", FALSE, 0},
      {"postgres", "VACUUMS;", "", TRUE, 0},
      {"postgres", "SELECT 'VACUUM';", "", TRUE, 0},
      {"postgres", "SELECT 1;\nVACUUM;", "", FALSE, 1},
      {"postgres", "SELECT 1;\nVACUUM;", "executeInTransaction=true", TRUE, 0},
      {"postgres", "SELECT 1;", "# x\n\nexecuteInTransaction = false\n", FALSE, 0},
      {"postgres", "SELECT 1;", "executeInTransaction=false\nother=1\n", FALSE, 1},
      {"postgres", "-- mighar: no transaction\nSELECT 1;", "", FALSE, 0},
      {"sqlite", "PRAGMA foreign_keys = OFF;", "", FALSE, 0},
      {"sqlite", "VACUUM;", "", TRUE, 0},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GPtrArray) chains = NULL;
    const MigharMigration *migration;
    write_file("db/V1__x.sql", rows[i].text);
    write_file("db/V1__x.sql.conf", rows[i].settings);
    load_one(rows[i].engine, &chains, &migration);
    const MigharChain *chain = g_ptr_array_index(chains, 0);
    if (migration->up->transaction != rows[i].transaction || chain->warnings->len != rows[i].n_warnings)
      fail_msg("%s", rows[i].text);
  }
}

static void a_condition_is_not_found_out(void **state)
{
  (void)state;
  write_file("db/V1__x.sql", "SELECT 1;");
  write_file("db/V1__x.sql.conf", "shouldExecute=${a}==1");
  assert_loads("db", NULL, "sqlite",
               "sqlite flyway db\n"
               "1 x db/V1__x.sql\n"
               "  runs only if '${a}==1' (shouldExecute), which mighar does not find out\n"
               "  up of db/V1__x.sql:1, transaction\n"
               "    #0 1:1 SELECT 1\n");
  write_file("db/V1__x.sql.conf", "shouldExecute=TRUE");
  assert_loads("db", NULL, "sqlite",
               "sqlite flyway db\n"
               "1 x db/V1__x.sql\n"
               "  up of db/V1__x.sql:1, transaction\n"
               "    #0 1:1 SELECT 1\n");
}

static void placeholders_are_replaced_everywhere(void **state)
{
  (void)state;
  char *environment[] = {"OTHER=1", "FLYWAY_PLACEHOLDERS_OWNER=o${x}", "FLYWAY_PLACEHOLDERS_EMPTY=", NULL};
  const char *names[] = {"postgres", NULL};
  const MigharLoadOptions options = {
      .path = "db", .engines = names, .known = engines, .environment = environment};
  write_file("db/V1__x.sql",
             "-- ${owner}\nSELECT '${Owner}', '${empty}$', ${flyway:defaultSchema}.${flyway:TABLE};\n"
             "SELECT '${flyway:filename}';");
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) chains = mighar_load_project(&options, &error);
  if (chains == NULL)
    fail_msg("%s", error->message);
  g_autofree char *shown = show(chains);
  assert_string_equal(shown, "postgres flyway db\n"
                             "1 x db/V1__x.sql\n"
                             "  up of db/V1__x.sql:1, transaction\n"
                             "    #0 2:1 SELECT 'o${x}', '$', public.flyway_schema_history\n"
                             "    #1 3:1 SELECT 'V1__x.sql'\n");
}

static void a_placeholder_without_a_value_is_refused(void **state)
{
  (void)state;
  write_file("db/V1__x.sql", "SELECT 1;\n-- ${some}");
  assert_refuses("db", NULL, "postgres", MIGHAR_ERROR_USAGE,
                 "db/V1__x.sql:2: no value is given for the placeholder '${some}'\n"
                 "hint: set FLYWAY_PLACEHOLDERS_SOME in the environment");
  write_file("db/V1__x.sql.conf", "placeholderReplacement=false");
  assert_loads("db", NULL, "postgres",
               "postgres flyway db\n"
               "1 x db/V1__x.sql\n"
               "  up of db/V1__x.sql:1, transaction\n"
               "    #0 1:1 SELECT 1\n");
}

static void what_only_a_real_database_has_cannot_be_run(void **state)
{
  (void)state;
  write_file("db/V1__x.sql", "GRANT ALL ON t TO ${flyway:user};");
  assert_loads("db", NULL, "postgres",
               "postgres flyway db\n"
               "1 x db/V1__x.sql\n"
               "  uses '${flyway:user}', which a scratch database has no value for\n"
               "  up of db/V1__x.sql:1, transaction\n");
}

static void names_that_are_none_are_told(void **state)
{
  (void)state;
  static const char *const names[] = {"db/V1__x.sql",  "db/Vx__y.sql",        "db/v2__y.sql",
                                      "db/R1__y.sql",  "db/afterMigrate.sql", "db/V1__x.txt",
                                      "db/U7__no.sql", "db/V3_x.sql",         "db/V1__x.sql.bak"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    write_file(names[i], "");
  assert_loads("db", NULL, "postgres",
               "postgres flyway db\n"
               "1 x db/V1__x.sql\n"
               "  up of db/V1__x.sql:1, transaction\n"
               "! db: not read, because not named like migrations of flyway: 'R1__y.sql', 'V1__x.sql.bak', "
               "'V3_x.sql' and 3 more\n"
               "hint: files of flyway have names like 'V1_2__users.sql'\n"
               "! db/U7__no.sql: is a down without an up, and not read\n");
  write_file("db/V1.0__z.sql", "");
  assert_refuses(
      "db", NULL, "postgres", MIGHAR_ERROR_USAGE,
      "db/V1__x.sql: has the same version as 'db/V1.0__z.sql'\nhint: give one of them another version");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      project_test(versions_have_parts_and_are_undone),
      project_test(repeatable_ones_come_last_by_their_descriptions),
      project_test(a_new_database_starts_with_the_highest_baseline),
      project_test(statements_that_cannot_run_in_one_switch_the_transaction_off),
      project_test(a_condition_is_not_found_out),
      project_test(placeholders_are_replaced_everywhere),
      project_test(a_placeholder_without_a_value_is_refused),
      project_test(what_only_a_real_database_has_cannot_be_run),
      project_test(names_that_are_none_are_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
