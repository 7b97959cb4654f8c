/* The ledger in scratch databases: a database that exists has one before its first migration, and a few
 * migrations speak of it. */
#include "ledger.h"

#include <mighar/apply.h>
#include <mighar/error.h>

#include <string.h>

/* CREATE [TEMP] TABLE [IF NOT EXISTS] [schema.]name, as it begins. */
static gboolean makes_table(MigharDialect dialect, const char *statement, gsize length, const char *table)
{
  MigharScanner scanner;
  MigharToken token;
  gboolean is_table = FALSE, found = FALSE;
  mighar_scanner_init(&scanner, dialect, statement, length);
  if (!mighar_scanner_next_solid(&scanner, &token) || !mighar_token_is(&token, "create"))
    return FALSE;
  while (!found && mighar_scanner_next_solid(&scanner, &token) && !mighar_token_is_mark(&token, "(") &&
         !mighar_token_is(&token, "as")) {
    g_autofree char *name = mighar_token_name(&token);
    found = is_table && g_ascii_strcasecmp(name, table) == 0;
    is_table = is_table || mighar_token_is(&token, "table");
  }
  return found;
}

/* Whether the script speaks of the table; *made: it makes one of this name itself. */
static gboolean speaks_of(const MigharScript *script, MigharDialect dialect, const char *table,
                          gboolean *made)
{
  if (script == NULL || script->target != NULL || strcasestr(script->text, table) == NULL)
    return FALSE;
  for (guint i = 0; i < script->statements->len; i++) {
    const MigharStatement *statement = &g_array_index(script->statements, MigharStatement, i);
    *made = *made || makes_table(dialect, script->text + statement->start, statement->length, table);
  }
  return TRUE;
}

static const Ledger *find_needed(const MigharChain *chain)
{
  MigharDialect dialect = chain->engine->dialect;
  const Ledger *ledger = chain->external == NULL ? ledger_for(chain->format->name) : NULL;
  gboolean spoken_of = FALSE, made = FALSE;
  if (ledger == NULL || ledger->create[dialect] == NULL)
    return NULL;
  for (guint i = 0; i < chain->migrations->len; i++) {
    const MigharMigration *migration = g_ptr_array_index(chain->migrations, i);
    spoken_of |= speaks_of(migration->up, dialect, ledger->table, &made);
    spoken_of |= speaks_of(migration->down, dialect, ledger->table, &made);
  }
  return spoken_of && !made ? ledger : NULL;
}

const char *mighar_ledger_needed(const MigharChain *chain)
{
  const Ledger *ledger = find_needed(chain);
  return ledger != NULL ? ledger->table : NULL;
}

static MigharScript *write_script(const Ledger *ledger, MigharDialect dialect)
{
  g_autofree char *name = template_name(ledger->table);
  g_autofree char *place = ledger->schema != NULL ? template_name(ledger->schema) : NULL;
  g_autofree char *table = place != NULL ? g_strdup_printf("%s.%s", place, name) : g_strdup(name);
  const TemplateValue values[] = {{"table", table, TRUE}, {"name", name, TRUE}, {0}};
  g_autoptr(GString) text = g_string_new(NULL);
  for (const char *const *create = ledger->create[dialect]; *create != NULL; create++) {
    g_autofree char *statement = template_fill(*create, dialect, values);
    g_string_append_printf(text, "%s;\n", statement);
  }
  MigharScript *script = mighar_script_new(ledger->table, 1, text->str, text->len);
  g_array_unref(script->statements);
  script->statements = mighar_sql_split(dialect, script->text, text->len, 1);
  script->transaction = TRUE;
  return script;
}

gboolean mighar_ledger_provide(MigharDatabase *database, const MigharChain *chain, GError **error)
{
  const Ledger *ledger = find_needed(chain);
  if (ledger == NULL)
    return TRUE;
  g_autoptr(MigharScript) script = write_script(ledger, chain->engine->dialect);
  g_auto(MigharLeg) leg = {0};
  gboolean run = mighar_apply(database, chain, script, &leg, error);
  if (run && !leg.applied)
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "cannot make the ledger '%s' of %s: %s",
                     ledger->table, ledger->format, leg.failure->message);
  return run && leg.applied;
}
