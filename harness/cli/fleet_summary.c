#include "fleet_summary.h"

#include "say.h"

#include <jansson.h>

#define WIDEST_NAME 72

static const FleetResult *result_at(const GArray *results, guint i)
{
  return &g_array_index(results, FleetResult, i);
}

static void result_clear(gpointer data)
{
  FleetResult *result = data;
  g_free(result->output);
  g_free(result->errors);
}

GArray *fleet_results_new(void)
{
  GArray *results = g_array_new(FALSE, TRUE, sizeof(FleetResult));
  g_array_set_clear_func(results, result_clear);
  return results;
}

static guint count_steps(const FleetResult *result)
{
  guint n = 0;
  g_auto(GStrv) lines = g_strsplit(result->output != NULL ? result->output : "", "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    n += g_str_has_prefix(lines[i], "up ") || g_str_has_prefix(lines[i], "down ") ||
         g_str_has_prefix(lines[i], "recorded ");
  return n;
}

const char *fleet_word(const FleetResult *result)
{
  if (!result->started)
    return "not started";
  if (result->code != EXIT_GOOD)
    return result->code < 0 ? "stopped" : "failed";
  return g_strcmp0(result->output, "nothing to do\n") == 0 ? "nothing to do" : "done";
}

ExitCode fleet_code(const GArray *results)
{
  ExitCode code = EXIT_GOOD;
  for (guint i = 0; i < results->len; i++) {
    const FleetResult *result = result_at(results, i);
    if (result->started && result->code == EXIT_FAILED)
      return EXIT_FAILED;
    if (!result->started || result->code != EXIT_GOOD)
      code = result->started && result->code == EXIT_USAGE ? EXIT_USAGE : EXIT_ENVIRONMENT;
  }
  return code;
}

/* What a command that changes nothing has to tell of a target, in a few words. Free with g_free(). */
static char *state_of(const MigrateCommand *command, const FleetResult *result)
{
  gboolean has_told = result->output != NULL && *result->output != '\0';
  return command->brief != NULL && has_told ? command->brief(result->output) : g_strdup(fleet_word(result));
}

static void append_block(GString *text, const char *words)
{
  g_auto(GStrv) lines = g_strsplit(words, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_string_append_printf(text, "    %s\n", lines[i]);
}

/* The columns of the table: how wide they are, and whether there is one of steps. */
typedef struct {
  int name;
  int state;
  gboolean steps;
} Widths;

static Widths measure(const GArray *results, char **states, gboolean steps)
{
  glong name = g_utf8_strlen("target", -1), state = g_utf8_strlen("nothing to do", -1);
  for (guint i = 0; i < results->len; i++) {
    name = MAX(name, g_utf8_strlen(result_at(results, i)->target->name, -1));
    state = MAX(state, g_utf8_strlen(states[i], -1));
  }
  return (Widths){(int)MIN(name, WIDEST_NAME), (int)state, steps};
}

static void append_row(GString *text, const Widths *widths, const char *name, const char *state,
                       const char *steps, const char *seconds)
{
  g_string_append_printf(text, "%-*s  %-*s", widths->name, name, widths->state, state);
  if (widths->steps)
    g_string_append_printf(text, "  %5s", steps);
  g_string_append_printf(text, "  %8s\n", seconds);
}

static void append_result(GString *text, const Widths *widths, const FleetResult *result, const char *state,
                          gboolean shows)
{
  g_autofree char *steps = g_strdup_printf("%u", count_steps(result));
  g_autofree char *seconds = g_strdup_printf("%.3f", result->seconds);
  append_row(text, widths, result->target->name, state, steps, seconds);
  if (shows && result->output != NULL)
    append_block(text, result->output);
  if (result->started && result->code != EXIT_GOOD)
    append_block(text, result->errors);
}

static void append_counts(GString *text, const GArray *results)
{
  static const char *const words[] = {"done", "nothing to do", "failed", "stopped", "not started"};
  g_string_append_printf(text, "%u target%s", results->len, results->len == 1 ? "" : "s");
  for (guint i = 0, told = 0; i < G_N_ELEMENTS(words); i++) {
    guint n = 0;
    for (guint j = 0; j < results->len; j++)
      n += g_str_equal(fleet_word(result_at(results, j)), words[i]);
    if (n > 0)
      g_string_append_printf(text, "%s%u %s", told++ > 0 ? ", " : ": ", n, words[i]);
  }
  g_string_append_c(text, '\n');
}

static ExitCode print_table(const MigrateCommand *command, const GArray *results, gboolean shows)
{
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(GPtrArray) states = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < results->len; i++)
    g_ptr_array_add(states, state_of(command, result_at(results, i)));
  Widths widths = measure(results, (char **)states->pdata, command->changes);
  append_row(text, &widths, "target", "state", "steps", "seconds");
  for (guint i = 0; i < results->len; i++)
    append_result(text, &widths, result_at(results, i), g_ptr_array_index(states, i), shows);
  append_counts(text, results);
  return say_text(stdout, text->str);
}

static ExitCode print_json(const GArray *results)
{
  json_t *list = json_array();
  for (guint i = 0; i < results->len; i++) {
    const FleetResult *result = result_at(results, i);
    json_t *told = result->output != NULL ? json_loads(result->output, 0, NULL) : NULL;
    json_array_append_new(list, json_pack("{s:s, s:s, s:f, s:o?, s:s?}", "target", result->target->name,
                                          "outcome", fleet_word(result), "seconds", result->seconds, "told",
                                          told, "error", result->code != EXIT_GOOD ? result->errors : NULL));
  }
  g_autofree char *text = json_dumps(list, JSON_INDENT(2));
  g_autofree char *line = g_strconcat(text, "\n", NULL);
  json_decref(list);
  return say_text(stdout, line);
}

ExitCode fleet_print(const MigrateCommand *command, const MigrateOptions *options, const GArray *results)
{
  return options->json ? print_json(results)
                       : print_table(command, results, options->dry_run || command->shows);
}
