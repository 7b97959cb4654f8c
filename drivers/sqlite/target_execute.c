#include "failure.h"
#include "target.h"

#include <string.h>

/* Work that is being done. */
typedef struct {
  SqliteTarget *target;
  const MigharWork *work;
  MigharWorkOutcome *outcome;
} Doing;

static gboolean step_all(sqlite3 *connection, const char *sql, gsize length, MigharOutcome *outcome)
{
  const char *rest = sql, *end = sql + length;
  while (rest < end) {
    g_autoptr(sqlite3_stmt) statement = NULL;
    const char *tail;
    int code = SQLITE_ROW;
    if (sqlite3_prepare_v2(connection, rest, (int)(end - rest), &statement, &tail) != SQLITE_OK) {
      failure_of_prepare(connection, rest - sql, length, outcome);
      return FALSE;
    }
    while (statement != NULL && code == SQLITE_ROW)
      code = sqlite3_step(statement);
    if (statement != NULL && code != SQLITE_DONE) {
      failure_of_step(connection, statement, outcome);
      return FALSE;
    }
    rest = tail;
  }
  return TRUE;
}

/* Statements of mighar's own. */
static gboolean run_own(Doing *doing, const char *sql)
{
  doing->outcome->outcome.failed = -1;
  return step_all(doing->target->connection, sql, strlen(sql), &doing->outcome->outcome);
}

static gboolean run_list(Doing *doing, const char *const *statements)
{
  for (guint i = 0; statements != NULL && statements[i] != NULL; i++)
    if (!run_own(doing, statements[i]))
      return FALSE;
  return TRUE;
}

/* With its semicolon, where SQLite finds a statement to be cut short. */
static gboolean run_statement(Doing *doing, guint index)
{
  const MigharScript *script = doing->work->script;
  const MigharStatement *statement = &g_array_index(script->statements, MigharStatement, index);
  const MigharTargetSettings *settings = &doing->target->settings;
  gsize length = statement->length + (script->text[statement->start + statement->length] == ';' ? 1 : 0);
  doing->outcome->outcome.failed = (int)index;
  if (!step_all(doing->target->connection, script->text + statement->start, length, &doing->outcome->outcome))
    return FALSE;
  doing->outcome->outcome.completed = index + 1;
  if (settings->event != NULL)
    settings->event(settings->data, MIGHAR_TARGET_STATEMENT, index, NULL);
  return TRUE;
}

/* The whole as one transaction: mighar's, or the script's own, whose record goes in front of its end. */
static gboolean run_whole(Doing *doing)
{
  const MigharScript *script = doing->work->script;
  guint n = script->statements->len, record_at = script->transaction ? n : n - 1;
  if (script->transaction && !run_own(doing, "BEGIN IMMEDIATE"))
    return FALSE;
  for (guint i = 0; i <= n; i++)
    if ((i == record_at && !run_list(doing, doing->work->whole)) || (i < n && !run_statement(doing, i)))
      return FALSE;
  return !script->transaction || sqlite3_get_autocommit(doing->target->connection) ||
         run_own(doing, "COMMIT");
}

static char *reached(const MigharWork *work, guint n)
{
  g_auto(GStrv) parts = g_strsplit(work->reached != NULL ? work->reached : "", "%u", -1);
  g_autofree char *number = g_strdup_printf("%u", n);
  return g_strjoinv(number, parts);
}

/* These do nothing, or fail, in a transaction. */
static gboolean runs_alone(const MigharScript *script, guint i)
{
  static const char *const words[] = {"pragma", "vacuum", "attach",   "detach", "begin",
                                      "commit", "end",    "rollback", NULL};
  for (guint j = 0; words[j] != NULL; j++)
    if (mighar_script_starts_with(script, i, words[j]))
      return TRUE;
  return FALSE;
}

/* How far it came, or with the last one, that all is done. */
static gboolean record(Doing *doing, guint n)
{
  g_autofree char *progress = reached(doing->work, n);
  return n == doing->work->script->statements->len ? run_list(doing, doing->work->end)
                                                   : run_own(doing, progress);
}

/* A statement and what records it are one transaction where that does not change what the statement does. */
static gboolean do_one(Doing *doing, guint i)
{
  sqlite3 *connection = doing->target->connection;
  const MigharScript *script = doing->work->script;
  gboolean wrap = sqlite3_get_autocommit(connection) && !runs_alone(script, i);
  gboolean before =
      mighar_script_commits(script, MIGHAR_DIALECT_SQLITE, i) && !sqlite3_get_autocommit(connection);
  if ((wrap && !run_own(doing, "BEGIN IMMEDIATE")) || (before && !record(doing, i + 1)) ||
      !run_statement(doing, i))
    return FALSE;
  if (!before && !record(doing, i + 1))
    return FALSE;
  return !wrap || run_own(doing, "COMMIT");
}

