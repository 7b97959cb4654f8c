#include "migrate.h"

#include "say.h"

#include <jansson.h>
#include <string.h>

static const char *word_of(const MigharState *state)
{
  if (state->unfinished)
    return "unfinished";
  if (state->migration == NULL)
    return "missing";
  if (state->changed)
    return "changed";
  if (state->out_of_order)
    return "out-of-order";
  return state->applied ? "applied" : "pending";
}

static gboolean is_told(const MigharState *state)
{
  return state->migration != NULL || state->applied || state->unfinished;
}

static void append_progress(GString *text, const MigharState *state)
{
  g_string_append_printf(text, "  (%s: ", mighar_direction_name(state->direction));
  if (state->migration != NULL && state->migration->up->target != NULL)
    g_string_append(text, "begun, and not ended)");
  else
    g_string_append_printf(text, "%u of %u statements%s%s)", state->reached, state->statements,
                           state->batches != NULL ? ", " : "", state->batches != NULL ? state->batches : "");
}

static void append_line(GString *text, const MigharState *state)
{
  g_string_append_printf(text, "%-12s  %s%s%s", word_of(state), state->version,
                         state->migration != NULL && *state->migration->name != '\0' ? "_" : "",
                         state->migration != NULL ? state->migration->name : "");
  if (state->unfinished && state->attempt != NULL)
    append_progress(text, state);
  if (state->when != NULL)
    g_string_append_printf(text, "  %s by %s", state->when, state->by);
  if (state->problem != NULL && !state->applied)
    g_string_append_printf(text, "\n              failed: %s", state->problem);
  g_string_append_c(text, '\n');
}

static json_t *to_json(const MigharState *state)
{
  json_t *object = json_pack("{s:s, s:s, s:s?, s:s, s:b, s:s?, s:s?, s:s?}", "version", state->version,
                             "name", state->migration != NULL ? state->migration->name : "", "file",
                             state->migration != NULL ? state->migration->file : NULL, "state",
                             word_of(state), "applied", state->applied, "when", state->when, "by", state->by,
                             "error", state->applied ? NULL : state->problem);
  if (state->unfinished && state->attempt != NULL) {
    json_object_set_new(object, "direction", json_string(mighar_direction_name(state->direction)));
    json_object_set_new(object, "statement", json_integer(state->reached));
    json_object_set_new(object, "statements", json_integer(state->statements));
    if (state->batches != NULL)
      json_object_set_new(object, "batches", json_string(state->batches));
  }
  return object;
}

static ExitCode print_json(const Migration *migration)
{
  json_t *list = json_array();
  for (guint i = 0; i < migration->states->len; i++)
    if (is_told(g_ptr_array_index(migration->states, i)))
      json_array_append_new(list, to_json(g_ptr_array_index(migration->states, i)));
  json_t *root = json_pack("{s:s, s:s, s:s, s:o}", "engine", migration->chain->engine->name, "format",
                           migration->chain->format->name, "ledger", mighar_runner_ledger(migration->runner),
                           "migrations", list);
  g_autofree char *text = json_dumps(root, JSON_INDENT(2));
  g_autofree char *line = g_strconcat(text, "\n", NULL);
  json_decref(root);
  return say_text(stdout, line);
}

static ExitCode print_text(const Migration *migration)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < migration->states->len; i++)
    if (is_told(g_ptr_array_index(migration->states, i)))
      append_line(text, g_ptr_array_index(migration->states, i));
  return say_text(stdout, text->str);
}

static gboolean is_done(const Migration *migration)
{
  for (guint i = 0; i < migration->states->len; i++) {
    const MigharState *state = g_ptr_array_index(migration->states, i);
    if (is_told(state) && !g_str_equal(word_of(state), "applied"))
      return FALSE;
  }
  return TRUE;
}

/* How many there are of each state, in the order in which they come. Lines that go on with one are indented.
 */
static char *brief(const char *output)
{
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GHashTable) counts = g_hash_table_new(g_str_hash, g_str_equal);
  g_auto(GStrv) lines = g_strsplit(output, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    char *word = g_strndup(lines[i], strcspn(lines[i], " "));
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, word));
    g_ptr_array_add(words, word);
    if (*word != '\0')
      g_hash_table_insert(counts, word, GUINT_TO_POINTER(n + 1));
  }
  for (guint i = 0; i < words->len; i++) {
    gpointer n = g_hash_table_lookup(counts, words->pdata[i]);
    if (n != NULL && g_hash_table_remove(counts, words->pdata[i]))
      g_string_append_printf(text, "%s%u %s", text->len > 0 ? ", " : "", GPOINTER_TO_UINT(n),
                             (const char *)words->pdata[i]);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static ExitCode work(Migration *migration)
{
  ExitCode code = migration->options->json ? print_json(migration) : print_text(migration);
  return code == EXIT_GOOD && migration->options->exit_code && !is_done(migration) ? EXIT_FAILED : code;
}

static const Argument table[] = {
    {{"exit-code", 0, FLAG, "end with 1 unless all is applied and well", NULL}, MIGRATE_AT(exit_code)},
    {{"json", 0, FLAG, "print JSON", NULL}, MIGRATE_AT(json)},
    MIGRATE_TARGETS,
    MIGRATE_COMMON,
};

static const Arguments arguments = {
    .command = "status",
    .summary = "Tells what is applied, what is pending, and what is wrong.",
    .operands = "",
    .table = table,
    .n = G_N_ELEMENTS(table),
};

static const MigrateCommand facts = {
    .arguments = &arguments,
    .brief = brief,
    .work = work,
};

const Command command_status = {
    .name = "status",
    .summary = "tell what is applied to a database",
    .help = migrate_help,
    .run = migrate_run,
    .facts = &facts,
};
