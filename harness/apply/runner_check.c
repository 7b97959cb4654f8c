/* What is wrong with the versions that were read. */
#include "runner_private.h"

#include <mighar/error.h>

static const MigharState *state_at(const MigharRunner *runner, guint i)
{
  return g_ptr_array_index(runner->states, i);
}

/* The file of migrations that are another program's is the one file of its command lines. */
static void note(GString *text, const MigharState *state, const char *what)
{
  gboolean has_file = state->migration != NULL && state->migration->up->target == NULL;
  g_string_append_printf(text, "%s%s %s", text->len > 0 ? "\n" : "",
                         has_file ? state->migration->file : state->version, what);
}

/* What can be wrong with a version, and what to do about it. */
static const struct {
  const char *words, *hint;
} wrongs[] = {
    {"has changed since it was applied", "'mighar repair --accept-checksums' takes the files as they are"},
    {"is not applied, though a later version is", "--allow-out-of-order applies it now"},
    {"is in the ledger, and its file is missing",
     "bring the file back, or have 'mighar repair --forget VERSION' drop it from the ledger"},
};

enum { CHANGED, OUT_OF_ORDER, MISSING, WRONGS };

static gboolean is_missing(const MigharState *state)
{
  return state->migration == NULL && (state->applied || state->unfinished);
}

static void set_wrong(GError **error, const GString *text, const gboolean *found)
{
  g_autoptr(GPtrArray) hints = g_ptr_array_new();
  for (guint i = 0; i < WRONGS; i++)
    if (found[i])
      g_ptr_array_add(hints, (gpointer)wrongs[i].hint);
  g_ptr_array_add(hints, NULL);
  g_autofree char *hint = g_strjoinv("; ", (char **)hints->pdata);
  mighar_set_error(error, MIGHAR_ERROR_USAGE, hint, "%s", text->str);
}

gboolean mighar_runner_check(const MigharRunner *runner, gboolean allow_out_of_order, GError **error)
{
  g_autoptr(GString) text = g_string_new(NULL);
  gboolean found[WRONGS] = {FALSE};
  for (guint i = 0; i < runner->states->len; i++) {
    const MigharState *state = state_at(runner, i);
    const gboolean is[WRONGS] = {
        [CHANGED] = state->changed,
        [OUT_OF_ORDER] = state->out_of_order && !allow_out_of_order && !state->unfinished,
        [MISSING] = is_missing(state),
    };
    for (guint j = 0; j < WRONGS; j++) {
      if (is[j])
        note(text, state, wrongs[j].words);
      found[j] |= is[j];
    }
  }
  if (text->len > 0)
    set_wrong(error, text, found);
  return text->len == 0;
}

static gboolean is_in(const GArray *steps, const MigharMigration *migration)
{
  for (guint i = 0; i < steps->len; i++)
    if (g_array_index(steps, MigharRunnerStep, i).migration == migration)
      return TRUE;
  return FALSE;
}

/* What is above a step, or above the last that stays where there is no step, and has no file cannot be taken
 * back first, as it would have to be. */
gboolean mighar_runner_check_downs(const MigharRunner *runner, const GArray *steps, int last, GError **error)
{
  g_autoptr(GString) text = g_string_new(NULL);
  const gboolean found[WRONGS] = {[MISSING] = TRUE};
  const MigharMigration *stays = last >= 0 ? g_ptr_array_index(runner->chain->migrations, last) : NULL;
  gboolean above = steps->len == 0 && stays == NULL;
  for (guint i = 0; i < runner->states->len; i++) {
    const MigharState *state = state_at(runner, i);
    above |= is_in(steps, state->migration) || (steps->len == 0 && state->migration == stays);
    if (above && is_missing(state))
      note(text, state, wrongs[MISSING].words);
  }
  if (text->len > 0)
    set_wrong(error, text, found);
  return text->len == 0;
}