static gboolean run_stepwise(Doing *doing)
{
  const MigharScript *script = doing->work->script;
  guint n = script->statements->len;
  for (guint i = 0; i < doing->work->first && i < n; i++)
    if ((mighar_script_starts_with(script, i, "pragma") || mighar_script_starts_with(script, i, "attach")) &&
        !run_statement(doing, i))
      return FALSE;
  doing->outcome->outcome.completed = doing->work->first;
  for (guint i = doing->work->first; i < n; i++)
    if (!do_one(doing, i))
      return FALSE;
  if (doing->work->first >= n && !run_list(doing, doing->work->end))
    return FALSE;
  if (sqlite3_get_autocommit(doing->target->connection))
    return TRUE;
  failure_of_open_transaction(&doing->outcome->outcome);
  return FALSE;
}

/* That another one writes is no error: it can be tried again. */
static gboolean run_begin(Doing *doing)
{
  return doing->work->begin == NULL || (run_own(doing, "BEGIN IMMEDIATE") &&
                                        run_list(doing, doing->work->begin) && run_own(doing, "COMMIT"));
}

static gboolean is_whole(const MigharWork *work)
{
  return work->first == 0 &&
         (work->script->transaction || mighar_script_is_own_transaction(work->script, MIGHAR_DIALECT_SQLITE));
}

gboolean sqlite_target_execute(MigharTarget *handle, const MigharWork *work, MigharWorkOutcome *outcome,
                               GError **error)
{
  SqliteTarget *target = (SqliteTarget *)handle;
  Doing doing = {target, work, outcome};
  gint64 start = g_get_monotonic_time();
  *outcome = (MigharWorkOutcome){.outcome = {.failed = -1, .position = -1}};
  gboolean whole = is_whole(work);
  gboolean begun = !whole && run_begin(&doing);
  outcome->stepwise = begun;
  outcome->outcome.applied = whole ? run_whole(&doing) : begun && run_stepwise(&doing);
  outcome->outcome.seconds = (g_get_monotonic_time() - start) / (double)G_USEC_PER_SEC;
  return sqlite_roll_back(target->connection, error) &&
         (!target->session.changed || sqlite_target_reopen(handle, error));
}

static void render_list(GString *text, const char *const *statements)
{
  for (guint i = 0; statements != NULL && statements[i] != NULL; i++)
    g_string_append_printf(text, "%s;\n", statements[i]);
}

static void render_statement(GString *text, const MigharScript *script, guint i)
{
  const MigharStatement *statement = &g_array_index(script->statements, MigharStatement, i);
  g_string_append_printf(text, "%.*s;\n", (int)statement->length, script->text + statement->start);
}

static void render_whole(GString *text, const MigharWork *work)
{
  const MigharScript *script = work->script;
  guint n = script->statements->len, record_at = script->transaction ? n : n - 1;
  if (script->transaction)
    g_string_append(text, "BEGIN IMMEDIATE;\n");
  for (guint i = 0; i <= n; i++) {
    if (i == record_at)
      render_list(text, work->whole);
    if (i < n)
      render_statement(text, script, i);
  }
  if (script->transaction)
    g_string_append(text, "COMMIT;\n");
}

static void render_record(GString *text, const MigharWork *work, guint n)
{
  g_autofree char *progress = reached(work, n);
  const char *const statements[] = {progress, NULL};
  render_list(text, n == work->script->statements->len ? work->end : statements);
}

static void render_one(GString *text, const MigharWork *work, guint i, gboolean *open)
{
  gboolean wrap = !*open && !runs_alone(work->script, i);
  gboolean before = *open && mighar_script_commits(work->script, MIGHAR_DIALECT_SQLITE, i);
  g_string_append(text, wrap ? "\nBEGIN IMMEDIATE;\n" : "");
  if (before)
    render_record(text, work, i + 1);
  render_statement(text, work->script, i);
  if (!before)
    render_record(text, work, i + 1);
  g_string_append(text, wrap ? "COMMIT;\n" : "");
  *open = (*open && !before) || mighar_script_starts_with(work->script, i, "begin");
}

GString *sqlite_target_render(MigharTarget *handle G_GNUC_UNUSED, const MigharWork *work)
{
  GString *text = g_string_new(NULL);
  gboolean open = FALSE;
  if (is_whole(work)) {
    render_whole(text, work);
    return text;
  }
  g_string_append(text, "-- no transaction around all of it\nBEGIN IMMEDIATE;\n");
  render_list(text, work->begin);
  g_string_append(text, "COMMIT;\n");
  for (guint i = work->first; i < work->script->statements->len; i++)
    render_one(text, work, i, &open);
  return text;
}
