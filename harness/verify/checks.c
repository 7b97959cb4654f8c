#include "check.h"

#include <mighar/error.h>

#include <stdarg.h>
#include <string.h>

const Check *const checks[] = {
    &check_up,   &check_expect, &check_keep,      &check_down,  &check_schema,
    &check_data, &check_replay, &check_late_data, &check_chain, NULL,
};

#define N_CHECKS (G_N_ELEMENTS(checks) - 1)

struct MigharLevels {
  MigharLevel of[N_CHECKS];
};

const MigharCheckFacts *const *mighar_checks(guint *n)
{
  static const MigharCheckFacts *facts[N_CHECKS];
  for (guint i = 0; i < N_CHECKS; i++)
    facts[i] = &checks[i]->facts;
  *n = N_CHECKS;
  return facts;
}

MigharLevels *mighar_levels_new(void)
{
  MigharLevels *levels = g_new0(MigharLevels, 1);
  for (guint i = 0; i < N_CHECKS; i++)
    levels->of[i] = checks[i]->facts.level;
  return levels;
}

void mighar_levels_free(MigharLevels *levels)
{
  g_free(levels);
}

/* The index of the check of this name; -1 when there is none. */
static int find_check(const char *name)
{
  for (guint i = 0; i < N_CHECKS; i++)
    if (g_str_equal(checks[i]->facts.name, name))
      return i;
  return -1;
}

gboolean check_exists(const char *name)
{
  return find_check(name) >= 0;
}

char *check_names(void)
{
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint i = 0; i < N_CHECKS; i++)
    g_string_append_printf(names, "%s%s", i > 0 ? ", " : "", checks[i]->facts.name);
  return g_string_free(g_steal_pointer(&names), FALSE);
}

static gboolean parse_level(const char *text, MigharLevel *level)
{
  static const char *const names[] = {
      [MIGHAR_LEVEL_OFF] = "off", [MIGHAR_LEVEL_WARN] = "warn", [MIGHAR_LEVEL_FAIL] = "fail"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    if (g_str_equal(names[i], text)) {
      *level = i;
      return TRUE;
    }
  return FALSE;
}

gboolean mighar_levels_set(MigharLevels *levels, const char *text, GError **error)
{
  const char *equals = strchr(text, '=');
  g_autofree char *name = equals != NULL ? g_strndup(text, equals - text) : g_strdup(text);
  int index = find_check(name);
  if (index < 0) {
    g_autofree char *names = check_names();
    g_autofree char *hint = g_strdup_printf("the checks are %s", names);
    mighar_set_error(error, MIGHAR_ERROR_USAGE, hint, "there is no check '%s'", name);
    return FALSE;
  }
  if (equals == NULL || !parse_level(equals + 1, &levels->of[index])) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, "write NAME=fail, NAME=warn or NAME=off",
                     "'%s' does not say what the failure of a check counts as", text);
    return FALSE;
  }
  return TRUE;
}

MigharLevel levels_get(const MigharLevels *levels, const Check *check)
{
  for (guint i = 0; i < N_CHECKS; i++)
    if (checks[i] == check)
      return levels->of[i];
  return check->facts.level;
}

gboolean check_is_wanted(const MigharVerifyOptions *options, const Check *check)
{
  return levels_get(options->levels, check) != MIGHAR_LEVEL_OFF &&
         !(check->writes_rows && options->rows == 0);
}

gboolean checks_need_rows(const MigharLevels *levels)
{
  for (guint i = 0; i < N_CHECKS; i++)
    if (checks[i]->needs_rows && levels->of[i] != MIGHAR_LEVEL_OFF)
      return TRUE;
  return FALSE;
}

gboolean checks_judge_chain(const MigharLevels *levels)
{
  for (guint i = 0; i < N_CHECKS; i++)
    if (checks[i]->phase == PHASE_CHAIN && levels->of[i] != MIGHAR_LEVEL_OFF)
      return TRUE;
  return FALSE;
}

void report_skip(MigharCheckReport *report, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_free(report->reason);
  report->reason = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  report->verdict = MIGHAR_SKIP;
}

void report_place(const GPtrArray *findings, const MigharScript *script)
{
  for (guint i = 0; script != NULL && i < findings->len; i++) {
    MigharFinding *finding = g_ptr_array_index(findings, i);
    if (finding->file != NULL)
      continue;
    finding->file = script->file;
    finding->line = script->line;
  }
}

void report_findings(MigharCheckReport *report, GPtrArray *findings, const MigharScript *script)
{
  report_place(findings, script);
  g_ptr_array_extend_and_steal(report->findings, findings);
}
