/* One step: a script, with what is recorded of it. */
#include "command.h"
#include "runner_private.h"

#include <mighar/error.h>
#include <string.h>
#include <unistd.h>

/* Values of the templates; the arrays own what is in them. */
typedef struct {
  GArray *values; /* TemplateValue, ended by one without a name */
  GPtrArray *owned;
} Entry;

static void entry_clear(Entry *entry)
{
  g_clear_pointer(&entry->values, g_array_unref);
  g_clear_pointer(&entry->owned, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Entry, entry_clear)

static void add(Entry *entry, const char *name, char *value, gboolean raw)
{
  const TemplateValue made = {name, value, raw};
  g_array_append_val(entry->values, made);
  g_ptr_array_add(entry->owned, value);
}

static void set(Entry *entry, const char *name, const char *value)
{
  for (guint i = 0; i < entry->values->len; i++) {
    TemplateValue *found = &g_array_index(entry->values, TemplateValue, i);
    if (g_str_equal(found->name, name)) {
      found->value = g_strdup(value);
      g_ptr_array_add(entry->owned, found->value);
      return;
    }
  }
}

/* Digits alone; what is none of a number's is no version of this ledger's. */
static char *number_of(const char *version)
{
  return version != NULL && *version != '\0' && strspn(version, "0123456789") == strlen(version)
             ? g_strdup(version)
             : g_strdup("NULL");
}

static char *bytes_literal(MigharDialect dialect, const char *hex)
{
  if (hex == NULL)
    return g_strdup("NULL");
  return g_strdup_printf(dialect == MIGHAR_DIALECT_SQLITE ? "X'%s'" : "pg_catalog.decode('%s', 'hex')", hex);
}

static char *describe_title(const MigharMigration *migration)
{
  const char *version = migration->version;
  const char *title = g_str_has_prefix(version, "R__") ? version + strlen("R__") : migration->name;
  return g_strdelimit(g_strdup(title), "_", ' ');
}

static char *without_dashes(const char *version)
{
  g_auto(GStrv) parts = g_strsplit(version, "-", -1);
  return g_strjoinv("", parts);
}

static void add_versions(Entry *entry, const MigharRunnerStep *step)
{
  const char *version = step->migration->version;
  add(entry, "version", g_strdup(version), FALSE);
  add(entry, "flyway_version", g_str_has_prefix(version, "R__") ? NULL : g_strdup(version), FALSE);
  add(entry, "bare", without_dashes(version), FALSE);
  add(entry, "number", number_of(version), TRUE);
  add(entry, "before", number_of(step->before), TRUE);
}

static void add_file(Entry *entry, const MigharRunnerStep *step, MigharDialect dialect)
{
  g_auto(ChecksumFile) file = {0};
  const MigharMigration *migration = step->migration;
  checksum_read(&file, migration->up->target == NULL ? migration->file : NULL);
  g_autofree char *sqlx = checksum_sqlx(&file);
  g_autofree char *flyway = checksum_flyway(&file);
  add(entry, "title", g_strdup(migration->name), FALSE);
  add(entry, "description", describe_title(migration), FALSE);
  add(entry, "file", g_path_get_basename(migration->file), FALSE);
  add(entry, "checksum", checksum_own(&file), FALSE);
  add(entry, "sha384", bytes_literal(dialect, sqlx), TRUE);
  add(entry, "crc32", g_strdup(flyway != NULL ? flyway : "NULL"), TRUE);
}

/* SQLite's scripts are timed here, where there is no link in between. */
static void add_circumstances(Entry *entry, const MigharRunner *runner, const MigharRunnerStep *step)
{
  gboolean is_sqlite = runner->chain->engine->dialect == MIGHAR_DIALECT_SQLITE;
  const MigharScript *script = mighar_migration_script(step->migration, step->direction);
  const char *user = runner->target->user != NULL ? runner->target->user : g_get_user_name();
  g_autoptr(GDateTime) now = g_date_time_new_now_utc();
  g_autofree char *started = g_date_time_format(now, "%Y-%m-%d %H:%M:%S");
  g_autofree char *moment =
      g_strdup_printf("%s.%06d%s", started, g_date_time_get_microsecond(now), is_sqlite ? "" : "+00");
  add(entry, "table", g_strdup(runner->table), TRUE);
  add(entry, "name", template_name(runner->name), TRUE);
  add(entry, "history", g_strdup(runner->history), TRUE);
  add(entry, "attempt", g_uuid_string_random(), FALSE);
  add(entry, "direction", g_strdup(mighar_direction_name(step->direction)), FALSE);
  add(entry, "user", g_strdup(user), FALSE);
  add(entry, "by", g_strdup_printf("%s (%s)", user, g_get_user_name()), FALSE);
  add(entry, "host", g_strdup(g_get_host_name()), FALSE);
  add(entry, "started", g_strdup(moment), FALSE);
  add(entry, "utc", g_strdup_printf("%s%s", started, "+00:00"), FALSE);
  add(entry, "now", g_strdup(runner->driver->now), TRUE);
  add(entry, "seconds",
      is_sqlite ? g_strdup_printf("((julianday('now') - julianday('%s')) * 86400.0)", moment)
                : g_strdup(runner->driver->seconds),
      TRUE);
  add(entry, "elapsed",
      is_sqlite ? g_strdup_printf("((julianday('now') - julianday('%s')) * 86400.0)", moment)
                : g_strdup("EXTRACT(epoch FROM pg_catalog.clock_timestamp() - started_at)"),
      TRUE);
  add(entry, "statements", g_strdup_printf("%u", script != NULL ? script->statements->len : 0), TRUE);
  add(entry, "statement", g_strdup_printf("%u", script != NULL ? script->statements->len : 0), TRUE);
  add(entry, "outcome", g_strdup("applied"), FALSE);
  add(entry, "error", NULL, FALSE);
}

static void make_entry(Entry *entry, const MigharRunner *runner, const MigharRunnerStep *step)
{
  entry->values = g_array_new(TRUE, FALSE, sizeof(TemplateValue));
  entry->owned = g_ptr_array_new_with_free_func(g_free);
  add_versions(entry, step);
  add_file(entry, step, runner->chain->engine->dialect);
  add_circumstances(entry, runner, step);
}

static const TemplateValue *values_of(const Entry *entry)
{
  return (const TemplateValue *)(gpointer)entry->values->data;
}

/* What is recorded; the arrays hold the texts, with NULL at their ends. */
typedef struct {
  Entry entry;
  GPtrArray *whole, *begin, *end;
  char *reached;
} Record;

static void record_clear(Record *record)
{
  entry_clear(&record->entry);
  g_clear_pointer(&record->whole, g_ptr_array_unref);
  g_clear_pointer(&record->begin, g_ptr_array_unref);
  g_clear_pointer(&record->end, g_ptr_array_unref);
  g_free(record->reached);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Record, record_clear)

static GPtrArray *fill(const MigharRunner *runner, const Entry *entry, const char *const *ledger,
                       const char *history)
{
  GPtrArray *statements = g_ptr_array_new_with_free_func(g_free);
  const char *const of_history[] = {history, NULL};
  runner_fill_list(runner, statements, ledger, values_of(entry));
  runner_fill_list(runner, statements, of_history, values_of(entry));
  g_ptr_array_add(statements, NULL);
  return statements;
}

static const MigharState *unfinished_state(const MigharRunner *runner, const MigharRunnerStep *step)
{
  for (guint i = 0; runner->states != NULL && i < runner->states->len; i++) {
    const MigharState *state = g_ptr_array_index(runner->states, i);
    if (state->migration == step->migration && state->attempt != NULL && state->direction == step->direction)
      return state;
  }
  return NULL;
}

static guint first_statement(const MigharRunner *runner, const MigharRunnerStep *step)
{
  const MigharState *state = unfinished_state(runner, step);
  return state != NULL ? state->reached : 0;
}

static void make_record(Record *record, const MigharRunner *runner, const MigharRunnerStep *step)
{
  const Ledger *ledger = runner->ledger;
  const char *const *change = step->direction == MIGHAR_UP ? ledger->up : ledger->down;
  g_autofree char *first = g_strdup_printf("%u", first_statement(runner, step));
  make_entry(&record->entry, runner, step);
  record->whole = fill(runner, &record->entry, change, history_whole);
  record->end = fill(runner, &record->entry, change, history_end);
  set(&record->entry, "statement", first);
  record->begin = fill(runner, &record->entry, ledger->begin, history_begin);
  record->reached = template_fill(history_reached, runner->chain->engine->dialect, values_of(&record->entry));
}

static MigharWork make_work(const MigharRunner *runner, const MigharRunnerStep *step, const Record *record)
{
  return (MigharWork){
      .script = mighar_migration_script(step->migration, step->direction),
      .whole = (const char *const *)record->whole->pdata,
      .begin = (const char *const *)record->begin->pdata,
      .end = (const char *const *)record->end->pdata,
      .reached = record->reached,
      .first = first_statement(runner, step),
      .resumed = unfinished_state(runner, step) != NULL,
  };
}

static gboolean run_one(MigharRunner *runner, const Entry *entry, const char *template, GError **error)
{
  g_autofree char *sql = template_fill(template, runner->chain->engine->dialect, values_of(entry));
  const char *const statements[] = {sql, NULL};
  return runner->driver->run(runner->target, statements, error);
}

/* What failed is told in the history, if that can still be written to; that it cannot is no news by then. */
static void record_failure(MigharRunner *runner, Record *record, const MigharWorkOutcome *outcome)
{
  g_autofree char *reached = g_strdup_printf("%u", outcome->stepwise ? outcome->outcome.completed : 0);
  set(&record->entry, "statement", reached);
  set(&record->entry, "outcome", "failed");
  set(&record->entry, "error", outcome->outcome.message);
  run_one(runner, &record->entry, outcome->stepwise ? history_stopped : history_whole, NULL);
}

/* The row of the attempt tells whether what was sent last is committed. */
static gboolean look_up(MigharRunner *runner, const Record *record, MigharWorkOutcome *outcome,
                        GError **error)
{
  MigharDialect dialect = runner->chain->engine->dialect;
  g_autofree char *sql = template_fill("SELECT outcome FROM {history} WHERE attempt = {attempt}", dialect,
                                       values_of(&record->entry));
  if (!runner->driver->reopen(runner->target, error)) {
    g_prefix_error(error, "the connection was lost, and whether the migration is applied is not known: ");
    return FALSE;
  }
  g_autoptr(GPtrArray) rows = runner->driver->query(runner->target, sql, error);
  if (rows == NULL)
    return FALSE;
  const char *found = rows->len > 0 ? g_ptr_array_index((GPtrArray *)g_ptr_array_index(rows, 0), 0) : NULL;
  outcome->outcome.applied = g_strcmp0(found, "applied") == 0;
  outcome->stepwise = g_strcmp0(found, "begun") == 0;
  return TRUE;
}

static gboolean check_runnable(const MigharRunnerStep *step, GError **error)
{
  const MigharMigration *migration = step->migration;
  if (migration->cannot_run != NULL)
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, migration->file, 0, NULL, "%s cannot be applied: %s",
                        migration->version, migration->cannot_run);
  else if (mighar_migration_script(migration, step->direction) == NULL)
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, migration->file, 0, NULL, "%s has no down",
                        migration->version);
  else
    return TRUE;
  return FALSE;
}

