#include "verdict.h"

#include "say.h"

#include <mighar/compare.h>
#include <mighar/level.h>

/* Neither side was there before the other, so nothing is left over. */
static void reword(MigharFinding *finding, const VerdictWords *words)
{
  const char *told = g_str_equal(finding->kind, "left-over") ? words->leftover
                     : g_str_equal(finding->kind, "missing") ? words->missing
                                                             : NULL;
  if (told == NULL)
    return;
  g_free(finding->message);
  finding->message = g_strdup_printf("%s %s", finding->object, told);
}

static void note_versions(MigharDiff *diff)
{
  if (g_str_equal(diff->expected.version, diff->found.version))
    return;
  g_ptr_array_add(diff->notes,
                  g_strdup_printf("%s %s and %s may write the same thing in different ways",
                                  diff->expected.title, diff->expected.version, diff->found.version));
}

static MigharSide take_side(MigharSide *side)
{
  MigharSide taken = *side;
  side->name = side->version = side->at = NULL;
  return taken;
}

void verdict_compare(MigharDiff *diff, Schema *expected, Schema *found, const VerdictWords *words)
{
  const char *const *kinds = expected->driver->server_kinds;
  g_autoptr(MigharSnapshot) a =
      mighar_level(expected->snapshot, found->snapshot, expected->existing ? kinds : NULL);
  g_autoptr(MigharSnapshot) b =
      mighar_level(found->snapshot, expected->snapshot, found->existing ? kinds : NULL);
  g_autoptr(GPtrArray) findings =
      mighar_compare_snapshots(a, b, expected->driver->engine->dialect, words->when);
  for (guint i = 0; i < findings->len; i++)
    reword(g_ptr_array_index(findings, i), words);
  g_ptr_array_extend_and_steal(diff->findings, g_steal_pointer(&findings));
  diff->expected = take_side(&expected->side);
  diff->found = take_side(&found->side);
  note_versions(diff);
}

static MigharVerdict judge(const GPtrArray *findings, gboolean strict)
{
  MigharVerdict worst = MIGHAR_PASS;
  for (guint i = 0; i < findings->len; i++) {
    const MigharFinding *finding = g_ptr_array_index(findings, i);
    worst = MAX(worst, finding->cosmetic && !strict ? MIGHAR_WARN : MIGHAR_FAIL);
  }
  return worst;
}

ExitCode verdict_print(MigharDiff *diff, const VerdictOptions *options)
{
  const MigharOutputStyle style = {
      .colour = say_in_colour(stdout, options->no_colour),
      .quiet = options->quiet,
  };
  g_autoptr(GError) error = NULL;
  diff->verdict = judge(diff->findings, options->strict);
  GString *text = options->json ? mighar_diff_to_json(diff, &error) : mighar_diff_to_text(diff, &style);
  if (text == NULL)
    return say_error(error);
  ExitCode code = say_text(stdout, text->str);
  g_string_free(text, TRUE);
  return MAX(code, diff->verdict == MIGHAR_FAIL ? EXIT_FAILED : EXIT_GOOD);
}
