/* Doing the work of a step in spite of others who use the database. */
#include "runner_private.h"

#include <mighar/error.h>
#include <string.h>

#define FIRST_PAUSE_SECONDS 0.5
#define LAST_PAUSE_SECONDS  30

/* PostgreSQL's lock_not_available, and SQLite's SQLITE_BUSY and its kinds. */
gboolean runner_is_lock_miss(const MigharOutcome *outcome)
{
  return outcome->code != NULL &&
         (g_str_equal(outcome->code, "55P03") || g_str_has_prefix(outcome->code, "SQLITE_BUSY"));
}

/* Nothing of it is done: it was undone as a whole, or failed in the statement that it began with. */
static gboolean can_be_repeated(const MigharWork *work, const MigharWorkOutcome *outcome)
{
  if (outcome->lost || outcome->outcome.transaction_ended || !runner_is_lock_miss(&outcome->outcome))
    return FALSE;
  return !outcome->stepwise || outcome->outcome.failed == (int)work->first;
}

/* Up to a third off, so that those who wait for each other do not do so in step. */
void runner_pause(const MigharRunner *runner, const MigharOutcome *outcome, guint number)
{
  double seconds = MIN(FIRST_PAUSE_SECONDS * (1U << MIN(number, 10)), LAST_PAUSE_SECONDS);
  seconds *= g_random_double_range(0.67, 1);
  g_autofree char *text = g_strdup_printf("%s; trying again in %.1f s (%u of %u)", outcome->message, seconds,
                                          number + 1, runner->lock_retries);
  if (runner->settings.event != NULL)
    runner->settings.event(runner->settings.data, MIGHAR_TARGET_BLOCKED, 0, text);
  g_usleep((gulong)(seconds * G_USEC_PER_SEC));
}

/* "x" of "public.x" and of "public."x""; quotes doubled stay so. */
static char *bare_name(const char *name)
{
  const char *dot = strrchr(name, '.');
  g_autofree char *bare = g_strdup(dot != NULL ? dot + 1 : name);
  gsize length = strlen(bare);
  return bare[0] == '"' && length > 2 ? g_strndup(bare + 1, length - 2) : g_steal_pointer(&bare);
}

/* Whether the statement says the name. */
static gboolean names(MigharDialect dialect, const MigharScript *script, guint index, const char *name)
{
  const MigharStatement *statement = &g_array_index(script->statements, MigharStatement, index);
  g_autofree char *bare = bare_name(name);
  MigharScanner scanner;
  MigharToken token;
  mighar_scanner_init(&scanner, dialect, script->text + statement->start, statement->length);
  while (mighar_scanner_next_solid(&scanner, &token)) {
    if (token.kind != MIGHAR_TOKEN_WORD && token.kind != MIGHAR_TOKEN_QUOTED_NAME)
      continue;
    g_autofree char *said = mighar_token_name(&token);
    gboolean same =
        token.kind == MIGHAR_TOKEN_WORD ? g_ascii_strcasecmp(said, bare) == 0 : g_str_equal(said, bare);
    if (same)
      return TRUE;
  }
  return FALSE;
}

static gboolean remove_one(MigharRunner *runner, const char *name, GError **error)
{
  g_autofree char *statement = runner->driver->remove_invalid(runner->target, name);
  g_autofree char *text =
      g_strdup_printf("index %s was left unusable by an attempt before: %s", name, statement);
  if (runner->settings.event != NULL)
    runner->settings.event(runner->settings.data, MIGHAR_TARGET_BLOCKED, 0, text);
  return runner->driver->run_alone(runner->target, statement, error);
}

/* IF NOT EXISTS would take what is unusable for what is wanted, and without it the statement would fail. */
static gboolean clear_the_way(MigharRunner *runner, const MigharWork *work, GError **error)
{
  if (runner->driver->find_invalid == NULL || work->first >= work->script->statements->len ||
      work->script->transaction || !mighar_script_starts_with(work->script, work->first, "create"))
    return TRUE;
  g_autoptr(GPtrArray) invalid = runner->driver->find_invalid(runner->target, error);
  for (guint i = 0; invalid != NULL && i < invalid->len; i++) {
    const char *name = g_ptr_array_index(invalid, i);
    if (names(runner->chain->engine->dialect, work->script, work->first, name) &&
        !remove_one(runner, name, error))
      return FALSE;
  }
  return invalid != NULL;
}

