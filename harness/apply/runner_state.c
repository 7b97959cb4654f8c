/* What the ledger, the history and the files say of each version. */
#include "batches.h"
#include "command.h"
#include "runner_private.h"

#include <mighar/error.h>
#include <string.h>

static void free_state(gpointer data)
{
  MigharState *state = data;
  g_free(state->version);
  g_free(state->when);
  g_free(state->by);
  g_free(state->problem);
  g_free(state->attempt);
  g_free(state->progress);
  g_free(state->batches);
  g_free(state->recorded);
  g_free(state);
}

static const char *cell(const GPtrArray *rows, guint row, guint column)
{
  return g_ptr_array_index((GPtrArray *)g_ptr_array_index(rows, row), column);
}

static MigharState *state_at(const MigharRunner *runner, guint i)
{
  return g_ptr_array_index(runner->states, i);
}

/* What a ledger's version is looked up by. "2024-01-02-030405_x" is 20240102030405 in the ledger of diesel.
 */
static char *key_of(const MigharRunner *runner, const char *version)
{
  if (runner->ledger->by_file)
    return g_strdup(version);
  if (runner->ledger != &ledger_diesel)
    return mighar_version_key(version);
  g_auto(GStrv) parts = g_strsplit(version, "-", -1);
  g_autofree char *bare = g_strjoinv("", parts);
  return mighar_version_key(bare);
}

static char *key_of_state(const MigharRunner *runner, const MigharState *state)
{
  return runner->ledger->by_file && state->migration != NULL ? g_path_get_basename(state->migration->file)
                                                             : key_of(runner, state->version);
}

static MigharState *find_state(const MigharRunner *runner, const char *version)
{
  g_autofree char *key = key_of(runner, version);
  return g_hash_table_lookup(runner->named, key);
}

static MigharState *add_state(MigharRunner *runner, const char *version, const MigharMigration *migration)
{
  MigharState *state = g_new0(MigharState, 1);
  state->version = g_strdup(version);
  state->migration = migration;
  g_ptr_array_add(runner->states, state);
  g_hash_table_insert(runner->named, key_of_state(runner, state), state);
  return state;
}

/* Versions of other programs have no order but that of the list. */
static gboolean is_before(const MigharRunner *runner, guint i, const char *version)
{
  if (runner->chain->external == NULL)
    return mighar_format_compare(runner->chain->format, state_at(runner, i)->version, version) < 0;
  const MigharState *state = find_state(runner, version);
  for (guint j = i + 1; j < runner->states->len; j++)
    if (state_at(runner, j) == state)
      return state->migration != NULL;
  return FALSE;
}

static void mark_before(MigharRunner *runner, const char *version)
{
  for (guint i = 0; i < runner->states->len; i++)
    if (is_before(runner, i, version))
      state_at(runner, i)->applied = TRUE;
}

static gboolean is_true(const char *text)
{
  return g_strcmp0(text, "t") == 0;
}

/* What is not applied any more, and of no file, is nothing to know. */
static void take_version(MigharRunner *runner, const char *version, const char *done, gboolean until,
                         const char *checksum)
{
  MigharState *state = find_state(runner, version);
  if (until)
    mark_before(runner, version);
  if (state == NULL && g_str_equal(done, "n"))
    return;
  if (state == NULL)
    state = add_state(runner, version, NULL);
  state->applied = is_true(done);
  state->unfinished = g_str_equal(done, "f");
  if (checksum != NULL) {
    g_free(state->recorded);
    state->recorded = g_strdup(checksum);
  }
}

/* The branches of such a program's versions do not follow from a list. */
static gboolean check_single(const MigharRunner *runner, guint n, gboolean until, GError **error)
{
  if (n <= 1 || !until || runner->chain->external == NULL)
    return TRUE;
  mighar_set_error(error, MIGHAR_ERROR_USAGE,
                   "with 'applied' in mighar.ini, a command line prints all that are applied",
                   "the database is at %u versions at once, and which others are applied does not follow", n);
  return FALSE;
}

