#include "run_values.h"

#include "destination.h"
#include "suggest.h"

#include <mighar/driver.h>
#include <mighar/error.h>
#include <mighar/load.h>

/* candidates end with NULL. */
static gboolean check_word(const char *option, const char *word, const char *const *candidates,
                           GError **error)
{
  if (g_strv_contains(candidates, word))
    return TRUE;
  g_autofree char *list = g_strjoinv(", ", (char **)candidates);
  g_autofree char *known = g_strdup_printf("choose from %s", list);
  g_autofree char *hint = suggest_hint(word, candidates, known);
  mighar_set_error(error, MIGHAR_ERROR_USAGE, hint, "%s: '%s' is not known", option, word);
  return FALSE;
}

static gboolean check_engines(const char *option, char **engines, GError **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; mighar_drivers[i] != NULL; i++)
    g_ptr_array_add(names, (gpointer)mighar_drivers[i]->engine->name);
  g_ptr_array_add(names, NULL);
  for (guint i = 0; engines != NULL && engines[i] != NULL; i++)
    if (!check_word(option, engines[i], (const char *const *)names->pdata, error))
      return FALSE;
  return TRUE;
}

static gboolean read_checks(RunOptions *options, GError **error)
{
  options->levels = mighar_levels_new();
  for (guint i = 0; options->checks != NULL && options->checks[i] != NULL; i++)
    if (!mighar_levels_set(options->levels, options->checks[i], error)) {
      g_prefix_error(error, "--check: ");
      return FALSE;
    }
  return TRUE;
}

static gboolean read_selection(RunOptions *options, GError **error)
{
  if (options->only == NULL)
    return TRUE;
  options->selection = mighar_selection_parse(options->only, error);
  if (options->selection == NULL)
    g_prefix_error(error, "--only: ");
  return options->selection != NULL;
}

static gboolean is_stdout(const char *path)
{
  return g_strcmp0(path, "-") == 0;
}

gboolean run_values_use_stdout(const RunOptions *options)
{
  for (guint i = 0; i < RUN_N_REPORTS; i++)
    if (is_stdout(options->reports[i]))
      return TRUE;
  return FALSE;
}

static gboolean check_destinations(const RunOptions *options, GError **error)
{
  for (guint i = 0; i < RUN_N_REPORTS; i++) {
    const char *path = options->reports[i];
    for (guint j = 0; path != NULL && j < i; j++)
      if (g_strcmp0(path, options->reports[j]) == 0) {
        mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL, "--%s and --%s both write to '%s'", run_reports[j],
                         run_reports[i], path);
        return FALSE;
      }
    g_autofree char *option = g_strdup_printf("--%s", run_reports[i]);
    if (path != NULL && !is_stdout(path) && !destination_check(option, path, error))
      return FALSE;
  }
  return TRUE;
}

#define NOT_FIXED G_MAXSIZE

/* Numbers that may be given or fixed. */
static const struct {
  const char *name;
  gsize text, value, fixed;
  guint64 least, most, usual;
} numbers[] = {
    {"seed", offsetof(RunOptions, seed_text), offsetof(RunOptions, seed), offsetof(MigharConfig, seed), 0,
     G_MAXUINT64, 1},
    {"rows", offsetof(RunOptions, rows_text), offsetof(RunOptions, rows), offsetof(MigharConfig, rows), 0,
     100 * 1000 * 1000, 5},
    {"rows-timeout", offsetof(RunOptions, timeout_text), offsetof(RunOptions, rows_timeout), NOT_FIXED, 0,
     24 * 60 * 60, 30},
    {"jobs", offsetof(RunOptions, jobs_text), offsetof(RunOptions, jobs), offsetof(MigharConfig, jobs), 1,
     1024, 0},
    {"estimate-rows", offsetof(RunOptions, estimate_text), offsetof(RunOptions, estimate_rows), NOT_FIXED, 1,
     G_GUINT64_CONSTANT(1000000000000), 0},
};

/* In the order of MigharSnapshots. */
static const char *const snapshot_words[] = {"incremental", "full", "verify", NULL};

static gboolean read_number(const char *text, guint i, guint64 *value, GError **error)
{
  if (g_ascii_string_to_unsigned(text, 10, numbers[i].least, numbers[i].most, value, NULL))
    return TRUE;
  mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL,
                   "'%s' is no number from %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT, text,
                   numbers[i].least, numbers[i].most);
  return FALSE;
}

static gboolean read_numbers(RunOptions *options, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
    const char *text = G_STRUCT_MEMBER(char *, options, numbers[i].text);
    guint64 *value = G_STRUCT_MEMBER_P(options, numbers[i].value);
    *value = numbers[i].usual;
    if (text == NULL || read_number(text, i, value, error))
      continue;
    g_prefix_error(error, "--%s: ", numbers[i].name);
    return FALSE;
  }
  if (options->jobs == 0)
    options->jobs = g_get_num_processors();
  return TRUE;
}

static gboolean read_snapshots(const char *option, const char *word, MigharSnapshots *snapshots,
                               GError **error)
{
  if (!check_word(option, word, snapshot_words, error))
    return FALSE;
  for (*snapshots = 0; !g_str_equal(snapshot_words[*snapshots], word);)
    ++*snapshots;
  return TRUE;
}

/* What is fixed counts where nothing is given. */
static gboolean is_in_force(const MigharConfigValue *fixed, const char *given)
{
  return fixed->text != NULL && given == NULL;
}

static void add_place(const MigharConfig *config, const MigharConfigValue *fixed, GError **error)
{
  g_prefix_error(error, "%s:%u: ", config->file, fixed->line);
}

static gboolean fix_number(RunOptions *options, const MigharConfig *config, guint i, GError **error)
{
  const MigharConfigValue *fixed = G_STRUCT_MEMBER_P(config, numbers[i].fixed);
  if (!is_in_force(fixed, G_STRUCT_MEMBER(char *, options, numbers[i].text)) ||
      read_number(fixed->text, i, G_STRUCT_MEMBER_P(options, numbers[i].value), error))
    return TRUE;
  g_prefix_error(error, "%s: ", numbers[i].name);
  add_place(config, fixed, error);
  return FALSE;
}

gboolean run_values_fix(RunOptions *options, const MigharConfig *config, GError **error)
{
  for (guint i = 0; config != NULL && i < G_N_ELEMENTS(numbers); i++)
    if (numbers[i].fixed != NOT_FIXED && !fix_number(options, config, i, error))
      return FALSE;
  if (config == NULL || !is_in_force(&config->snapshot, options->snapshot) ||
      read_snapshots("snapshot", config->snapshot.text, &options->snapshots, error))
    return TRUE;
  add_place(config, &config->snapshot, error);
  return FALSE;
}

gboolean run_values_read(RunOptions *options, GError **error)
{
  return check_engines("--engine", options->engines, error) &&
         check_engines("--require", options->required, error) &&
         (options->format == NULL || check_word("--format", options->format, mighar_format_names(), error)) &&
         (options->snapshot == NULL ||
          read_snapshots("--snapshot", options->snapshot, &options->snapshots, error)) &&
         read_checks(options, error) && read_numbers(options, error) && read_selection(options, error) &&
         check_destinations(options, error);
}
