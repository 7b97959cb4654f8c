#include "sqitch_plan.h"
#include "pattern.h"

#include <mighar/error.h>

#include <string.h>

/* Plan.pm, _parse: who planned it and when is on every line. */
#define PLANNED "(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ)\\s+([^<]*?)\\s*<([^>]*)>\\s*(#.*)?$"
#define TAG     "^\\s*@([^\\s@:#\\[\\]]+)\\s+" PLANNED
#define CHANGE  "^\\s*(\\+\\s*|-\\s*)?([^\\s@:#\\[\\]%+-][^\\s@:#\\[\\]]*)\\s+(?:\\[([^\\]]*)\\]\\s+)?" PLANNED
#define PRAGMA  "^\\s*%\\s*([\\w-]+)\\s*(?:=\\s*(.*?))?\\s*$"
#define EXAMPLE "users [roles] 2024-01-02T03:04:05Z Ada <ada@example.org> # who may sign in"

static void free_change(SqitchChange *change)
{
  g_free(change->name);
  g_strfreev(change->dependencies);
  g_ptr_array_unref(change->tags);
  g_ptr_array_unref(change->rework_tags);
  g_free(change);
}

void mighar_sqitch_plan_free(SqitchPlan *plan)
{
  g_free(plan->project);
  g_ptr_array_unref(plan->changes);
  g_free(plan);
}

static SqitchChange *change_at(const SqitchPlan *plan, guint index)
{
  return g_ptr_array_index(plan->changes, index);
}

static gboolean refuse(const SqitchPlan *plan, guint line, const char *hint, GError **error,
                       const char *format, ...) G_GNUC_PRINTF(5, 6);

static gboolean refuse(const SqitchPlan *plan, guint line, const char *hint, GError **error,
                       const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  mighar_set_error_at(error, MIGHAR_ERROR_USAGE, plan->file, line, hint, "%s", message);
  return FALSE;
}

/* The groups of what matches the whole line, else NULL. Free with g_strfreev(). */
static char **match(const char *pattern, const char *text)
{
  g_autoptr(GMatchInfo) found = NULL;
  return g_regex_match(mighar_pattern(pattern, 0), text, 0, &found) ? g_match_info_fetch_all(found) : NULL;
}

/* Lines */

static gboolean add_tag(SqitchPlan *plan, const char *tag, guint line, GError **error)
{
  if (plan->changes->len == 0)
    return refuse(plan, line, "put a change in front of it", error, "the tag '@%s' has no change to tag",
                  tag);
  for (guint i = 0; i < plan->changes->len; i++)
    if (g_ptr_array_find_with_equal_func(change_at(plan, i)->tags, tag, g_str_equal, NULL))
      return refuse(plan, line, NULL, error, "the tag '@%s' is there twice", tag);
  g_ptr_array_add(change_at(plan, plan->changes->len - 1)->tags, g_strdup(tag));
  return TRUE;
}

/* The change of this name that comes last before index; -1: none. */
static int find_before(const SqitchPlan *plan, const char *name, guint index)
{
  for (int i = (int)index - 1; i >= 0; i--)
    if (g_str_equal(change_at(plan, (guint)i)->name, name))
      return i;
  return -1;
}

/* A change that comes again keeps the scripts of the earlier one under the name of a tag between them. */
static gboolean note_rework(SqitchPlan *plan, const SqitchChange *change, GError **error)
{
  int earlier = find_before(plan, change->name, plan->changes->len);
  if (earlier < 0)
    return TRUE;
  GPtrArray *tags = change_at(plan, (guint)earlier)->rework_tags;
  for (guint i = (guint)earlier; i < plan->changes->len; i++)
    for (guint t = 0; t < change_at(plan, i)->tags->len; t++)
      g_ptr_array_add(tags, g_strdup(g_ptr_array_index(change_at(plan, i)->tags, t)));
  return tags->len > 0 || refuse(plan, change->line, "sqitch rework asks for a tag first", error,
                                 "the change '%s' is there twice, without a tag between", change->name);
}

static char **split_dependencies(const char *text)
{
  g_auto(GStrv) words = g_strsplit_set(text, " \t", -1);
  g_autoptr(GPtrArray) dependencies = g_ptr_array_new();
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_ptr_array_add(dependencies, g_strdup(words[i]));
  g_ptr_array_add(dependencies, NULL);
  return (char **)g_ptr_array_free(g_steal_pointer(&dependencies), FALSE);
}

