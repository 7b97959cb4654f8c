/* What mends a difference does: every statement of the corpus in suites/oracle/postgres is taken for an up
 * without a down. Where all that it changes comes with a fix, the fixes bring the schema back; where they do
 * not, it is said how many. */
#include "corpus.h"
#include "scratch.h"
#include "server.h"

#include <mighar/compare.h>
#include <mighar/report.h>

static struct {
  guint mended;    /* statements of which everything could be taken back, and was */
  guint uncertain; /* those of which something has no fix */
} tally;

static MigharSnapshot *look(MigharDatabase *database)
{
  GError *error = NULL;
  MigharSnapshot *snapshot = mighar_postgres_driver.snapshot(database, MIGHAR_READ_ANEW, &error);
  if (snapshot == NULL)
    fail_msg("%s", error->message);
  return snapshot;
}

/* Without what is cosmetic. */
static GPtrArray *compare(const MigharSnapshot *expected, const MigharSnapshot *found)
{
  const MigharComparison how = {
      .dialect = MIGHAR_DIALECT_POSTGRES,
      .when = "after the down",
      .same_server = TRUE,
      .mend = mighar_postgres_driver.mend,
  };
  GPtrArray *findings = mighar_compare(expected, found, &how);
  for (guint i = findings->len; i > 0; i--)
    if (((const MigharFinding *)g_ptr_array_index(findings, i - 1))->cosmetic)
      g_ptr_array_remove_index(findings, i - 1);
  return findings;
}

/* The fixes of all findings, as a report has them; NULL when one has none. */
static char *join_fixes(GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    if (((const MigharFinding *)g_ptr_array_index(findings, i))->fix == NULL)
      return NULL;
  const MigharCheckReport report = {.check = "schema", .findings = findings};
  return mighar_check_report_fix(&report);
}

/* Runs it as an application would, and says where it fails. */
static gboolean works(MigharDatabase *database, const char *sql, const Case *one, const char *what)
{
  reset(database);
  g_autofree char *message = run_to_failure(database, sql);
  if (*message != '\0')
    print_error("  %s: %s\n%s  in line %u: %s", what, message, sql, one->line, one->sql);
  return *message == '\0';
}

static gboolean is_same(const MigharSnapshot *expected, const MigharSnapshot *found, const char *sql,
                        const Case *one)
{
  g_autoptr(GPtrArray) findings = compare(expected, found);
  for (guint i = 0; i < findings->len; i++)
    print_error("  %s\n", ((const MigharFinding *)g_ptr_array_index(findings, i))->message);
  if (findings->len > 0)
    print_error("%s  does not mend line %u: %s", sql, one->line, one->sql);
  return findings->len == 0;
}

/* The statement has been run. FALSE when there is a fix that does not mend it. */
static gboolean mend(MigharDatabase *database, const Case *one, const MigharSnapshot *before)
{
  g_autoptr(MigharSnapshot) after = look(database);
  g_autoptr(GPtrArray) findings = compare(before, after);
  g_autofree char *fix = findings->len > 0 ? join_fixes(findings) : NULL;
  tally.mended += fix != NULL;
  tally.uncertain += findings->len > 0 && fix == NULL;
  if (fix == NULL)
    return TRUE;
  if (!works(database, fix, one, "the fix"))
    return FALSE;
  g_autoptr(MigharSnapshot) mended = look(database);
  return is_same(before, mended, fix, one) && works(database, one->sql, one, "once more");
}

static void test_file(void **state)
{
  if (scratch_servers->len == 0)
    skip();
  GError *error = NULL;
  g_autoptr(GPtrArray) cases = corpus_read(*state, &error);
  assert_non_null(cases);
  MigharDatabase *database = create_on(scratch_server());
  guint version = (guint)server_version((PostgresServer *)scratch_server()) / 10000, wrong = 0;
  for (guint i = 0; i < cases->len; i++) {
    const Case *one = g_ptr_array_index(cases, i);
    if (one->from > version)
      continue;
    g_autoptr(MigharSnapshot) before = look(database);
    g_auto(MigharOutcome) outcome = {0};
    reset(database);
    execute(database, one->sql, FALSE, &outcome);
    wrong += !one->setup && !one->fails && !one->unmended && !mend(database, one, before);
  }
  mighar_postgres_driver.drop(database);
  if (!mighar_postgres_driver.purge(scratch_server(), &error))
    fail_msg("%s", error->message);
  if (wrong > 0)
    fail_msg("%s: the fixes of %u statements do not mend", (const char *)*state, wrong);
}

static int stop(void **state)
{
  print_message(
      "%u statements were taken back by their fixes, %u have something that no statement is certain to "
      "take back\n",
      tally.mended, tally.uncertain);
  return stop_server(state);
}

int main(int argc, char **argv)
{
  const char *const *named = (const char *const *)argv + MIN(argc, 1);
  g_autoptr(GPtrArray) files = corpus_list(SUITES_FOLDER "/oracle/postgres", named);
  g_autofree struct CMUnitTest *tests = g_new0(struct CMUnitTest, files->len);
  for (guint i = 0; i < files->len; i++)
    tests[i] = (struct CMUnitTest){.name = strrchr(g_ptr_array_index(files, i), '/') + 1,
                                   .test_func = test_file,
                                   .initial_state = g_ptr_array_index(files, i)};
  return _cmocka_run_group_tests("fixes", tests, files->len, start_server, stop) + (files->len == 0);
}