static gboolean ask_program(MigharRunner *runner, GError **error)
{
  const char *url = runner->target->url;
  gboolean until = runner->chain->external->told == MIGHAR_TOLD_CURRENT;
  if (url == NULL && runner->settings.absent_is_empty)
    return TRUE; // there is no database yet
  g_autoptr(GPtrArray) versions = command_list_versions(runner->chain, url, error);
  if (versions == NULL || !check_single(runner, versions->len, until, error))
    return FALSE;
  for (guint i = 0; i < versions->len; i++)
    take_version(runner, g_ptr_array_index(versions, i), "t", until, NULL);
  return TRUE;
}

static gboolean read_ledger(MigharRunner *runner, GError **error)
{
  if (runner->chain->external != NULL && runner->chain->external->tell != NULL)
    return ask_program(runner, error);
  if (!runner->has_ledger)
    return TRUE;
  g_autofree char *sql = ledger_reading(runner->ledger, runner->chain->engine->dialect, runner->table);
  g_autoptr(GPtrArray) rows = runner->driver->query(runner->target, sql, error);
  if (rows == NULL)
    g_prefix_error(error, "cannot read %s as the ledger of %s: ", runner->table, runner->ledger->format);
  if (rows == NULL || !check_single(runner, rows->len, rows->len > 0 && is_true(cell(rows, 0, 3)), error))
    return FALSE;
  runner->has_rows = rows->len > 0;
  for (guint i = 0; i < rows->len; i++)
    if (cell(rows, i, 0) != NULL)
      take_version(runner, cell(rows, i, 0), cell(rows, i, 1), is_true(cell(rows, i, 3)), cell(rows, i, 2));
  return TRUE;
}

static guint number(const char *text)
{
  return text != NULL ? (guint)g_ascii_strtoull(text, NULL, 10) : 0;
}

static void copy(char **field, const char *text)
{
  g_free(*field);
  *field = g_strdup(text);
}

/* What is recorded, without anything having been run, ends what was begun. */
static gboolean is_open(const char *outcome)
{
  return g_str_equal(outcome, "begun") || g_str_equal(outcome, "stopped");
}

static void take_attempt(MigharState *state, const GPtrArray *rows, guint i)
{
  const char *outcome = cell(rows, i, HISTORY_OUTCOME);
  gboolean up = g_strcmp0(cell(rows, i, HISTORY_DIRECTION), "up") == 0;
  state->direction = up ? MIGHAR_UP : MIGHAR_DOWN;
  copy(&state->when, cell(rows, i, HISTORY_STARTED));
  copy(&state->by, cell(rows, i, HISTORY_BY));
  copy(&state->problem, cell(rows, i, HISTORY_ERROR));
  g_clear_pointer(&state->attempt, g_free);
  copy(&state->progress, cell(rows, i, HISTORY_PROGRESS));
  if (is_open(outcome)) {
    state->attempt = g_strdup(cell(rows, i, HISTORY_ATTEMPT));
    state->reached = number(cell(rows, i, HISTORY_STATEMENT));
    state->statements = number(cell(rows, i, HISTORY_STATEMENTS));
  } else if (up && !g_str_equal(outcome, "failed") && cell(rows, i, HISTORY_CHECKSUM) != NULL) {
    copy(&state->recorded, cell(rows, i, HISTORY_CHECKSUM));
  }
}

static gboolean read_history(MigharRunner *runner, GError **error)
{
  const TemplateValue values[] = {{"history", runner->history, TRUE}, {0}};
  g_autofree char *sql = template_fill(history_read, runner->chain->engine->dialect, values);
  g_autoptr(GPtrArray) rows = runner->has_history ? runner->driver->query(runner->target, sql, error) : NULL;
  if (rows == NULL && runner->has_history)
    g_prefix_error(error, "cannot read %s as mighar's history: ", runner->history);
  if (rows == NULL)
    return !runner->has_history;
  g_autoptr(GHashTable) by_version = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < runner->states->len; i++)
    g_hash_table_insert(by_version, state_at(runner, i)->version, state_at(runner, i));
  for (guint i = 0; i < rows->len; i++) {
    MigharState *state = g_hash_table_lookup(by_version, cell(rows, i, HISTORY_VERSION));
    if (state != NULL)
      take_attempt(state, rows, i);
  }
  return TRUE;
}