/* The program is another one, so there is no transaction for both. */
static gboolean run_command(MigharRunner *runner, const MigharScript *script, const Record *record,
                            MigharWorkOutcome *outcome, GError **error)
{
  g_auto(MigharLeg) leg = {0};
  *outcome = (MigharWorkOutcome){.outcome = {.failed = -1, .position = -1}, .stepwise = TRUE};
  if (!runner->driver->run(runner->target, (const char *const *)record->begin->pdata, error) ||
      !command_line_run(runner->chain, script, runner->url, &leg, error))
    return FALSE;
  outcome->outcome.applied = leg.applied;
  outcome->outcome.seconds = leg.seconds;
  if (leg.applied)
    return runner->driver->run(runner->target, (const char *const *)record->end->pdata, error);
  outcome->outcome.message = g_strdup(leg.failure->message);
  outcome->outcome.hint = g_strdup(leg.failure->hint);
  outcome->outcome.code = NULL;
  return TRUE;
}

/* Of a script that goes on, what was done must be what is still written there. */
static gboolean check_resumable(const MigharRunner *runner, const MigharRunnerStep *step, GError **error)
{
  const MigharState *state = unfinished_state(runner, step);
  const MigharScript *script = mighar_migration_script(step->migration, step->direction);
  if (state == NULL || state->reached <= script->statements->len)
    return TRUE;
  mighar_set_error_at(error, MIGHAR_ERROR_USAGE, script->file, script->line,
                      "'mighar repair' says what can be done",
                      "%u of %u statements of %s are done, and it has only %u by now", state->reached,
                      state->statements, step->migration->version, script->statements->len);
  return FALSE;
}

