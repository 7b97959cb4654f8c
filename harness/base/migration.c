#include <mighar/migration.h>

const char *mighar_direction_name(MigharDirection direction)
{
  return direction == MIGHAR_UP ? "up" : "down";
}

MigharScript *mighar_script_new(const char *file, guint line, const char *text, gsize length)
{
  MigharScript *script = g_new0(MigharScript, 1);
  script->file = g_intern_string(file);
  script->line = line;
  script->text = g_strndup(text, length);
  script->statements = g_array_new(FALSE, FALSE, sizeof(MigharStatement));
  return script;
}

void mighar_batches_free(MigharBatches *batches)
{
  if (batches == NULL)
    return;
  g_free(batches->key);
  g_strfreev(batches->keys);
  g_free(batches->table);
  g_free(batches->column);
  g_free(batches->before);
  g_free(batches->after);
  g_free(batches);
}

void mighar_script_free(MigharScript *script)
{
  if (script == NULL)
    return;
  g_array_unref(script->statements);
  g_free(script->text);
  g_free(script->target);
  mighar_batches_free(script->batches);
  g_free(script);
}

static gboolean is_one_message(const GArray *statements)
{
  return statements->len > 1 && g_array_index(statements, MigharStatement, 0).batch ==
                                    g_array_index(statements, MigharStatement, statements->len - 1).batch;
}

const char *mighar_script_transaction(const MigharScript *script, const MigharEngine *engine)
{
  if (script->target != NULL)
    return "command";
  if (script->transaction)
    return "wrapped";
  if (mighar_sql_controls_transaction(engine->dialect, script->text, script->statements))
    return "own";
  return engine->one_message && is_one_message(script->statements) ? "message" : "none";
}

int mighar_script_ends_transaction(const MigharScript *script, MigharDialect dialect)
{
  for (guint i = 0; script->transaction && i < script->statements->len; i++) {
    g_autoptr(GArray) one = g_array_new(FALSE, FALSE, sizeof(MigharStatement));
    g_array_append_val(one, g_array_index(script->statements, MigharStatement, i));
    if (mighar_sql_controls_transaction(dialect, script->text, one) &&
        !mighar_sql_begins_transaction(dialect, script->text, one))
      return (int)i;
  }
  return -1;
}

const char *mighar_directive_name(MigharDirectiveKind kind)
{
  static const char *const names[] = {
      [MIGHAR_DIRECTIVE_IRREVERSIBLE] = "irreversible",
      [MIGHAR_DIRECTIVE_ALLOW] = "allow",
      [MIGHAR_DIRECTIVE_LOSES] = "loses",
      [MIGHAR_DIRECTIVE_BATCH] = "batch",
  };
  return names[kind];
}

MigharDirective *mighar_directive_new(MigharDirectiveKind kind, const char *subject, const char *reason,
                                      const char *file, guint line)
{
  MigharDirective *directive = g_new0(MigharDirective, 1);
  directive->kind = kind;
  directive->subject = g_strdup(subject);
  directive->reason = g_strdup(reason);
  directive->file = g_intern_string(file);
  directive->line = line;
  return directive;
}

void mighar_directive_free(MigharDirective *directive)
{
  g_free(directive->subject);
  g_free(directive->reason);
  g_free(directive);
}

MigharMigration *mighar_migration_new(const char *version, const char *name, const char *file)
{
  MigharMigration *migration = g_new0(MigharMigration, 1);
  migration->version = g_strdup(version);
  migration->name = g_strdup(name);
  migration->file = g_intern_string(file);
  migration->directives = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_directive_free);
  return migration;
}

void mighar_migration_free(MigharMigration *migration)
{
  if (migration == NULL)
    return;
  mighar_script_free(migration->up);
  mighar_script_free(migration->down);
  mighar_script_free(migration->verify);
  g_free(migration->cannot_run);
  g_ptr_array_unref(migration->directives);
  g_free(migration->version);
  g_free(migration->name);
  g_free(migration);
}

const MigharDirective *mighar_migration_directive(const MigharMigration *migration, MigharDirectiveKind kind,
                                                  const char *subject)
{
  for (guint i = 0; i < migration->directives->len; i++) {
    const MigharDirective *directive = g_ptr_array_index(migration->directives, i);
    if (directive->kind == kind && (subject == NULL || g_strcmp0(directive->subject, subject) == 0))
      return directive;
  }
  return NULL;
}

const MigharScript *mighar_migration_script(const MigharMigration *migration, MigharDirection direction)
{
  return direction == MIGHAR_UP ? migration->up : migration->down;
}

void mighar_external_free(MigharExternal *external)
{
  if (external == NULL)
    return;
  g_free(external->directory);
  g_strfreev(external->environment);
  g_strfreev(external->ledger);
  mighar_script_free(external->tell);
  g_free(external);
}

MigharChain *mighar_chain_new(const MigharEngine *engine, const MigharFormatFacts *format,
                              const char *directory)
{
  MigharChain *chain = g_new0(MigharChain, 1);
  chain->engine = engine;
  chain->format = format;
  chain->directory = g_strdup(directory);
  chain->migrations = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_migration_free);
  chain->warnings = g_ptr_array_new_with_free_func(g_free);
  return chain;
}

void mighar_chain_free(MigharChain *chain)
{
  if (chain == NULL)
    return;
  g_ptr_array_unref(chain->migrations);
  g_ptr_array_unref(chain->warnings);
  mighar_external_free(chain->external);
  g_free(chain->directory);
  g_free(chain);
}
