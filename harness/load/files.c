/* Scripts that are whole files. */
#include "format.h"

static void send_at_once(GArray *statements)
{
  for (guint i = 0; i < statements->len; i++)
    g_array_index(statements, MigharStatement, i).batch = 0;
}

static MigharScript *read_script(MigharLoading *loading, MigharMigration *migration, MigharEntry *entry,
                                 GError **error)
{
  const MigharEngine *engine = loading->chain->engine;
  gboolean no_transaction;
  const MigharSource *source = mighar_loading_read(loading, entry, error);
  if (source == NULL || !mighar_loading_directives(loading, source, migration, &no_transaction, error))
    return NULL;
  MigharScript *script = mighar_script_new(source->file, 1, source->text, source->length);
  g_array_unref(script->statements);
  script->statements = mighar_sql_split(engine->dialect, script->text, source->length, 1);
  if (!no_transaction)
    send_at_once(script->statements);
  script->transaction = !no_transaction && loading->format->wraps(engine, source) &&
                        !mighar_sql_begins_transaction(engine->dialect, script->text, script->statements);
  return script;
}

static gboolean read_migration(MigharLoading *loading, MigharMigration *migration, MigharEntry *up,
                               MigharEntry *down, GError **error)
{
  migration->up = read_script(loading, migration, up, error);
  if (migration->up == NULL)
    return FALSE;
  if (down != NULL)
    migration->down = read_script(loading, migration, down, error);
  return down == NULL || migration->down != NULL;
}

gboolean mighar_load_files(MigharLoading *loading, GError **error)
{
  return mighar_load_versions(loading, read_migration, error);
}