gboolean mighar_runner_step(MigharRunner *runner, const MigharRunnerStep *step, MigharWorkOutcome *outcome,
                            GError **error)
{
  g_auto(Record) record = {0};
  *outcome = (MigharWorkOutcome){0};
  if (!check_runnable(step, error) || !check_resumable(runner, step, error))
    return FALSE;
  make_record(&record, runner, step);
  MigharWork work = make_work(runner, step, &record);
  gboolean resumed = unfinished_state(runner, step) != NULL;
  gboolean ran = work.script->target != NULL ? run_command(runner, work.script, &record, outcome, error)
                                             : runner_do(runner, &work, resumed, outcome, error);
  if (!ran || outcome->outcome.applied)
    return ran;
  if (outcome->lost && !look_up(runner, &record, outcome, error))
    return FALSE;
  if (!outcome->outcome.applied)
    record_failure(runner, &record, outcome);
  return TRUE;
}

GString *mighar_runner_render(MigharRunner *runner, const MigharRunnerStep *step, GError **error)
{
  g_auto(Record) record = {0};
  if (!check_runnable(step, error))
    return NULL;
  make_record(&record, runner, step);
  MigharWork work = make_work(runner, step, &record);
  if (work.script->target == NULL)
    return runner->driver->render(runner->target, &work);
  GString *text = g_string_new(NULL);
  g_string_append_printf(text, "-- MIGHAR_VERSION='%s' %s\n", work.script->target, work.script->text);
  return text;
}

