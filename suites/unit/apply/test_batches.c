/* Statements in batches: where they go on, and what is asked and run. */
#include "batches.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* A table of 25 rows, whose key is 1 to 25, that answers what batches ask in plain numbers. */
typedef struct {
  guint asked, run, rested;
  guint fails_at; /* the batch of this number fails; 0: none */
  GString *ranges;
} Fake;

static gboolean read_value(void *data, const char *sql, char **value, GError **error G_GNUC_UNUSED)
{
  Fake *fake = data;
  int behind = 0, until = 25;
  const char *range = strstr(sql, "WHERE ");
  fake->asked++;
  if (range == NULL) {
    *value = g_strdup("25");
    return TRUE;
  }
  if (sscanf(range, "WHERE id > %d AND id <= %d", &behind, &until) != 2)
    assert_int_equal(sscanf(range, "WHERE id <= %d", &until), 1);
  *value = behind < until ? g_strdup_printf("%d", MIN(behind + 10, until)) : NULL;
  return TRUE;
}

static gboolean run_part(void *data, const MigharScript *part, const BatchesProgress *progress,
                         MigharWorkOutcome *outcome, GError **error G_GNUC_UNUSED)
{
  Fake *fake = data;
  fake->run++;
  *outcome = (MigharWorkOutcome){.outcome = {.applied = fake->run != fake->fails_at, .position = -1}};
  assert_true(part->transaction);
  assert_int_equal(part->statements->len, 1);
  g_string_append_printf(fake->ranges, "%s [%s]\n", part->text, progress->behind);
  return TRUE;
}

static gboolean rest(void *data, const BatchesProgress *progress G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  ((Fake *)data)->rested++;
  return TRUE;
}

static MigharScript *new_script(void)
{
  MigharScript *script = mighar_script_new("x.sql", 1, "DELETE FROM t", strlen("DELETE FROM t"));
  const MigharStatement statement = {.length = script->text[0], .line = 4, .column = 2};
  g_array_append_val(script->statements, statement);
  script->batches = g_new0(MigharBatches, 1);
  *script->batches = (MigharBatches){.key = g_strdup("id"),
                                     .keys = g_strsplit("id", ",", -1),
                                     .size = 10,
                                     .table = g_strdup("t"),
                                     .column = g_strdup("t.id"),
                                     .before = g_strdup("DELETE FROM t WHERE "),
                                     .after = g_strdup("")};
  return script;
}

static void run_all(Fake *fake, BatchesProgress *progress, MigharWorkOutcome *outcome)
{
  g_autoptr(MigharScript) script = new_script();
  const BatchesHost host = {MIGHAR_DIALECT_SQLITE, read_value, run_part, rest, fake};
  assert_true(batches_run(script, &host, progress, outcome, NULL));
}

static void ranges_follow_each_other_without_gaps(void **state)
{
  (void)state;
  Fake fake = {.ranges = g_string_new(NULL)};
  g_auto(BatchesProgress) progress = {0};
  g_auto(MigharWorkOutcome) outcome = {0};
  run_all(&fake, &progress, &outcome);
  assert_true(outcome.outcome.applied);
  assert_string_equal(fake.ranges->str, "DELETE FROM t WHERE t.id <= 10 [10]\n"
                                        "DELETE FROM t WHERE t.id > 10 AND t.id <= 20 [20]\n"
                                        "DELETE FROM t WHERE t.id > 20 AND t.id <= 25 [25]\n");
  assert_int_equal(fake.rested, 2);
  assert_int_equal(progress.n, 3);
  g_string_free(fake.ranges, TRUE);
}

static void what_is_done_is_not_done_again(void **state)
{
  (void)state;
  Fake fake = {.ranges = g_string_new(NULL), .fails_at = 2};
  g_auto(BatchesProgress) progress = {0}, resumed = {0};
  g_auto(MigharWorkOutcome) outcome = {0}, second = {0};
  run_all(&fake, &progress, &outcome);
  assert_false(outcome.outcome.applied);
  assert_true(outcome.stepwise);
  assert_string_equal(progress.behind, "10");
  g_autofree char *text = batches_progress_text(&progress);
  assert_true(batches_progress_read(&resumed, text));
  g_string_truncate(fake.ranges, 0);
  fake.fails_at = 0;
  run_all(&fake, &resumed, &second);
  assert_true(second.outcome.applied);
  assert_true(g_str_has_prefix(fake.ranges->str, "DELETE FROM t WHERE t.id > 10 AND t.id <= 20 [20]\n"));
  assert_int_equal(resumed.n, 3);
  g_string_free(fake.ranges, TRUE);
}

static void progress_is_kept_as_text(void **state)
{
  (void)state;
  const BatchesProgress progress = {(char *)"\"Id\"", (char *)"E'a\\\\''b'", (char *)"'\xc3\xa9'", 7};
  g_auto(BatchesProgress) read = {0};
  g_autofree char *text = batches_progress_text(&progress);
  assert_true(batches_progress_read(&read, text));
  assert_string_equal(read.key, progress.key);
  assert_string_equal(read.behind, progress.behind);
  assert_string_equal(read.until, progress.until);
  assert_int_equal(read.n, 7);
  static const char *const others[] = {NULL, "", "{", "[]", "{\"key\":1}", "{\"key\":\"id\"}"};
  for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
    g_auto(BatchesProgress) none = {0};
    assert_false(batches_progress_read(&none, others[i]));
    assert_null(none.key);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ranges_follow_each_other_without_gaps),
      cmocka_unit_test(what_is_done_is_not_done_again),
      cmocka_unit_test(progress_is_kept_as_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