/* The ledger has the last word: what the tool itself has brought to its end is not unfinished. */
static void settle(MigharState *state)
{
  g_auto(BatchesProgress) progress = {0};
  gboolean begun = state->attempt != NULL && state->applied == (state->direction == MIGHAR_DOWN);
  if (!begun) {
    g_clear_pointer(&state->attempt, g_free);
    g_clear_pointer(&state->progress, g_free);
    return;
  }
  state->unfinished = TRUE;
  if (batches_progress_read(&progress, state->progress))
    state->batches = batches_progress_describe(&progress);
}

static void compare_file(MigharState *state)
{
  g_auto(ChecksumFile) file = {0};
  if (!state->applied || state->recorded == NULL || state->migration == NULL ||
      state->migration->up->target != NULL)
    return;
  checksum_read(&file, state->migration->file);
  state->changed = file.raw != NULL && !checksum_matches(&file, state->recorded);
}

/* A repeatable migration is applied again when it changes, and has no place among the versions. */
static gboolean is_repeatable(const MigharState *state)
{
  return g_str_has_prefix(state->version, "R__");
}

static void judge(MigharRunner *runner)
{
  gboolean later = FALSE;
  for (guint i = runner->states->len; i > 0; i--) {
    MigharState *state = state_at(runner, i - 1);
    settle(state);
    compare_file(state);
    if (is_repeatable(state)) {
      state->applied = state->applied && !state->changed;
      state->changed = FALSE;
      continue;
    }
    state->out_of_order = later && !state->applied && state->migration != NULL;
    later = later || state->applied;
  }
}

static int compare_states(gconstpointer a, gconstpointer b, gpointer format)
{
  const MigharState *left = *(MigharState *const *)a, *right = *(MigharState *const *)b;
  return mighar_format_compare(format, left->version, right->version);
}

static void list_migrations(MigharRunner *runner)
{
  const GPtrArray *migrations = runner->chain->migrations;
  g_clear_pointer(&runner->states, g_ptr_array_unref);
  g_free(runner->applied);
  runner->states = g_ptr_array_new_with_free_func(free_state);
  runner->applied = g_new0(gboolean, migrations->len + 1);
  runner->named = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < migrations->len; i++) {
    const MigharMigration *migration = g_ptr_array_index(migrations, i);
    add_state(runner, migration->version, migration);
  }
}

static gboolean list_states(MigharRunner *runner, GError **error)
{
  list_migrations(runner);
  gboolean good = read_ledger(runner, error);
  g_clear_pointer(&runner->named, g_hash_table_unref);
  return good;
}

/* Versions of other programs are in their own order; what the project does not have goes to the end there. */
const GPtrArray *mighar_runner_read(MigharRunner *runner, GError **error)
{
  guint n = runner->chain->migrations->len;
  if (!list_states(runner, error) || !read_history(runner, error))
    return NULL;
  judge(runner);
  for (guint i = 0; i < n; i++)
    runner->applied[i] = state_at(runner, i)->applied;
  if (runner->states->len > n && runner->chain->external == NULL)
    g_ptr_array_sort_with_data(runner->states, compare_states, (gpointer)runner->chain->format);
  return runner->states;
}

/* Read beside what was read before, which others may still hold. */
gboolean runner_is_applied(MigharRunner *runner, const MigharMigration *migration, gboolean *applied,
                           GError **error)
{
  GPtrArray *states = g_steal_pointer(&runner->states);
  gboolean *flags = g_steal_pointer(&runner->applied);
  gboolean good = runner_find_ledger(runner, error) && list_states(runner, error);
  for (guint i = 0; good && i < runner->chain->migrations->len; i++)
    if (state_at(runner, i)->migration == migration)
      *applied = state_at(runner, i)->applied;
  g_clear_pointer(&runner->states, g_ptr_array_unref);
  g_free(runner->applied);
  runner->states = states;
  runner->applied = flags;
  return good;
}

const gboolean *mighar_runner_applied(const MigharRunner *runner)
{
  return runner->applied;
}