static gboolean add_change(SqitchPlan *plan, char **parts, guint line, GError **error)
{
  if (*parts[1] == '-')
    return refuse(plan, line, NULL, error, "mighar does not read plans that revert a change, here '%s'",
                  parts[2]);
  SqitchChange *change = g_new0(SqitchChange, 1);
  change->name = g_strdup(parts[2]);
  change->line = line;
  change->dependencies = split_dependencies(parts[3]);
  change->tags = g_ptr_array_new_with_free_func(g_free);
  change->rework_tags = g_ptr_array_new_with_free_func(g_free);
  gboolean is_good = note_rework(plan, change, error);
  g_ptr_array_add(plan->changes, change);
  return is_good;
}

static void take_pragma(SqitchPlan *plan, char **parts)
{
  if (!g_str_equal(parts[1], "project") || g_strv_length(parts) < 3)
    return;
  g_free(plan->project);
  plan->project = g_strdup(parts[2]);
}

static gboolean read_line(SqitchPlan *plan, const char *text, guint line, GError **error)
{
  const char *start = text + strspn(text, " \t");
  if (*start == '\0' || *start == '#')
    return TRUE;
  g_auto(GStrv) pragma = match(PRAGMA, text);
  if (pragma != NULL) {
    take_pragma(plan, pragma);
    return TRUE;
  }
  g_auto(GStrv) tag = match(TAG, text);
  if (tag != NULL)
    return add_tag(plan, tag[1], line, error);
  g_auto(GStrv) change = match(CHANGE, text);
  if (change != NULL)
    return add_change(plan, change, line, error);
  return refuse(plan, line, "a change is written like this: " EXAMPLE, error,
                "is neither a change nor a tag: '%s'", start);
}

/* Dependencies */

gboolean mighar_sqitch_is_foreign(const SqitchPlan *plan, const char *dependency)
{
  const char *name = dependency + (*dependency == '!');
  const char *colon = strchr(name, ':');
  return colon != NULL && (plan->project == NULL || strncmp(name, plan->project, colon - name) != 0 ||
                           plan->project[colon - name] != '\0');
}

/* The change that bears the tag; -1: none before index. */
static int find_tag(const SqitchPlan *plan, const char *tag, guint index)
{
  for (int i = (int)index - 1; i >= 0; i--)
    if (g_ptr_array_find_with_equal_func(change_at(plan, (guint)i)->tags, tag, g_str_equal, NULL))
      return i;
  return -1;
}

/* name, name@tag (name as of that tag) or @tag, of this project. */
static gboolean is_there_before(const SqitchPlan *plan, const char *dependency, guint index)
{
  const char *colon = strchr(dependency, ':');
  const char *whole = colon != NULL ? colon + 1 : dependency;
  const char *at = strchr(whole, '@');
  g_autofree char *name = at != NULL ? g_strndup(whole, at - whole) : g_strdup(whole);
  int limit = at != NULL ? find_tag(plan, at + 1, index) + 1 : (int)index;
  return *name != '\0' ? find_before(plan, name, (guint)limit) >= 0 : limit > 0;
}

static gboolean check_dependency(const SqitchPlan *plan, guint index, const char *dependency, GError **error)
{
  const SqitchChange *change = change_at(plan, index);
  gboolean is_conflict = *dependency == '!';
  if (mighar_sqitch_is_foreign(plan, dependency) ||
      is_there_before(plan, dependency + is_conflict, index) != is_conflict)
    return TRUE;
  return refuse(plan, change->line, is_conflict ? NULL : "move what is required to the front", error,
                is_conflict ? "'%s' conflicts with '%s', which is before it in the plan"
                            : "'%s' requires '%s', which is not before it in the plan",
                change->name, dependency + is_conflict);
}

static gboolean check_dependencies(const SqitchPlan *plan, GError **error)
{
  for (guint i = 0; i < plan->changes->len; i++)
    for (char **dependency = change_at(plan, i)->dependencies; *dependency != NULL; dependency++)
      if (!check_dependency(plan, i, *dependency, error))
        return FALSE;
  return TRUE;
}

SqitchPlan *mighar_sqitch_plan_read(const MigharSource *source, GError **error)
{
  g_autoptr(SqitchPlan) plan = g_new0(SqitchPlan, 1);
  plan->file = source->file;
  plan->changes = g_ptr_array_new_with_free_func((GDestroyNotify)free_change);
  for (MigharLine line = {0}; mighar_source_next_line(source, &line);) {
    g_autofree char *text = g_strndup(line.start, line.length);
    if (!read_line(plan, text, line.number, error))
      return NULL;
  }
  return check_dependencies(plan, error) ? g_steal_pointer(&plan) : NULL;
}
