#include "batches.h"

#include <mighar/error.h>

#include <string.h>

#define FORM                                                                                                 \
  "-- mighar: batch <key> <size> [<pause>], as in: -- mighar: batch id 1000 100ms, or: -- mighar: batch "    \
  "a,b 500"

static gboolean read_size(const char *text, guint *size)
{
  guint64 number;
  gboolean good = g_ascii_string_to_unsigned(text, 10, 1, G_MAXINT, &number, NULL);
  *size = good ? (guint)number : 0;
  return good;
}

/* "0.5", "0.5s", "500ms" */
static gboolean read_pause(const char *text, double *seconds)
{
  char *end;
  *seconds = g_ascii_strtod(text, &end);
  if (g_str_equal(end, "ms"))
    *seconds /= 1000;
  else if (*end != '\0' && !g_str_equal(end, "s"))
    return FALSE;
  return end != text && *seconds >= 0 && *seconds <= 86400;
}

static gboolean refuse(GError **error, const MigharScript *script, guint line, const char *hint,
                       const char *words)
{
  mighar_set_error_at(error, MIGHAR_ERROR_USAGE, script->file, line, hint, "%s", words);
  return FALSE;
}

static MigharBatches *read_directive(const MigharDirective *directive, GError **error)
{
  g_autoptr(MigharBatches) batches = g_new0(MigharBatches, 1);
  g_auto(GStrv) words = g_strsplit(directive->reason, " ", -1);
  guint n = g_strv_length(words);
  batches->key = g_strdup(directive->subject);
  batches->keys = g_strsplit(directive->subject, ",", -1);
  batches->line = directive->line;
  if (n <= 2 && read_size(words[0], &batches->size) && (n < 2 || read_pause(words[1], &batches->pause)))
    return g_steal_pointer(&batches);
  mighar_set_error_at(error, MIGHAR_ERROR_USAGE, directive->file, directive->line, FORM,
                      "'batch %s %s' is no key with a number of rows and a pause", directive->subject,
                      directive->reason);
  return NULL;
}

static guint first_line(const MigharScript *script)
{
  return script->statements->len > 0 ? g_array_index(script->statements, MigharStatement, 0).line : 0;
}

/* Whether one of the script's statements stands below the line; the first of them in *line. */
static gboolean is_below(const MigharScript *script, const MigharDirective *directive, guint *line)
{
  if (script == NULL || script->file != directive->file)
    return FALSE;
  for (guint i = 0; i < script->statements->len; i++) {
    *line = g_array_index(script->statements, MigharStatement, i).line;
    if (*line >= directive->line)
      return TRUE;
  }
  return FALSE;
}

/* The script of the statement that comes next in the file; NULL: there is none. */
static MigharScript *find_script(const MigharMigration *migration, const MigharDirective *directive)
{
  guint up = 0, down = 0;
  gboolean has_up = is_below(migration->up, directive, &up);
  gboolean has_down = is_below(migration->down, directive, &down);
  if (has_up && has_down)
    return up <= down ? migration->up : migration->down;
  return has_up ? migration->up : has_down ? migration->down : NULL;
}

/* A script that is one statement and no transaction can be gone on with wherever it was stopped. */
static gboolean check_script(const MigharChain *chain, const MigharScript *script,
                             const MigharBatches *batches, GError **error)
{
  if (script->batches != NULL)
    return refuse(error, script, batches->line, NULL,
                  "there is another directive 'batch' for this statement");
  if (script->statements->len > 1)
    return refuse(error, script, batches->line, "give the other statements a migration of their own",
                  "a script that is run in batches has one statement alone, and this one has several");
  if (first_line(script) < batches->line)
    return refuse(error, script, batches->line, "it stands on a line of its own before the statement",
                  "the directive 'batch' stands inside of its statement");
  if (script->transaction)
    return refuse(error, script, batches->line, chain->format->no_transaction_hint,
                  "each batch is a transaction of its own, and this script is run as one transaction");
  return TRUE;
}

static gboolean are_names(MigharDialect dialect, char **keys)
{
  for (guint i = 0; keys[i] != NULL; i++) {
    g_autofree char *name = mighar_sql_name(dialect, keys[i]);
    if (name == NULL)
      return FALSE;
  }
  return TRUE;
}

static gboolean split(const MigharChain *chain, const MigharScript *script, MigharBatches *batches,
                      GError **error)
{
  const MigharStatement *statement = &g_array_index(script->statements, MigharStatement, 0);
  g_autofree char *problem = NULL;
  if (!are_names(chain->engine->dialect, batches->keys))
    return refuse(error, script, batches->line, FORM,
                  "the key of the batches is not the name of a column, or several with commas between them");
  if (mighar_batches_split(chain->engine->dialect, script->text + statement->start, statement->length,
                           batches, &problem))
    return TRUE;
  return refuse(error, script, statement->line,
                "batches are for one UPDATE, DELETE or INSERT ... SELECT that takes each row for itself",
                problem);
}

static gboolean take(const MigharChain *chain, MigharMigration *migration, const MigharDirective *directive,
                     GError **error)
{
  g_autoptr(MigharBatches) batches = read_directive(directive, error);
  MigharScript *script = batches != NULL ? find_script(migration, directive) : NULL;
  if (batches != NULL && script == NULL)
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, directive->file, directive->line, FORM,
                        "the directive 'batch' stands before no statement");
  if (script == NULL || !check_script(chain, script, batches, error) || !split(chain, script, batches, error))
    return FALSE;
  script->batches = g_steal_pointer(&batches);
  return TRUE;
}

static gboolean take_all(const MigharChain *chain, MigharMigration *migration, GError **error)
{
  for (guint i = 0; i < migration->directives->len;) {
    const MigharDirective *directive = g_ptr_array_index(migration->directives, i);
    if (directive->kind != MIGHAR_DIRECTIVE_BATCH) {
      i++;
      continue;
    }
    if (!take(chain, migration, directive, error))
      return FALSE;
    g_ptr_array_remove_index(migration->directives, i);
  }
  return TRUE;
}

gboolean mighar_batches_take(MigharChain *chain, GError **error)
{
  for (guint i = 0; i < chain->migrations->len; i++)
    if (!take_all(chain, g_ptr_array_index(chain->migrations, i), error))
      return FALSE;
  return TRUE;
}
