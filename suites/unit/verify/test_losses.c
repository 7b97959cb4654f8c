/* Which losses a directive accepts: its own object, or any column of its table, as names are compared in the
 * engine; and that one which nothing needed is told. */
#include "losses.h"

#include "chains.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const struct {
  const char *engine, *subject, *object;
  gboolean accepted;
} cases[] = {
    {"postgres", "users", "table public.users", TRUE},
    {"postgres", "users", "column public.users.phone", TRUE},
    {"postgres", "public.users", "column public.users.phone", TRUE},
    {"postgres", "users.phone", "column public.users.phone", TRUE},
    {"postgres", "public.users.phone", "column public.users.phone", TRUE},
    {"postgres", "users.phone", "table public.users", FALSE},
    {"postgres", "users.phone", "column public.users.phone_2", FALSE},
    {"postgres", "users.phone", "column public.users.name", FALSE},
    {"postgres", "user", "table public.users", FALSE},
    {"postgres", "sers", "table public.users", FALSE},
    {"postgres", "Users", "table public.users", FALSE},
    {"postgres", "public", "table public.users", TRUE},
    {"sqlite", "Users", "table users", TRUE},
    {"sqlite", "USERS.PHONE", "column users.phone", TRUE},
    {"sqlite", "users", "sequence users", TRUE},
    {"sqlite", "users", NULL, FALSE},
};

static MigharMigration *migration_with(const char *subject)
{
  MigharMigration *migration = mighar_migration_new("1", "m", "chain.sql");
  MigharDirective *directive = g_new0(MigharDirective, 1);
  *directive = (MigharDirective){.kind = MIGHAR_DIRECTIVE_LOSES,
                                 .subject = g_strdup(subject),
                                 .reason = g_strdup("nobody reads it"),
                                 .file = "chain.sql",
                                 .line = 3};
  g_ptr_array_add(migration->directives, directive);
  return migration;
}

static void check_case(guint i)
{
  static const MigharFormatFacts format = {.name = "goose", .no_transaction_hint = ""};
  g_autoptr(MigharChain) chain = mighar_chain_new(mighar_driver_find(cases[i].engine)->engine, &format, "m");
  g_autoptr(MigharCheckReport) report = mighar_check_report_new("data");
  MigharMigration *migration = migration_with(cases[i].subject);
  MigharFinding *finding = mighar_finding_new("lost", "something is gone");
  g_ptr_array_add(chain->migrations, migration);
  finding->object = g_strdup(cases[i].object);
  g_ptr_array_add(report->findings, finding);
  g_auto(Trial) trial = {.chain = chain, .migration = migration, .losses_used = g_hash_table_new(NULL, NULL)};
  losses_accept(&trial, report);
  if ((report->findings->len == 0) != cases[i].accepted)
    fail_msg("%s, %s: %s", cases[i].engine, cases[i].subject, cases[i].object);
  if (cases[i].accepted)
    assert_non_null(strstr(report->reason, "is accepted: nobody reads it"));
  gboolean has_hint = !cases[i].accepted && cases[i].object != NULL;
  assert_int_equal(has_hint,
                   report->findings->len > 0 && ((MigharFinding *)report->findings->pdata[0])->hint != NULL);
  guint findings = report->findings->len;
  losses_add_unneeded(&trial, report);
  assert_int_equal(report->findings->len, findings + !cases[i].accepted);
}

static void test_accepted(void **state G_GNUC_UNUSED)
{
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    check_case(i);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_accepted)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