gboolean mighar_runner_record(MigharRunner *runner, const MigharRunnerStep *step, const char *outcome,
                              GError **error)
{
  g_auto(Entry) entry = {0};
  const Ledger *ledger = runner->ledger;
  make_entry(&entry, runner, step);
  set(&entry, "outcome", outcome);
  set(&entry, "seconds", "0");
  gboolean in_ledger = !g_str_equal(outcome, "accepted");
  const char *const *change = step->direction == MIGHAR_UP ? ledger->up : ledger->down;
  g_autoptr(GPtrArray) statements = fill(runner, &entry, in_ledger ? change : NULL, history_whole);
  return runner->driver->run(runner->target, (const char *const *)statements->pdata, error);
}

MigharFinding *mighar_runner_explain(const MigharRunner *runner, const MigharScript *script,
                                     const MigharWorkOutcome *outcome)
{
  if (outcome->outcome.applied)
    return NULL;
  if (script->target == NULL && (outcome->outcome.failed >= 0 || !outcome->lost))
    return apply_failure(runner->chain, script, &outcome->outcome);
  MigharFinding *finding = mighar_finding_new("command-error", "%s", outcome->outcome.message);
  finding->file = script->file;
  finding->line = script->line;
  finding->hint = g_strdup(outcome->outcome.hint);
  return finding;
}