static gboolean has_word(MigharDialect dialect, const MigharScript *script, guint index, const char *word)
{
  const MigharStatement *statement = &g_array_index(script->statements, MigharStatement, index);
  MigharScanner scanner;
  MigharToken token;
  mighar_scanner_init(&scanner, dialect, script->text + statement->start, statement->length);
  while (mighar_scanner_next_solid(&scanner, &token))
    if (mighar_token_is(&token, word))
      return TRUE;
  return FALSE;
}

static gboolean makes_index(MigharDialect dialect, const MigharScript *script, guint index)
{
  return mighar_script_starts_with(script, index, "create") && has_word(dialect, script, index, "index") &&
         has_word(dialect, script, index, "concurrently");
}

/* A first attempt that finds what it is to make, unusable, takes it from somebody else. */
static gboolean refuse_invalid(MigharRunner *runner, const MigharScript *script, guint index,
                               const GPtrArray *invalid, GError **error)
{
  for (guint i = 0; i < invalid->len; i++) {
    const char *name = g_ptr_array_index(invalid, i);
    if (!names(runner->chain->engine->dialect, script, index, name))
      continue;
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, script->file,
                        g_array_index(script->statements, MigharStatement, index).line,
                        "'mighar repair --drop-invalid' drops it, so that it can be made",
                        "the index %s is there and not usable: somebody's CREATE INDEX CONCURRENTLY was "
                        "interrupted, or is still running",
                        name);
    return FALSE;
  }
  return TRUE;
}

static gboolean check_invalid(MigharRunner *runner, const MigharScript *script, GError **error)
{
  g_autoptr(GPtrArray) invalid = NULL;
  for (guint i = 0; runner->driver->find_invalid != NULL && i < script->statements->len; i++) {
    if (!makes_index(runner->chain->engine->dialect, script, i))
      continue;
    if (invalid == NULL)
      invalid = runner->driver->find_invalid(runner->target, error);
    if (invalid == NULL || !refuse_invalid(runner, script, i, invalid, error))
      return FALSE;
  }
  return TRUE;
}

/* What is there besides is no news: it can hardly be told whose it is. */
static void name_leftovers(MigharRunner *runner, const MigharWork *work, MigharOutcome *outcome)
{
  if (runner->driver->find_invalid == NULL || outcome->failed < 0)
    return;
  g_autoptr(GPtrArray) invalid = runner->driver->find_invalid(runner->target, NULL);
  for (guint i = 0; invalid != NULL && i < invalid->len; i++) {
    const char *name = g_ptr_array_index(invalid, i);
    if (!names(runner->chain->engine->dialect, work->script, (guint)outcome->failed, name))
      continue;
    g_free(outcome->hint);
    outcome->hint = g_strdup_printf("it leaves the index %s unusable, which goes when the migration goes on; "
                                    "'mighar repair --drop-invalid' drops it now",
                                    name);
  }
}

gboolean runner_do(MigharRunner *runner, const MigharWork *work, gboolean resumed, MigharWorkOutcome *outcome,
                   GError **error)
{
  MigharWork now = *work;
  for (guint i = runner->tried;; i++) {
    runner->tried = 0;
    if (resumed || i > 0 ? !clear_the_way(runner, &now, error) : !check_invalid(runner, now.script, error))
      return FALSE;
    if (!runner->driver->execute(runner->target, &now, outcome, error))
      return FALSE;
    if (outcome->outcome.applied || i >= runner->lock_retries || !can_be_repeated(&now, outcome) ||
        (runner->asked_to_stop != NULL && runner->asked_to_stop()))
      break;
    runner_pause(runner, &outcome->outcome, i);
    if (outcome->stepwise)
      now.begin = NULL; // it is committed
    mighar_work_outcome_clear(outcome);
  }
  if (!outcome->outcome.applied && outcome->stepwise && !outcome->lost)
    name_leftovers(runner, work, &outcome->outcome);
  return TRUE;
}
