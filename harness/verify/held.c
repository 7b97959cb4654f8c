#include "held.h"

#include "capacity.h"

#include <string.h>

#define EXAMPLES 5

static void add_line(char **lines, char *line)
{
  char *before = *lines;
  *lines = before == NULL ? g_strdup(line) : g_strdup_printf("%s\n%s", before, line);
  g_free(before);
  g_free(line);
}

static char *describe_value(const MigharLateLoss *loss, const char *value)
{
  g_autofree char *shown = mighar_text_shown(value, value != NULL ? strlen(value) : 0);
  return g_strdup_printf("%s: %s", loss->words, shown);
}

static MigharFinding *tell(const GPtrArray *losses, guint first, guint n)
{
  const MigharLateLoss *loss = g_ptr_array_index(losses, first);
  const char *noun = loss->column == NULL ? "row" : "value";
  const char *what = loss->from != NULL     ? "not brought back by the down"
                     : loss->column == NULL ? "gone after the down"
                                            : "altered by the down";
  MigharFinding *finding =
      mighar_finding_new(loss->column == NULL || loss->from != NULL ? "lost" : "altered",
                         "%s: %u %s%s written after the up%s%s %s %s, which the old schema takes",
                         loss->object, n, noun, n == 1 ? "" : "s", loss->from != NULL ? " to " : "",
                         loss->from != NULL ? loss->from : "", n == 1 ? "is" : "are", what);
  finding->object = g_strdup(loss->object);
  finding->property = g_strdup(what);
  for (guint i = first; i < first + MIN(n, EXAMPLES); i++) {
    loss = g_ptr_array_index(losses, i);
    add_line(&finding->before,
             loss->column == NULL ? g_strdup(loss->words) : describe_value(loss, loss->written));
    if (loss->column != NULL)
      add_line(&finding->after, describe_value(loss, loss->found));
  }
  return finding;
}

static gboolean belong_together(const MigharLateLoss *a, const MigharLateLoss *b)
{
  return g_str_equal(a->object, b->object) && g_strcmp0(a->from, b->from) == 0;
}

static GPtrArray *tell_all(const GPtrArray *losses)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_finding_free);
  for (guint first = 0, n; first < losses->len; first += n) {
    for (n = 1; first + n < losses->len; n++)
      if (!belong_together(g_ptr_array_index(losses, first), g_ptr_array_index(losses, first + n)))
        break;
    g_ptr_array_add(findings, tell(losses, first, n));
  }
  return findings;
}

gboolean held_judge(Trial *trial, Scratch *scratch, GError **error)
{
  CLOCK(&scratch->clock, MIGHAR_COST_ROWS);
  g_autoptr(GPtrArray) losses =
      mighar_compare_late(trial->rows_before, trial->rows_late, trial->rows_after_down);
  if (losses->len == 0)
    return TRUE;
  g_clear_pointer(&trial->late.inherent, g_ptr_array_unref);
  trial->late.inherent = g_ptr_array_new_with_free_func(g_free);
  gboolean done = capacity_ask(scratch->work, trial->after_down, losses, trial->late.inherent, error);
  if (done)
    trial->late.findings = tell_all(losses);
  return done;
}
